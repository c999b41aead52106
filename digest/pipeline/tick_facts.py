"""What is remembered and what hands can see in; the facts that decide what is due out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from digest.cutoffs import cut_off, dates_inside, earliest_start, next_date, previous_date
from digest.errors import DigestError
from digest.pipeline.hands import Hands
from digest.pipeline.workspace import Workspace
from digest.schedule.facts import Facts, IssueFacts, IssueState
from digest.schedule.memory import ScheduleMemory
from digest.schedule.moments import current_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The facts, their memory brought up to date, and what stood for the files just before.

    `troubles` are the days of issues that could not be read, and why.
    """

    facts: Facts
    stamps: Mapping[str, str]
    troubles: tuple[tuple[date, DigestError], ...] = ()

    @property
    def memory(self) -> ScheduleMemory:
        """What is remembered from now on."""
        return self.facts.memory


def look_around(workspace: Workspace, hands: Hands, memory: ScheduleMemory) -> Found:
    """All that decides what is due now."""
    rhythm, zone = workspace.newsletter.schedule, workspace.zone
    day = current_date(workspace.now, rhythm, zone)
    following = next_date(day, rhythm)
    day_now = current_day(workspace, hands, memory)
    stamps = hands.stamp((day_now, following))
    troubles: list[tuple[date, DigestError]] = []
    coming = _issue(hands, following, troubles)
    memory = memory.with_drafts_at(workspace.newsletter.services.draft_at, workspace.now)
    is_before_all = _is_before_all(workspace, hands, memory, day_now)
    current = None if is_before_all else _issue(hands, day_now, troubles)
    last, behind = _before(workspace, hands, memory, day, troubles) if current else (None, ())
    for issue in (coming, current, last):
        if issue:
            memory = _met(workspace, memory, issue)
    if current and not behind and not troubles:
        memory = replace(memory, settled=previous_date(day, rhythm))
    facts = Facts(
        memory=memory,
        current=current,
        coming=coming,
        coming_cut_off=cut_off(following, rhythm, zone),
        last=last,
        behind=behind,
    )
    return Found(facts=facts, stamps=stamps, troubles=tuple(troubles))


def current_day(workspace: Workspace, hands: Hands, memory: ScheduleMemory) -> date:
    """The issue whose cut-off was the last; on most days that is a matter of the schedule alone.

    Where an issue later than that by the schedule of now was begun, or is out, by an earlier one,
    there was none of that day when its cut-off passed, and there is to be none: the later one stays
    the current one.
    """
    rhythm = workspace.newsletter.schedule
    day = current_date(workspace.now, rhythm, workspace.zone)
    if memory.issue(day).tried:
        return day
    following = next_date(day, rhythm)
    begun = [one.day for one in memory.issues if one.tried and one.day not in rhythm.skip]
    try:
        out = hands.last_out(following)
        later = max(one for one in (*begun, out or day, day) if one < following)
        is_held_over = later > day and hands.issue(day).state is IssueState.MISSING
    except DigestError:
        return day  # who looks at the issues says what is damaged
    return later if is_held_over else day


def day_in_work(workspace: Workspace, hands: Hands, memory: ScheduleMemory) -> date | None:
    """The current issue; None before the first of a newsletter, as runs build none of the past."""
    day = current_day(workspace, hands, memory)
    return None if _is_before_all(workspace, hands, memory, day) else day


def _is_before_all(workspace: Workspace, hands: Hands, memory: ScheduleMemory, day: date) -> bool:
    rhythm, zone = workspace.newsletter.schedule, workspace.zone
    ended = cut_off(current_date(workspace.now, rhythm, zone), rhythm, zone)
    return ended < (memory.first or workspace.now) and not hands.has_begun(day)


def _issue(hands: Hands, day: date, troubles: list[tuple[date, DigestError]]) -> IssueFacts:
    """The issue of `day`; one that cannot be read is a trouble, and does not stop the rest."""
    try:
        return hands.issue(day)
    except DigestError as error:
        troubles.append((day, error))
        return IssueFacts(day=day, state=IssueState.UNREADABLE)


def _met(workspace: Workspace, memory: ScheduleMemory, issue: IssueFacts) -> ScheduleMemory:
    """The memory with an issue seen for the first time, perhaps, or published by hand meanwhile."""
    if issue.state is IssueState.UNREADABLE:
        return memory
    known, now = memory.issue(issue.day), workspace.now
    is_out = issue.state in {IssueState.PUBLISHED, IssueState.REOPENED}
    if not is_out and known.seen is None:
        return memory.with_issue(replace(known, seen=now))
    if is_out and not known.published and not known.publishing:
        return memory.with_issue(replace(known, published=min(issue.published or now, now)))
    return memory


def _before(
    workspace: Workspace,
    hands: Hands,
    memory: ScheduleMemory,
    day: date,
    troubles: list[tuple[date, DigestError]],
) -> tuple[IssueFacts | None, tuple[IssueFacts, ...]]:
    """The last issue before that of `day` that is out, and those behind that never went out."""
    try:
        last = hands.last_out(day)
        behind = _behind(workspace, hands, memory, day, last)
    except DigestError as error:
        troubles.append((day, error))
        return None, ()
    return (_issue(hands, last, troubles) if last else None), behind


def _behind(
    workspace: Workspace, hands: Hands, memory: ScheduleMemory, day: date, last: date | None
) -> tuple[IssueFacts, ...]:
    """The issues after the `last` that is out, of which the editor does not know.

    As far back as the window of the issue of `day` may reach.
    """
    rhythm, zone = workspace.newsletter.schedule, workspace.zone
    start = earliest_start(cut_off(day, rhythm, zone), rhythm)
    if last is None and memory.first:
        start = max(start, memory.first)
    known = max((one for one in (last, memory.settled) if one), default=date.min)
    behind = []
    for earlier in dates_inside(start, day, rhythm, zone):
        if earlier <= known:
            break
        issue = hands.issue(earlier)
        is_absent = issue.state in {IssueState.MISSING, IssueState.SKIPPED}
        if not (memory.issue(earlier).empty and is_absent):
            behind.append(issue)
    return tuple(behind)
