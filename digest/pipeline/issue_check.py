"""An issue of the archive in, what the check finds in its final bytes out."""

import os
from dataclasses import dataclass
from datetime import date, datetime

from digest.archive.contents import (
    issue_record,
    kept_versions,
    load_issue,
    past_issues,
    read_record,
)
from digest.archive.names import HTML, MAIL, PAGE, TEXT
from digest.checks import WebAnswer, check, web_addresses, worst_first
from digest.checks.spam import SpamScore
from digest.checks.spamassassin import spam_score
from digest.errors import StorageError
from digest.model.findings import Finding
from digest.model.issues import RenderedIssue, Status
from digest.model.presentation import EmailService
from digest.pipeline.ghost_mail import check_at_ghost, templates_of
from digest.pipeline.known_reports import stored_reports
from digest.pipeline.workspace import Workspace, own_templates
from digest.text import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCheck:
    """When the links of the mail `html` were asked, how many, and what was found then."""

    html: str
    asked: int
    when: datetime
    findings: tuple[Finding, ...] = ()


def check_links(workspace: Workspace, day: date) -> LinkCheck:
    """Ask every link and picture of the issue of `day`, as it stands on disk, once."""
    rendered = stored_issue(workspace, day)
    return LinkCheck(
        html=rendered.html,
        asked=len(web_addresses(rendered)),
        when=workspace.now,
        findings=check_issue(workspace, day, links=True),
    )


def check_issue(
    workspace: Workspace, day: date, *, links: bool = False, drafting_at: str = ""
) -> tuple[Finding, ...]:
    """What the rules find in the files of the issue of `day`, as they stand on disk.

    With `links`, every link and picture on the web is asked for once. Where [services.ghost] is
    set, the mail that Ghost would make of it is looked at, too: an error in that alone is one only
    where Ghost is the service that gets a draft.
    """
    rendered = stored_issue(workspace, day)
    newsletter = workspace.newsletter
    past = past_issues(workspace.issues, url=newsletter.archive.url)
    before = tuple(issue for issue in past if issue.date < day)
    found = check(
        rendered,
        newsletter=newsletter,
        past=before,
        templates=own_templates(workspace, rendered.issue.layout),
        answers=_answers(workspace, rendered) if links else (),
        reports=stored_reports(workspace, rendered.issue, before),
    )
    if newsletter.services.ghost is None:
        return found
    templates = templates_of(workspace, issue_record(workspace.issues, day))
    there = check_at_ghost(
        rendered,
        newsletter,
        templates=templates,
        known=found,
        drafting=drafting_at == EmailService.GHOST,
    )
    return worst_first((*found, *there))


def check_spam(workspace: Workspace, day: date, *, now: datetime) -> SpamScore:
    """What the SpamAssassin of this machine says of the mail of `day`, were it sent `now`.

    Raises UsageError where it is not installed or fails.
    """
    rendered = stored_issue(workspace, day)
    workspace.voice.progress("Asking SpamAssassin")
    try:
        return spam_score(rendered.eml, now=now, path=workspace.environment.get("PATH", os.defpath))
    finally:
        workspace.voice.progress("")


def reason_to_rebuild(workspace: Workspace, day: date) -> str:
    """What the draft of `day` lacks because it was not built since; "" where nothing is missing.

    Raises UsageError where there is no issue, StorageError.
    """
    folder = workspace.issues / day.isoformat()
    record = issue_record(workspace.issues, day)
    if record.issue.status is not Status.DRAFT:
        return ""
    # Every build of a correction gives the mail another Message-ID: equal files are the old mail.
    kept = kept_versions(folder)
    if record.corrections and kept and read_record(kept[-1]).files == record.files:
        return "the issue was reopened and not built since, so its correction is not in the mail"
    wanted = workspace.newsletter.newsletter.layout
    if record.issue.layout != wanted:
        return f"the issue was built in the layout {record.issue.layout}, not in {wanted}"
    page = workspace.page(day)
    try:
        if page.exists() and page.read_bytes() != (folder / PAGE).read_bytes():
            return "the page was changed since the issue was built"
    except OSError as error:
        raise StorageError(f"{error.filename}: {error.strerror}") from None
    return ""


def _answers(workspace: Workspace, rendered: RenderedIssue) -> tuple[WebAnswer, ...]:
    # httpx2 is only needed here.
    from digest.sources.web.lookups import link_statuses

    addresses = web_addresses(rendered)
    workspace.voice.progress(f"Asking {counted(len(addresses), 'address', 'addresses')}")
    try:
        statuses = link_statuses(addresses)
    finally:
        workspace.voice.progress("")
    return tuple(
        WebAnswer(
            address=one.url,
            status=one.status,
            final=one.moved_to,
            permanent=bool(one.moved_to),
            failure=one.problem if not one.status else "",
        )
        for one in statuses
    )


def stored_issue(workspace: Workspace, day: date) -> RenderedIssue:
    """The issue of `day` with its bytes from disk; raises UsageError, StorageError."""
    issue = load_issue(workspace.issues, day)
    folder = workspace.issues / day.isoformat()
    try:
        return RenderedIssue(
            issue=issue,
            html=(folder / HTML).read_text("utf-8"),
            text=(folder / TEXT).read_text("utf-8"),
            eml=(folder / MAIL).read_bytes(),
        )
    except OSError as error:
        raise StorageError(f"{error.filename}: {error.strerror}; build the issue again") from None
    except UnicodeDecodeError as error:
        raise StorageError(f"{folder}: {error}; build the issue again") from None
