"""Issue dates, cut-offs and windows from a schedule; dates are local, moments are aware.

Days are counted on the calendar and only then turned into moments, so that a week with a change of
clocks is 167 or 169 hours and never loses or doubles an hour.

"two weeks" takes every second week, Sunday to Saturday, counted from that of 1 January of the year
1, where date.toordinal() begins: the week of 9 August 2024 is one of them. It must stay so, or
every two-weekly newsletter moves by a week.
"""

from datetime import UTC, date, datetime, time, timedelta
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


def issue_date(now: datetime, rhythm: Rhythm, zone: ZoneInfo) -> date:
    """The issue being worked on at `now`: today's where one is due today, else the next one."""
    today = now.astimezone(zone).date()
    return next(day for day in _days(today, 1) if _is_due(day, rhythm))


def previous_date(day: date, rhythm: Rhythm) -> date:
    """The last date before `day` on which an issue is due."""
    return next(earlier for earlier in _days(day - timedelta(1), -1) if _is_due(earlier, rhythm))


def off_schedule(day: date, rhythm: Rhythm) -> str:
    """A sentence on a `day` on which no issue is due; "" on one of the schedule's."""
    if _is_due(day, rhythm):
        return ""
    following = next(later for later in _days(day, 1) if _is_due(later, rhythm))
    return (
        f"{day} is a {day:%A} and no issue day: by [schedule] issues are due on "
        f"{previous_date(day, rhythm)} and {following}."
    )


def cut_off(day: date, rhythm: Rhythm, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, at which the issue of `day` stops taking articles.

    A local time that the change of clocks skips becomes the moment at which it was skipped.
    """
    return datetime.combine(day, rhythm.at, tzinfo=zone).astimezone(UTC)


def issue_window(
    day: date, rhythm: Rhythm, zone: ZoneInfo, last_cut_off: datetime | None
) -> Window:
    """What the issue of `day` covers: from the last published issue's cut-off to its own.

    The first issue looks back one period. After missed issues it looks back to the last published
    one, but no further than `rhythm.longest_window` days.
    """
    end = cut_off(day, rhythm, zone)
    one_period = cut_off(previous_date(day, rhythm), rhythm, zone)
    if last_cut_off is None or last_cut_off >= end:
        return Window(start=one_period, end=end)
    start = max(last_cut_off, end - timedelta(days=rhythm.longest_window))
    return Window(start=start, end=end, late_from=start - (end - one_period))


def count_missed(window: Window, day: date, rhythm: Rhythm, zone: ZoneInfo) -> int:
    """How many issues were due inside `window` before `day`: 0 in an ordinary week."""
    count = 0
    while cut_off(day := previous_date(day, rhythm), rhythm, zone) > window.start:
        count += 1
    return count


def _days(start: date, step: int) -> "list[date]":
    return [start + timedelta(days=step * offset) for offset in range(62)]


def _is_due(day: date, rhythm: Rhythm) -> bool:
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
