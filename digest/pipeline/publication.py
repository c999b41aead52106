"""A built issue in; the same issue frozen and its articles spent, or opened for a correction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from digest.archive.contents import issue_status
from digest.archive.publication import freeze_issue, reopen_issue
from digest.errors import (
    CheckFailed,
    DigestError,
    DraftError,
    RenderError,
    StorageError,
    UsageError,
)
from digest.model.findings import Severity
from digest.model.issues import Status
from digest.pipeline.drafts import LeftOut, left_out
from digest.pipeline.editors_word import forget_word
from digest.pipeline.issue_check import check_issue, reason_to_rebuild
from digest.pipeline.website import push_site, update_site
from digest.pipeline.workspace import Workspace
from digest.text import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Where the issue stands, and whether this run published it."""

    path: Path
    changed: bool


def publish_issue(
    workspace: Workspace,
    day: date,
    *,
    force: bool = False,
    left: LeftOut | None = None,
    last_look: Callable[[], None] = lambda: None,
) -> Published:
    """Freeze the issue of `day` as it was built; a second time changes nothing.

    What came since the page was written is said, aloud where it would lead; so are stories of
    sections that newsletter.toml does not print. Whoever knows what is `left` out says so: else it
    takes a selection. What `last_look` raises just before the issue is out keeps it a draft.
    Raises CheckFailed when the mail has errors, and UsageError when the page was changed since it
    was built, unless `force`; UsageError when it was not built; RenderError and StorageError when
    it was published and only the web site, or its copy for readers, failed.
    """
    path = workspace.issues / day.isoformat()
    now = issue_status(workspace.issues, day)
    if now is None:
        raise UsageError(f"there is no issue of {day} to publish: build it first")
    if now is Status.DRAFT and not force:
        if reason := reason_to_rebuild(workspace, day):
            raise UsageError(f"not published: {reason}; build it again, or publish with --force")
        errors = [
            finding for finding in check_issue(workspace, day) if finding.severity is Severity.ERROR
        ]
        if errors:
            listed = "\n".join(f"  {error.block}: {error.message}" for error in errors)
            raise CheckFailed(
                f"not published; mend this and build again, or publish with --force:\n{listed}"
            )
    if now is Status.DRAFT:
        _say_what_is_left_out(workspace, day, left)
        last_look()
    changed = freeze_issue(workspace.issues, day)
    workspace.voice.step("publish", f"issue of {day} {'' if changed else 'was already '}published")
    try:
        update_site(workspace)
    except DigestError as error:
        raise RenderError(
            f"published, but the web site was not brought up to date: {error}; "
            "mend it and run `digest archive rebuild`"
        ) from error
    _push(workspace, "published")
    return Published(path=path, changed=changed)


def _say_what_is_left_out(workspace: Workspace, day: date, left: LeftOut | None) -> None:
    try:
        left = left or left_out(workspace, day)
    except DraftError:
        return  # whoever forces a page with a mistake out is not held up
    for remark in left.remarks:
        workspace.voice.warn(remark)
    if came := left.arrivals:
        report = workspace.voice.warn if came.lead else workspace.voice.note
        report(f"{came.facts()} They are not in this issue.")


def correct_issue(workspace: Workspace, day: date, *, reason: str) -> str:
    """Open a published issue for a correction; returns the dated line that it will carry."""
    line = reopen_issue(
        workspace.issues, day, text=reason, on=workspace.now.astimezone(workspace.zone).date()
    )
    workspace.voice.step("reopen", f"issue of {day} opened for a correction: {line}")
    # What was approved is what went out.
    forget_word(workspace, day)
    update_site(workspace)
    _push(workspace, "opened for a correction")
    return line


def _push(workspace: Workspace, done: str) -> None:
    if not workspace.newsletter.archive.storage:
        return
    try:
        pushed = push_site(workspace)
        workspace.voice.step("push", f"{counted(len(pushed.written), 'file')} of the readers' site")
    except DigestError as error:
        raise StorageError(
            f"{done} here, but the readers' site was not brought up to date: {error}"
        ) from error
