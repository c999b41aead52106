"""An issue in; its mail handed to a server, live to the one address of a list or as a test, out.

Live mails are sent at most once: the ledger in `issues/.sent` has a line on the disk before a
server can have the mail, and where the outcome is unknown, nothing is sent until the editor says
what to do.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from digest.archive.record import sha256_hex
from digest.delivery.ledger import Kind, Ledger, LedgerEntry, state_of
from digest.delivery.message import header_of, read_recipient
from digest.delivery.note import Note, write_note
from digest.delivery.server import Server
from digest.delivery.smtp import send_mail
from digest.errors import NotSent, SendingUnknown, StorageError, UsageError
from digest.model.deliveries import (
    Attachment,
    Delivery,
    MailAnswer,
    MailOutcome,
    Sending,
    SendingState,
)
from digest.pipeline.issue_check import reason_to_rebuild, stored_issue
from digest.pipeline.mail_server import mail_server
from digest.pipeline.outgoing import (
    NO_SENDER,
    OutgoingMail,
    list_address,
    local_time,
    prepare_mail,
    published_issue,
    require_sound_issue,
)
from digest.pipeline.workspace import Workspace

LEDGERS = ".sent"


def sending_state(workspace: Workspace, day: date) -> SendingState:
    """What is known of the issue's way to its list. Raises StorageError for a damaged ledger."""
    return state_of(_ledger(workspace, day).entries())


def send_live(
    workspace: Workspace,
    day: date,
    *,
    resend: bool = False,
    count_as_sent: bool = False,
    dry_run: bool = False,
) -> Sending:
    """Send the published issue of `day` to [sending] to; a second time does nothing.

    The caller holds the newsletter's lock. Raises SendingUnknown, and sends nothing, where an
    earlier try may have arrived: with `resend` it is sent all the same, with `count_as_sent` that
    is noted and nothing sent. Raises UsageError for an issue that is not published or an address
    that is missing, CheckFailed for one with errors, StorageError for one that is damaged or
    whose ledger cannot be read or written. A `dry_run` only says what would be done.
    """
    issue = published_issue(workspace, day)
    sending, mail = prepare_mail(workspace, issue, list_address(workspace), live=True)
    ledger = _ledger(workspace, day)
    entries = ledger.entries()
    state = state_of(entries)
    if state is SendingState.SENT and not resend:
        return _with(sending, mail, _already(entries, mail, day))
    if count_as_sent:
        if not dry_run:
            ledger.note(_entry("counted", workspace, mail))
        return _with(
            sending, mail, MailAnswer(outcome=MailOutcome.COUNTED, words="counted as sent")
        )
    if state is SendingState.UNKNOWN and not resend:
        raise SendingUnknown(_what_to_do(entries, day))
    require_sound_issue(workspace, day)
    server = mail_server(workspace)
    if dry_run:
        return _with(sending, mail, _planned(server))
    return _with(sending, mail, _handed_over(workspace, server, sending.sender, mail, ledger, day))


def send_test(
    workspace: Workspace, day: date, to: Sequence[str], *, dry_run: bool = False
) -> Sending:
    """Send the issue of `day` as it stands on disk, a draft or not, to each address of `to`.

    The subject is marked, and no ledger knows of it. One address that fails costs only itself.
    Raises UsageError where there is no issue or no address, StorageError.
    """
    if not to:
        raise UsageError("say to whom: `digest send --to you@example.org`")
    issue = stored_issue(workspace, day).issue
    # Read all before the first is sent.
    prepared = [prepare_mail(workspace, issue, address, live=False) for address in to]
    server = mail_server(workspace)
    sending = prepared[0][0]
    if reason := reason_to_rebuild(workspace, day):
        sending = replace(sending, notes=(*sending.notes, f"As it was last built: {reason}."))
    for _, mail in prepared:
        answer = _planned(server) if dry_run else _sent(server, sending.sender, mail)
        sending = _with(sending, mail, answer)
    return sending


def send_note(
    workspace: Workspace,
    to: str,
    *,
    subject: str,
    text: str,
    html: str = "",
    attached: Sequence[Attachment] = (),
) -> None:
    """Send a note of the program's own. Raises NotSent, SendingUnknown, UsageError."""
    sender = workspace.newsletter.mail.sender
    if not sender:
        raise UsageError(NO_SENDER)
    note = Note(
        sender=read_recipient(sender),
        to=read_recipient(to),
        subject=subject,
        text=text,
        html=html,
        attached=tuple(attached),
    )
    data = write_note(note, now=local_time(workspace))
    mail = OutgoingMail(to=note.to.address, message_id=header_of(data, "message-id"), data=data)
    raise_unless_sent(_sent(mail_server(workspace), note.sender.address, mail))


