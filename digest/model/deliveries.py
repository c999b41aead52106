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
    outcome: MailOutcome
    words: str = ""
    code: int = 0
    message_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """An issue that was sent, or would be: `server` in words, `size` in bytes.

    `notes` are what the editor should know besides.
    """

    day: date
    number: int
    subject: str
    live: bool
    sender: str
    server: str = ""
    size: int = 0
    deliveries: tuple[Delivery, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that travels with a note; one with a `content_id` is shown inside its HTML."""

    name: str
    media_type: str
    data: bytes
    content_id: str = ""
