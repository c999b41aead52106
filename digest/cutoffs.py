"""Issue dates, cut-offs and windows from a schedule; dates are local, moments are aware.

Days are counted on the calendar and only then turned into moments, so that a week with a change of
clocks is 167 or 169 hours and never loses or doubles an hour.

"two weeks" takes every second week, Sunday to Saturday, counted from that of 1 January of the year
1, where date.toordinal() begins: the week of 9 August 2024 is one of them. It must stay so, or
every two-weekly newsletter moves by a week.
"""

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from digest.model.stories import Window

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
YEARS = range(1970, 9901)
"""Those in which an issue may be: windows and lists of dates reach some years around it."""

Period = Literal["day", "week", "two weeks", "month"]


class Rhythm(Protocol):
    """How often an issue goes out: the part of [schedule] that the calendar needs."""

    @property
    def every(self) -> Period:
        """The period."""

    @property
    def on(self) -> str:
        """The weekday."""

    @property
    def day(self) -> int:
        """The day of the month."""

    @property
    def at(self) -> time:
        """The cut-off's time of day."""

    @property
    def longest_window(self) -> int:
        """The most days that a window looks back."""

    @property
    def skip(self) -> Collection[date]:
        """Days on which no issue goes out."""


def issue_date(now: datetime, rhythm: Rhythm, zone: ZoneInfo) -> date:
    """The issue being worked on at `now`: today's where one is due today, else the next one."""
    return next_date(now.astimezone(zone).date() - timedelta(1), rhythm)


def previous_date(day: date, rhythm: Rhythm) -> date:
    """The last date before `day` on which an issue is due."""
    return next(earlier for earlier in _days(day, -1) if _is_due(earlier, rhythm))


def next_date(day: date, rhythm: Rhythm) -> date:
    """The first date after `day` on which an issue is due."""
    return next(later for later in _days(day, 1) if _is_due(later, rhythm))


def skipped_dates(after: date, before: date, rhythm: Rhythm) -> tuple[date, ...]:
    """The days between two others on which an issue would be due, were they not skipped."""
    skipped = {day for day in rhythm.skip if after < day < before and _is_in_turn(day, rhythm)}
    return tuple(sorted(skipped))


def off_schedule(day: date, rhythm: Rhythm) -> str:
    """A sentence on a `day` on which no issue is due; "" on one of the schedule's."""
    if _is_due(day, rhythm):
        return ""
    why = "one that [schedule] skip names" if day in rhythm.skip else "no issue day"
    return (
        f"{day} is a {day:%A} and {why}: by [schedule] issues are due on "
        f"{previous_date(day, rhythm)} and {next_date(day, rhythm)}."
    )


def cut_off(day: date, rhythm: Rhythm, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, at which the issue of `day` stops taking articles.

    A local time that a change of clocks skips is the moment of that change, also where it skips the
    whole day; one that comes twice is the first of the two.
    """
    local = datetime.combine(day, rhythm.at)
    moment = local.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == local:
        return moment
    # By the clock after the change, the skipped time lies before it; by the one before, behind it.
    return _change_of_clocks(local.replace(tzinfo=zone, fold=1).astimezone(UTC), moment, zone)


def issue_window(
    day: date, rhythm: Rhythm, zone: ZoneInfo, last_cut_off: datetime | None
) -> Window:
    """What the issue of `day` covers: from the last published issue's cut-off to its own.

    The first issue looks back one period. After missed issues it looks back to the last published
    one, but no further than `rhythm.longest_window` days, or a period that is longer.
    """
    end = cut_off(day, rhythm, zone)
    one_period = cut_off(previous_date(day, rhythm), rhythm, zone)
    if last_cut_off is None or last_cut_off >= end:
        return Window(start=one_period, end=end)
    start = max(last_cut_off, min(one_period, earliest_start(end, rhythm)))
    return Window(start=start, end=end, late_from=start - (end - one_period))


def earliest_start(end: datetime, rhythm: Rhythm) -> datetime:
    """How far back a window up to `end` may reach after missed issues."""
    return end - timedelta(days=rhythm.longest_window)


def count_missed(window: Window, day: date, rhythm: Rhythm, zone: ZoneInfo) -> int:
    """How many issues were due inside `window` before `day`: 0 in an ordinary week."""
    return sum(1 for _ in dates_inside(window.start, day, rhythm, zone))


def dates_inside(start: datetime, day: date, rhythm: Rhythm, zone: ZoneInfo) -> Iterator[date]:
    """The dates before `day`, newest first, on which an issue had a cut-off after `start`.

    One that ended when the next one did, because no clock showed its day, is none.
    """
    end = cut_off(day, rhythm, zone)
    while (earlier := cut_off(day := previous_date(day, rhythm), rhythm, zone)) > start:
        if earlier < end:
            yield day
        end = earlier


def _change_of_clocks(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first second, by bisection, at which the clocks show what they show `after` a change."""
    new = after.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // timedelta(seconds=2) * timedelta(seconds=1)
        if middle.astimezone(zone).utcoffset() == new:
            after = middle
        else:
            before = middle
    return after


def _days(start: date, step: int) -> Iterator[date]:
    return (start + timedelta(days=step * offset) for offset in count(1))


def _is_due(day: date, rhythm: Rhythm) -> bool:
    return day not in rhythm.skip and _is_in_turn(day, rhythm)


def _is_in_turn(day: date, rhythm: Rhythm) -> bool:
    match rhythm.every:
        case "day":
            return True
        case "month":
            return day.day == rhythm.day
        case "week":
            return WEEKDAYS[day.weekday()] == rhythm.on
        case "two weeks":
            # ISO week numbers would stumble over years of 53 weeks.
            return WEEKDAYS[day.weekday()] == rhythm.on and day.toordinal() // 7 % 2 == 0