def raise_unless_sent(answer: MailAnswer | Delivery) -> None:
    """Raise NotSent or SendingUnknown for a mail that a server did not take for sure."""
    if answer.outcome in {MailOutcome.REFUSED, MailOutcome.LATER}:
        raise NotSent(f"not sent: {answer.words}")
    if answer.outcome is MailOutcome.UNKNOWN:
        raise SendingUnknown(f"nobody knows whether it was sent: {answer.words}")


def _ledger(workspace: Workspace, day: date) -> Ledger:
    return Ledger(ledger_file(workspace.issues, day))


def ledger_file(issues: Path, day: date) -> Path:
    """Where it is noted what became of the live mails of the issue of `day`."""
    return issues / LEDGERS / f"{day.isoformat()}.jsonl"


def _entry(
    kind: Kind, workspace: Workspace, mail: OutgoingMail, answer: MailAnswer | None = None
) -> LedgerEntry:
    return LedgerEntry(
        kind=kind,
        at=local_time(workspace),
        to=mail.to,
        message_id=mail.message_id,
        mail=sha256_hex(mail.data),
        code=answer.code if answer else 0,
        words=answer.words if answer else "",
    )


def _handed_over(
    workspace: Workspace, server: Server, sender: str, mail: OutgoingMail, ledger: Ledger, day: date
) -> MailAnswer:
    """Send it, with a line in the ledger before and after."""
    open_before = state_of(ledger.entries()) in {SendingState.SENT, SendingState.UNKNOWN}
    handed = False

    def about_to() -> None:
        nonlocal handed
        ledger.note(_entry("data", workspace, mail))
        handed = True

    answer = _sent(server, sender, mail, at_data=about_to)
    if answer.outcome is MailOutcome.SENT:
        _note_sent(ledger, _entry("sent", workspace, mail, answer), answer)
        return answer
    if answer.outcome is MailOutcome.UNKNOWN:
        return replace(answer, words=f"{answer.words}. {_how_to_settle(day)}")
    # Without a line of its own before it, a refusal would take back that of an earlier try.
    if handed or (answer.code >= 500 and not open_before):
        ledger.note(_entry("refused", workspace, mail, answer))
    return answer


def _how_to_settle(day: date) -> str:
    return (
        f"If the list has it: `digest send {day} --live --count-as-sent`; if not: `digest send "
        f"{day} --live --resend`"
    )


def _note_sent(ledger: Ledger, entry: LedgerEntry, answer: MailAnswer) -> None:
    try:
        ledger.note(entry)
    except StorageError as error:
        raise StorageError(
            f"sent ({answer.words}), but that could not be noted: {error}. When that is mended, "
            "say it with --live --count-as-sent"
        ) from error


def _sent(
    server: Server, sender: str, mail: OutgoingMail, at_data: Callable[[], None] = lambda: None
) -> MailAnswer:
    return send_mail(server, sender, mail.to, mail.data, at_data=at_data)


def _planned(server: Server) -> MailAnswer:
    return MailAnswer(outcome=MailOutcome.PLANNED, words=f"would go to {server.name}")


def _with(sending: Sending, mail: OutgoingMail, answer: MailAnswer) -> Sending:
    delivery = Delivery(
        to=mail.to,
        outcome=answer.outcome,
        words=answer.words,
        code=answer.code,
        message_id=mail.message_id,
    )
    return replace(sending, deliveries=(*sending.deliveries, delivery))


def _already(entries: Sequence[LedgerEntry], mail: OutgoingMail, day: date) -> MailAnswer:
    last = next(one for one in reversed(entries) if one.kind in {"sent", "counted"})
    when = f"{last.at:%Y-%m-%d %H:%M}"
    said = f"it was sent to {last.to} on {when}"
    if last.kind == "counted":
        said = f"it was counted as sent on {when}"
    if last.message_id != mail.message_id:
        said += (
            f", before its correction; `digest send {day} --live --resend` sends the corrected one"
        )
    return MailAnswer(outcome=MailOutcome.ALREADY, words=said)


def _what_to_do(entries: Sequence[LedgerEntry], day: date) -> str:
    last = next(one for one in reversed(entries) if one.kind == "data")
    return (
        f"nobody knows whether the issue of {day} went out: it was being handed over to the server "
        f"for {last.to} on {last.at:%Y-%m-%d at %H:%M}, and no answer was noted. Look for it at "
        f"the list, or ask a reader (Message-ID {last.message_id}). {_how_to_settle(day)}"
    )
