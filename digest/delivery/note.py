"""A note of the program's own in, such as a review or a notice; its mail (RFC 5322) out."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from hashlib import sha256

from digest.delivery.message import Recipient, require_sendable
from digest.model.deliveries import Attachment
from digest.text import shortened

_LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is said, to whom, by whom; with `html`, a mail program shows that."""

    sender: Recipient
    to: Recipient
    subject: str
    text: str
    html: str = ""
    attached: tuple[Attachment, ...] = ()


def write_note(note: Note, *, now: datetime) -> bytes:
    """The mail of `note`: CRLF throughout, and marked as what no program answers (RFC 3834)."""
    in_ascii = f"{note.sender.address}{note.to.address}".isascii()
    mail = EmailMessage(policy=SMTP if in_ascii else SMTPUTF8)
    mail["Date"] = format_datetime(now)
    mail["From"] = note.sender.header
    mail["To"] = note.to.header
    # An encoded word of a stranger's title must stay what it is.
    mail["Subject"] = shortened(note.subject, _LONGEST_SUBJECT).replace("=?", "=\u2060?")
    mail["Message-ID"] = f"<{_digits(note, now)}@{note.sender.address.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(note.text, cte="quoted-printable")
    if note.html:
        mail.add_alternative(note.html, subtype="html", cte="quoted-printable")
    html = mail.get_body(("html",))
    for file in note.attached:
        main, _, sub = file.media_type.partition("/")
        if html and file.content_id:
            cid = f"<{file.content_id}>"
            html.add_related(
                file.data, main, sub, cid=cid, filename=file.name, disposition="inline"
            )
        else:
            mail.add_attachment(file.data, main, sub, filename=file.name)
    data = mail.as_bytes()
    require_sendable(data)
    return data


def _digits(note: Note, now: datetime) -> str:
    told = f"{now.isoformat()} {note.to.address} {note.subject} {note.text}"
    return sha256(told.encode(errors="surrogatepass")).hexdigest()[:24]
