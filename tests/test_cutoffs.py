"""Issue dates, cut-offs and windows."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.cutoffs import (
    WEEKDAYS,
    Period,
    count_missed,
    cut_off,
    issue_date,
    issue_window,
    off_schedule,
    previous_date,
)

NEW_YORK = ZoneInfo("America/New_York")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """A schedule by hand; Fridays at seven unless told otherwise."""

    every: Period = "week"
    on: str = "friday"
    day: int = 1
    at: time = time(7)
    longest_window: int = 35


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2024-08-07T12:00:00+00:00", date(2024, 8, 9)),
        ("2024-08-09T23:30:00+00:00", date(2024, 8, 9)),  # a late run still is Friday's
        ("2024-08-10T03:30:00+00:00", date(2024, 8, 9)),  # Saturday in UTC, Friday in New York
        ("2024-08-10T04:30:00+00:00", date(2024, 8, 16)),
    ],
)
def test_the_issue_in_work_is_todays_or_the_next(now: str, expected: date) -> None:
    """Until the day ends in the newsletter's own zone, its issue is the one in work."""
    assert issue_date(datetime.fromisoformat(now), Weekly(), NEW_YORK) == expected


@pytest.mark.parametrize(
    ("rhythm", "day", "expected"),
    [
        (Weekly(), date(2024, 8, 9), date(2024, 8, 2)),
        (Weekly(every="day"), date(2024, 3, 1), date(2024, 2, 29)),
        (Weekly(every="month", day=28), date(2024, 3, 28), date(2024, 2, 28)),
    ],
)
def test_the_previous_date_is_one_period_back(rhythm: Weekly, day: date, expected: date) -> None:
    """A week, a day or a month, by the calendar."""
    assert previous_date(day, rhythm) == expected


def test_every_two_weeks_keeps_step_over_a_year_of_53_weeks() -> None:
    """2020 has 53 ISO weeks; the fortnight does not stumble over it."""
    day = date(2021, 2, 1)
    dates = []
    for _ in range(6):
        day = previous_date(day, Weekly(every="two weeks"))
        dates.append(day)
    steps = {later - earlier for later, earlier in pairwise(dates)}
    assert steps == {timedelta(days=14)}


@pytest.mark.parametrize(
    ("on", "due"),
    [
        ("sunday", date(2024, 8, 4)),  # the first day of the week in docs/configuration.md
        ("monday", date(2024, 8, 5)),
        ("friday", date(2024, 8, 9)),
        ("saturday", date(2024, 8, 10)),
    ],
)
def test_every_two_weeks_is_the_week_that_it_always_was(on: str, due: date) -> None:
    """Flipped, every two-weekly newsletter would come a week early."""
    rhythm = Weekly(every="two weeks", on=on)
    well_before = datetime.combine(due - timedelta(days=13), time(12), tzinfo=NEW_YORK)
    assert issue_date(well_before, rhythm, NEW_YORK) == due


def test_fortnights_are_counted_from_the_first_week_of_the_calendar() -> None:
    """Monday, 1 January of the year 1: from there on in steps of fourteen days."""
    due = issue_date(
        datetime(2031, 5, 1, tzinfo=UTC), Weekly(every="two weeks", on="monday"), NEW_YORK
    )
    assert (due - date(1, 1, 1)).days % 14 == 0


def test_the_cut_off_is_local_time() -> None:
    """Seven in New York is eleven UTC in summer and twelve in winter."""
    assert cut_off(date(2024, 8, 9), Weekly(), NEW_YORK) == datetime(2024, 8, 9, 11, tzinfo=UTC)
    assert cut_off(date(2024, 12, 6), Weekly(), NEW_YORK) == datetime(2024, 12, 6, 12, tzinfo=UTC)


def test_a_week_with_a_change_of_clocks_has_167_hours() -> None:
    """The window is a calendar week, not seven times twenty-four hours."""
    spring = issue_window(date(2024, 3, 15), Weekly(), NEW_YORK, None)
    assert spring.end - spring.start == timedelta(hours=167)


def test_a_cut_off_that_the_clocks_skip_is_the_moment_of_the_change() -> None:
    """02:30 does not exist in New York on 10 March 2024."""
    rhythm = Weekly(on="sunday", at=time(2, 30))
    assert cut_off(date(2024, 3, 10), rhythm, NEW_YORK) == datetime(2024, 3, 10, 7, 30, tzinfo=UTC)


def test_the_first_issue_looks_back_one_period() -> None:
    """Without a published issue there is nothing else to start from."""
    first = issue_window(date(2024, 8, 9), Weekly(), NEW_YORK, None)
    assert first.start == datetime(2024, 8, 2, 11, tzinfo=UTC)
    assert first.late_from is None


def test_a_missed_week_is_no_hole() -> None:
    """The window reaches back to the last published cut-off."""
    last = cut_off(date(2024, 7, 26), Weekly(), NEW_YORK)
    wide = issue_window(date(2024, 8, 9), Weekly(), NEW_YORK, last)
    assert wide.start == last
    assert count_missed(wide, date(2024, 8, 9), Weekly(), NEW_YORK) == 1


def test_an_ordinary_week_missed_nothing() -> None:
    """The issue before it was published."""
    last = cut_off(date(2024, 8, 2), Weekly(), NEW_YORK)
    ordinary = issue_window(date(2024, 8, 9), Weekly(), NEW_YORK, last)
    assert count_missed(ordinary, date(2024, 8, 9), Weekly(), NEW_YORK) == 0


def test_a_long_silence_is_capped() -> None:
    """After a year without issues the window is longest_window days."""
    last = cut_off(date(2023, 8, 11), Weekly(), NEW_YORK)
    capped = issue_window(date(2024, 8, 9), Weekly(), NEW_YORK, last)
    assert capped.end - capped.start == timedelta(days=35)


@given(
    st.dates(date(1996, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo"]),
    st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    st.sampled_from(WEEKDAYS),
)
def test_windows_of_consecutive_issues_meet(day: date, zone: str, at: time, on: str) -> None:
    """No moment is between two issues or in both, whatever the clocks do."""
    rhythm = Weekly(at=at, on=on)
    place = ZoneInfo(zone)
    due = previous_date(day, rhythm)
    this = issue_window(due, rhythm, place, None)
    following = issue_window(due + timedelta(days=7), rhythm, place, this.end)
    assert this.end == following.start
    assert this.start < this.end


@pytest.mark.parametrize(
    ("day", "schedule", "told"),
    [
        ("2024-08-09", Weekly(), ""),
        (
            "2024-08-08",
            Weekly(),
            "is a Thursday and no issue day: by [schedule] issues are due on ",
        ),
        ("2024-08-08", Weekly(), "2024-08-02 and 2024-08-09."),
        ("2024-08-02", Weekly(every="two weeks"), "2024-07-26 and 2024-08-09."),
        ("2024-08-02", Weekly(every="month"), "2024-08-01 and 2024-09-01."),
        ("2024-08-02", Weekly(every="day"), ""),
    ],
)
def test_a_day_without_an_issue_is_told_with_those_around_it(
    day: str, schedule: Weekly, told: str
) -> None:
    """Nothing is said of a day on which one is due."""
    said = off_schedule(date.fromisoformat(day), schedule)
    assert told in said
    assert bool(said) is bool(told)
