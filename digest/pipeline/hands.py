"""What a run can look at and do, so that it can be played through without a newsletter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from digest.model.notices import Notice
from digest.model.service_drafts import PutAnswer
from digest.schedule.facts import IssueFacts
from digest.schedule.memory import ScheduleMemory


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a build made, in a sentence, and the page that it follows; `empty`: no issue."""

    said: str
    version: str = ""
    empty: bool = False


class Hands(Protocol):
    """What a run looks at and does; every act may be done again."""

    def remembered(self) -> ScheduleMemory:
        """What earlier runs did."""

    def remember(self, memory: ScheduleMemory) -> None:
        """Keep it for later runs."""

    def stamp(self, days: tuple[date, ...]) -> Mapping[str, str]:
        """What stands for the files that matter to the issues of `days`, as they are now."""

    def issue(self, day: date) -> IssueFacts:
        """The issue of `day` as it stands, with the editor's word and the ledger."""

    def has_begun(self, day: date) -> bool:
        """Whether there is an issue of `day` or an earlier one."""

    def last_out(self, before: date) -> date | None:
        """The last day before another whose issue was published, or skipped as too thin."""

    def collect(self) -> str:
        """Read the sources; a sentence on what came."""

    def build(self, day: date, *, again: bool, patient: bool) -> Made:
        """Collect, merge what is new into the page, unless `again`, and build the issue.

        Raises NoSourceAnswered where it is `patient` and none did.
        """

    def ask_for_review(self, day: date, to: str, until: datetime | None) -> None:
        """Send the issue to an address, and ask for a word; without one it goes out at `until`."""

    def publish(self, day: date) -> None:
        """Publish the issue, or finish what was begun."""

    def send_live(self, day: date) -> None:
        """Send the issue to the list, at most once."""

    def put_draft(self, day: date, service: str) -> PutAnswer:
        """Put the issue as a draft to a service; one draft, whatever happens."""

    def tell_of_sources(self) -> None:
        """Tell the editor of sources that newly need a look."""

    def tell(self, notice: Notice) -> None:
        """Tell the editor."""

    def beat(self) -> None:
        """Ask the heartbeat's address."""
