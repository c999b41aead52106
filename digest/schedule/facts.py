"""What a run finds when it looks: the issues, their states, the editor's word, the ledger."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from digest.schedule.memory import IssueMemory, ScheduleMemory


class IssueState(StrEnum):
    """Where an issue stands.

    One that is `reopened` is out, and a correction of it is in work. One that is `unreadable` is
    left alone: its record, its ledger or the editor's word is damaged.
    """

    MISSING = "missing"
    DRAFT = "draft"
    SKIPPED = "skipped"
    REOPENED = "reopened"
    PUBLISHED = "published"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueFacts:
    """The issue of `day` as it stands.

    `stale` says that it lacks what its page or the settings have by now, `version` stands for the
    bytes of that page, and `lead` for the lead that was built. `word` is the editor's, and
    `approved_lead` the lead that was approved, where that is known. `published` is since when it is
    out, `sending` what the ledger says.
    """

    day: date
    state: IssueState = IssueState.MISSING
    stale: bool = False
    version: str = ""
    lead: str = ""
    word: Literal["", "approved", "held"] = ""
    approved_lead: str = ""
    published: datetime | None = None
    sending: Literal["not sent", "sent", "unknown", "refused"] = "not sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that decides what is due.

    `current` is the issue whose cut-off was the last, None before the first issue of a newsletter;
    `coming` is the next, and `last` the one before that is out. `behind` are the issues after that
    which never went out, newest first, of which the editor does not know.
    """

    memory: ScheduleMemory
    current: IssueFacts | None
    coming: IssueFacts
    coming_cut_off: datetime
    last: IssueFacts | None = None
    behind: tuple[IssueFacts, ...] = ()

    @property
    def in_work(self) -> tuple[IssueFacts, ...]:
        """Those that may have to be sent, or told of."""
        return tuple(one for one in (self.last, self.current, self.coming) if one)

    def known(self, issue: IssueFacts) -> IssueMemory:
        """What was done about `issue`."""
        return self.memory.issue(issue.day)
