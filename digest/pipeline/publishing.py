"""An issue that the desk shows in; the sheet to look at before it goes out, and publishing it.

The command line publishes what was built (`publication.py`); the desk what its editor looks at: the
page must still be the one of the sheet, and what was not built is built first.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from digest.archive.contents import (
    issue_dates,
    issue_status,
    load_issue,
    past_issues,
    published_version,
    replaced_issue,
)
from digest.draft import page_text
from digest.errors import CheckFailed, DraftError, UsageError
from digest.model.findings import Severity
from digest.model.issues import Issue, Status
from digest.pipeline.drafts import Drafted, LeftOut
from digest.pipeline.edit_history import page_version
from digest.pipeline.editing import list_steps
from digest.pipeline.editors_hand import describe_hand
from digest.pipeline.issue_check import LinkCheck, check_issue, reason_to_rebuild
from digest.pipeline.publication import publish_issue
from digest.pipeline.publishing_sheet import (
    Circumstances,
    PublishingSheet,
    count_spent,
    describe_publishing,
)
from digest.pipeline.showing import Shown, save_shown
from digest.pipeline.sources import source_health
from digest.pipeline.workspace import Workspace
from digest.selection.left_out import list_left_out
from digest.text import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What came of publishing: `changed` is false where another program had done it already.

    `built` says that the issue on disk was not what the desk showed, and was built first; `notes`
    are what the pipeline had to say.
    """

    issue: Issue
    path: Path
    spends: int
    changed: bool = False
    built: bool = False
    notes: tuple[str, ...] = ()


def read_sheet(
    workspace: Workspace, shown: Shown, *, links: LinkCheck | None = None
) -> PublishingSheet:
    """The sheet of an issue that may go out. Raises DraftError, StorageError, UsageError."""
    drafted, day = shown.drafted, shown.issue.date
    if drafted is None:
        raise UsageError(f"the issue of {day} is published")
    page = drafted.page
    before, corrects = _before(workspace, day)
    around = Circumstances(
        newsletter=workspace.newsletter,
        missed=list_left_out(drafted.draft, drafted.proposed.proposal, workspace.newsletter),
        hand=describe_hand(page, list_steps(workspace, day)),
        before=before,
        last=_last(workspace, day),
        links=links,
        health=source_health(workspace),
        now=workspace.now.astimezone(workspace.zone),
        corrects=corrects,
        is_built=before is not None and not reason_to_rebuild(workspace, day),
    )
    return describe_publishing(shown.rendered, shown.findings, around)


def publish_shown(workspace: Workspace, shown: Shown, *, version: str) -> Publication:
    """Publish the issue as the sheet showed it, of a page with the fingerprint `version`.

    What is not on disk as it is shown is built first. Raises DraftError where the page is another
    by now, CheckFailed where the mail has errors; both leave all as it was. RenderError and
    StorageError when it is out and only its web site failed. The caller holds the newsletter's
    lock.
    """
    day = shown.issue.date
    if issue_status(workspace.issues, day) not in {None, Status.DRAFT}:
        return read_publication(workspace, day)
    built = settle_issue(workspace, shown, version=version)
    said: list[str] = []
    voice = replace(workspace.voice, note=said.append, warn=said.append)
    left = _left_out(shown.drafted) if shown.drafted else None
    changed = publish_issue(replace(workspace, voice=voice), day, left=left).changed
    done = read_publication(workspace, day)
    return replace(done, changed=changed, built=built, notes=tuple(said))


def settle_issue(workspace: Workspace, shown: Shown, *, version: str) -> bool:
    """Have on disk what the editor looks at, a page of this `version`; whether it had to be built.

    Raises DraftError where the page is another by now, CheckFailed where the mail has errors. The
    caller holds the newsletter's lock.
    """
    day = shown.issue.date
    if not shown.version == version == page_version(page_text(workspace.page(day))):
        raise DraftError(
            "The page was changed while the sheet stood here. Look at the sheet again, which now "
            "shows what changed"
        )
    built = issue_status(workspace.issues, day) is None or bool(reason_to_rebuild(workspace, day))
    save_shown(workspace, shown)
    errors = [one for one in check_issue(workspace, day) if one.severity is Severity.ERROR]
    if errors:
        named = "; ".join(one.message.rstrip(".") for one in errors)
        raise CheckFailed(f"{counted(len(errors), 'error')} to mend first: {named}")
    return built


def _left_out(drafted: Drafted) -> LeftOut | None:
    """What the page does not print; None where the proposal is of an earlier page."""
    if drafted.is_behind:
        return None
    return LeftOut(arrivals=drafted.proposed.arrivals, remarks=drafted.draft.remarks)


def read_publication(workspace: Workspace, day: date) -> Publication:
    """What is to be said of an issue that is out."""
    issue = load_issue(workspace.issues, day)
    return Publication(
        issue=issue, path=workspace.issues / day.isoformat(), spends=count_spent(issue)
    )


def _before(workspace: Workspace, day: date) -> tuple[Issue | None, bool]:
    """What the sheet compares the issue with, and whether that is what readers have."""
    if day not in issue_dates(workspace.issues):
        return None, False
    if published_version(workspace.issues, day):
        return replaced_issue(workspace.issues, day), True
    return load_issue(workspace.issues, day), False


def _last(workspace: Workspace, day: date) -> Issue | None:
    """The issue that went out before."""
    past = past_issues(workspace.issues, url=workspace.newsletter.archive.url)
    earlier = next((one.date for one in past if one.date < day), None)
    found = published_version(workspace.issues, earlier) if earlier else None
    return found[1].issue if found else None
