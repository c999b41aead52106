"""An issue of the archive in, what the check finds in its final bytes out."""

from datetime import date

from digest.archive.layout import HTML, MAIL, PAGE, TEXT
from digest.archive.reading import load, past_issues, record_in, record_of, versions
from digest.checks import WebAnswer, check, web_addresses
from digest.errors import StorageError
from digest.model.findings import Finding
from digest.model.issues import RenderedIssue, Status
from digest.pipeline.desk import Desk, own_templates
from digest.pipeline.known_reports import stored_reports


def check_issue(desk: Desk, day: date, *, links: bool = False) -> tuple[Finding, ...]:
    """What the rules find in the files of the issue of `day`, as they stand on disk.

    With `links`, every link and picture on the web is asked for once.
    """
    rendered = stored_issue(desk, day)
    past = past_issues(desk.issues, url=desk.newsletter.archive.url)
    before = tuple(issue for issue in past if issue.date < day)
    return check(
        rendered,
        newsletter=desk.newsletter,
        past=before,
        templates=own_templates(desk),
        answers=_answers(desk, rendered) if links else (),
        reports=stored_reports(desk, rendered.issue, before),
    )


def outdated(desk: Desk, day: date) -> str:
    """What the draft of `day` lacks because it was not built since; "" where nothing is missing.

    Raises UsageError where there is no issue, StorageError.
    """
    folder = desk.issues / day.isoformat()
    record = record_of(desk.issues, day)
    if record.issue.status is not Status.DRAFT:
        return ""
    # Every build of a correction gives the mail another Message-ID: equal files are the old mail.
    kept = versions(folder)
    if record.corrections and kept and record_in(kept[-1]).files == record.files:
        return "the issue was reopened and not built since, so its correction is not in the mail"
    page = desk.page(day)
    try:
        if page.exists() and page.read_bytes() != (folder / PAGE).read_bytes():
            return "the page was changed since the issue was built"
    except OSError as error:
        raise StorageError(f"{error.filename}: {error.strerror}") from None
    return ""


def _answers(desk: Desk, rendered: RenderedIssue) -> tuple[WebAnswer, ...]:
    # httpx2 is only needed here.
    from digest.sources.web.asking import link_statuses

    addresses = web_addresses(rendered)
    desk.voice.progress(f"Asking {len(addresses)} addresses")
    statuses = link_statuses(addresses)
    desk.voice.progress("")
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


def stored_issue(desk: Desk, day: date) -> RenderedIssue:
    """The issue of `day` with its bytes from disk; raises UsageError, StorageError."""
    issue = load(desk.issues, day)
    folder = desk.issues / day.isoformat()
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
