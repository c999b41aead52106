"""What becomes of a mail: states, a server's answer, and a sending to show or to keep."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SendingState(StrEnum):
    """What is known of an issue's way to its list.

    Not sent: it may be sent without any risk. Refused: likewise, but the same mail will hardly be
    taken. Unknown: it may have arrived, so nothing is sent before the editor says what to do.
    """

    NOT_SENT = "not sent"
    SENT = "sent"
    UNKNOWN = "unknown"
    REFUSED = "refused"


class MailOutcome(StrEnum):
    """What came of one mail; "later" and "refused" are certain: it was not taken."""

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    ALREADY = "already"
    COUNTED = "counted"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAnswer:
    """How a server took a mail: the reply code, 0 without any, and all of it in a sentence."""

    outcome: MailOutcome
    words: str
    code: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What came of the mail to one address."""

    to: str
    """The address."""
    outcome: MailOutcome
    """What came of it."""
    words: str = ""
    """The server's words, or what to do."""
    code: int = 0
    """The server's reply code; 0 without one."""
    message_id: str = ""
    """The mail's Message-ID."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """An issue that was sent by SMTP, or would be."""

    date: date
    """The issue's date."""
    number: int
    """Its number."""
    subject: str
    """The subject of the mail."""
    live: bool
    """Whether it went to the list; false for a test."""
    sender: str
    """The address that it is from."""
    server: str = ""
    """The server, in words."""
    size: int = 0
    """The size of the mail in bytes."""
    deliveries: tuple[Delivery, ...] = ()
    """What came of the mail to each address."""
    notes: tuple[str, ...] = ()
    """What the editor should know besides, a sentence each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that travels with a note; one with a `content_id` is shown inside its HTML."""

    name: str
    media_type: str
    data: bytes
    content_id: str = ""
