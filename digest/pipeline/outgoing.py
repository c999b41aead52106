"""An issue and an address in; its mail ready to be handed over, or why it may not go, out."""

from dataclasses import dataclass, field
from datetime import date, datetime

from digest.archive.contents import issue_record, list_issues, published_version
from digest.archive.folders import find_folder
from digest.archive.names import MAIL
from digest.delivery.message import header_of, read_recipient, readdressed
from digest.errors import CheckFailed, StorageError, UsageError
from digest.model.deliveries import Sending
from digest.model.findings import Severity
from digest.model.issues import Issue, Status
from digest.model.presentation import EmailService
from digest.pipeline.issue_check import check_issue
from digest.pipeline.mail_server import server_in_words
from digest.pipeline.toolchain import find_damage
from digest.pipeline.workspace import Workspace

TEST_MARK = "[Test]"
_NOBODY = "newsletter.invalid"
NO_SENDER = (
    "[mail] sender is not set, and a mail comes from someone; write it like "
    '"Desk <desk@example.org>", with an address that the mail server may send for'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMail:
    """A mail that is ready for one address, and what is said of it."""

    to: str
    message_id: str
    data: bytes = field(repr=False)


def published_issue(workspace: Workspace, day: date, *, way: str = "--live") -> Issue:
    """The issue of `day`, which readers have, to be sent in a `way`: an option of `digest send`.

    Raises UsageError, StorageError.
    """
    issue = issue_record(workspace.issues, day).issue
    if issue.status is not Status.DRAFT:
        return issue
    if published_version(workspace.issues, day):
        raise UsageError(
            f"the issue of {day} is open for a correction; publish that first, then send it with "
            f"`digest send {day} {way}`"
        )
    out = [one.date for one in list_issues(workspace.issues) if one.status is not Status.DRAFT]
    last = f" The last one that is out is that of {out[0]}." if out else ""
    raise UsageError(
        f"the issue of {day} is a draft: publish it with `digest publish {day}`, or send it as a "
        f"test with --to.{last}"
    )


def list_address(workspace: Workspace) -> str:
    """The one address that live mail goes to. Raises UsageError where there is none."""
    to = workspace.newsletter.sending.to
    if not to:
        raise UsageError(
            "[sending] to is not set; write there the one address of your list, such as "
            '"list@example.org"'
        )
    return to


def prepare_mail(
    workspace: Workspace, issue: Issue, to: str, *, live: bool
) -> tuple[Sending, OutgoingMail]:
    """What is to be said of the mail of `issue` to one address, and the mail.

    Raises UsageError where it would come from nobody, StorageError, RenderError.
    """
    path = find_folder(workspace.issues / issue.date.isoformat()) / MAIL
    try:
        eml = path.read_bytes()
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror}; build the issue again") from None
    sender = read_recipient(header_of(eml, "from")).address
    if sender.endswith(f"@{_NOBODY}"):
        raise UsageError(f"{NO_SENDER}; then build the issue again")
    data = readdressed(
        eml, to=to, now=local_time(workspace), live=live, mark="" if live else TEST_MARK
    )
    mail = OutgoingMail(
        to=read_recipient(to).address, message_id=header_of(data, "message-id"), data=data
    )
    sending = Sending(
        date=issue.date,
        number=issue.number,
        subject=issue.subject if live else f"{TEST_MARK} {issue.subject}",
        live=live,
        sender=sender,
        server=server_in_words(workspace.newsletter.smtp),
        size=len(data),
        notes=tuple(_notes(issue)),
    )
    return sending, mail


def _notes(issue: Issue) -> list[str]:
    service = issue.service
    if service is EmailService.PLAIN:
        return []
    return [
        f"The mail holds merge tags of {service.value}, which only that service replaces: by SMTP "
        "readers see them as they are."
    ]


def require_sound_issue(workspace: Workspace, day: date, *, service: str = "") -> None:
    """Raise StorageError or CheckFailed unless the files are what was published, and fit."""
    if damages := find_damage(workspace.issues, day):
        first = damages[0]
        raise StorageError(
            f"not sent: {first.path} is damaged ({first.problem}); see `digest archive verify`"
        )
    found = check_issue(workspace, day, drafting_at=service)
    if errors := [one for one in found if one.severity is Severity.ERROR]:
        listed = "\n".join(f"  {error.block}: {error.message} {error.fix}" for error in errors)
        raise CheckFailed(
            "not sent; reopen the issue and mend this, or make it a warning under [check.rules]:\n"
            f"{listed}"
        )


def local_time(workspace: Workspace) -> datetime:
    """The present moment in the newsletter's time zone."""
    return workspace.now.astimezone(workspace.zone)
