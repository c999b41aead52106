"""What the schedule did so far, as a value; its file in and out: losing it costs a second mail."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from digest.errors import StorageError
from digest.json_records import from_json, to_json
from digest.whole_files import put_file, translate_os_errors

SCHEDULE = "schedule.json"
"""Its file, in the folder of what the program itself keeps."""

KEPT = 12
"""So many of the last issues are remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueMemory:
    """What was done about the issue of `day`, and when; None: not yet.

    `seen` is when a run first met it, unpublished. `tried` is when it first set out to build it,
    `asked` when the first of those in `asked_of` was asked for a word.
    `empty` says that the build found nothing to publish. `version` is the page that was built, as
    its fingerprint. `publishing` is when it set out to publish it; that is over when `published`
    has a moment. `told` names what the editor was told of it. `drafted_at` are the services that
    have it as a draft, `draft_refused_by` those that will not take it.
    """

    day: date
    seen: datetime | None = None
    tried: datetime | None = None
    built: datetime | None = None
    empty: bool = False
    version: str = ""
    asked: datetime | None = None
    asked_of: tuple[str, ...] = ()
    publishing: datetime | None = None
    published: datetime | None = None
    told: tuple[str, ...] = ()
    drafted_at: tuple[str, ...] = ()
    draft_refused_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleMemory:
    """The first run, the last collection and the last issues.

    Of issues up to `settled` the editor knows what became of them. `drafts_since` is when a run
    first found a service among those that get drafts.
    """

    version: int = 1
    first: datetime | None = None
    collected: datetime | None = None
    issues: tuple[IssueMemory, ...] = ()
    settled: date | None = None
    drafts_since: Mapping[str, datetime] = field(default_factory=dict)

    def issue(self, day: date) -> IssueMemory:
        """What is remembered of the issue of `day`; nothing, perhaps."""
        return next((one for one in self.issues if one.day == day), IssueMemory(day=day))

    def with_issue(self, issue: IssueMemory) -> "ScheduleMemory":
        """The memory with `issue` in place of what it knew of that day; the oldest go."""
        others = (one for one in self.issues if one.day != issue.day)
        ordered = sorted((*others, issue), key=lambda one: one.day, reverse=True)
        return replace(self, issues=tuple(ordered[:KEPT]))

    def with_drafts_at(self, services: Collection[str], now: datetime) -> "ScheduleMemory":
        """The memory with the `services` that get drafts by now; others are forgotten."""
        since = {name: self.drafts_since.get(name, now) for name in services}
        return replace(self, drafts_since=since)

    def as_of(self, now: datetime) -> "ScheduleMemory":
        """The memory as a clock has it that was set back to `now`: nothing was done later.

        A later collection is forgotten, so that there is another, and what was told of later issues
        says nothing of these; the rest happened.
        """
        return replace(
            self,
            first=min(self.first, now) if self.first else now,
            collected=self.collected if self.collected and self.collected <= now else None,
            issues=tuple(_until(issue, now) for issue in self.issues),
            settled=self.settled if self.settled and self.settled <= now.date() else None,
            drafts_since={name: min(since, now) for name, since in self.drafts_since.items()},
        )


def _until(issue: IssueMemory, now: datetime) -> IssueMemory:
    def past(moment: datetime | None) -> datetime | None:
        return min(moment, now) if moment else None

    return replace(
        issue,
        seen=past(issue.seen),
        tried=past(issue.tried),
        built=past(issue.built),
        asked=past(issue.asked),
        publishing=past(issue.publishing),
        published=past(issue.published),
    )


def read_schedule(path: Path) -> tuple[ScheduleMemory, str]:
    """The memory in the file at `path`, and a warning, or "".

    A damaged file is set aside; then nothing is remembered. Raises StorageError.
    """
    with translate_os_errors(path):
        if not path.is_file():
            return ScheduleMemory(), ""
        data = path.read_bytes()
    try:
        return _memory_in(data), ""
    except ValueError as error:
        return ScheduleMemory(), _set_aside(path, str(error))


def glance_at_schedule(path: Path) -> ScheduleMemory:
    """The memory as far as it can be read; whoever only looks sets no damaged one aside."""
    try:
        return _memory_in(path.read_bytes())
    except (OSError, ValueError):
        return ScheduleMemory()


def keep_schedule(path: Path, memory: ScheduleMemory) -> None:
    """Keep `memory` in the file at `path`. Raises StorageError."""
    put_file(path, to_json(memory, indent=2) + b"\n")


def _memory_in(data: bytes) -> ScheduleMemory:
    """The memory that `data` holds; raises ValueError that says what is damaged."""
    memory = from_json(ScheduleMemory, data)
    if memory.version != ScheduleMemory().version:
        raise ValueError(f"version {memory.version} is of another digest")
    for moment in _moments(memory):
        if moment and moment.tzinfo is None:
            raise ValueError(f"{moment.isoformat()} has no time zone")
    return memory


def _moments(memory: ScheduleMemory) -> Iterator[datetime | None]:
    yield from (memory.first, memory.collected, *memory.drafts_since.values())
    for issue in memory.issues:
        yield from (issue.seen, issue.tried, issue.built)
        yield from (issue.asked, issue.publishing, issue.published)


def _set_aside(path: Path, why: str) -> str:
    aside = path.with_name(f"{path.name}.damaged")
    try:
        path.replace(aside)
    except OSError as error:
        raise StorageError(f"{path}: {why}; delete it, and run it again") from error
    return (
        f"{path}: {why}. It is set aside as {aside.name}; nothing is lost with it, but the editor "
        "may be asked about this issue a second time."
    )
