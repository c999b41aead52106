"""An issue of the archive in, what the check finds in its final bytes out."""

from datetime import date

from digest.archive.reading import load, past_issues
from digest.archive.saving import HTML, MAIL, TEXT
from digest.checks import Answer, check, web_addresses
from digest.errors import StorageError
from digest.model.findings import Finding
from digest.model.issues import RenderedIssue
from digest.pipeline.desk import Desk, own_templates


def check_issue(desk: Desk, day: date, *, links: bool = False) -> tuple[Finding, ...]:
    """What the rules find in the files of the issue of `day`, as they stand on disk.

    With `links`, every link and picture on the web is asked for once.
    """
    rendered = stored_issue(desk, day)
    past = past_issues(desk.issues, url=desk.newsletter.archive.url)
    return check(
        rendered,
        newsletter=desk.newsletter,
        past=tuple(issue for issue in past if issue.date < day),
        templates=own_templates(desk),
        answers=_answers(desk, rendered) if links else (),
    )


def _answers(desk: Desk, rendered: RenderedIssue) -> tuple[Answer, ...]:
    # httpx2 is only needed here.
    from digest.sources.asking import link_statuses

    addresses = web_addresses(rendered)
    desk.voice.progress(f"Asking {len(addresses)} addresses")
    statuses = link_statuses(addresses)
    desk.voice.progress("")
    return tuple(
        Answer(
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
