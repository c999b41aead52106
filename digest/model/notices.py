"""What an editor is told when something needs a hand, as a value."""

from dataclasses import dataclass
from enum import StrEnum


class NoticeKind(StrEnum):
    """What happened."""

    FAILURE = "failure"
    THIN_WEEK = "thin week"
    SOURCE_SILENT = "source silent"
    LEAD_CHANGED = "lead changed"
    NEVER_APPROVED = "never approved"
    SENDING_UNKNOWN = "sending unknown"
    SENDING_TOO_LATE = "sending too late"
    TRIAL = "trial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing to tell: `text` says what to do about it. The same `key` is not told again soon."""

    kind: NoticeKind
    subject: str
    text: str
    key: str
