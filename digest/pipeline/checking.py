"""An issue of the archive in, what the check finds in its final bytes out."""

from datetime import date

from digest.archive.reading import load, past_issues
from digest.archive.saving import HTML, MAIL, TEXT
from digest.checks import check
from digest.errors import StorageError
from digest.model.findings import Finding
from digest.model.issues import RenderedIssue
from digest.pipeline.desk import Desk, own_templates


def check_issue(desk: Desk, day: date) -> tuple[Finding, ...]:
    """What the rules find in the files of the issue of `day`, as they stand on disk."""
    past = past_issues(desk.issues, url=desk.newsletter.archive.url)
    return check(
        stored_issue(desk, day),
        newsletter=desk.newsletter,
        past=tuple(issue for issue in past if issue.date < day),
        templates=own_templates(desk),
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
