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
    next_date,
    off_schedule,
    previous_date,
    skipped_dates,
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
    skip: tuple[date, ...] = ()


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


@pytest.mark.parametrize(
    ("zone", "day", "at", "moment"),
    [
        ("America/New_York", "2024-03-10", "02:30", "2024-03-10T07:00Z"),
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00Z"),
        ("Europe/Berlin", "2026-03-29", "02:00", "2026-03-29T01:00Z"),
        ("Europe/Berlin", "2026-03-29", "02:59:59", "2026-03-29T01:00Z"),
        ("Europe/Berlin", "2026-03-29", "03:00", "2026-03-29T01:00Z"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30Z"),  # half an hour
        ("America/Sao_Paulo", "2018-11-04", "00:20", "2018-11-04T03:00Z"),  # at midnight
        ("Pacific/Apia", "2011-12-30", "07:00", "2011-12-30T10:00Z"),  # a day that never was
        ("Pacific/Apia", "2011-12-30", "00:00", "2011-12-30T10:00Z"),
    ],
)
def test_a_cut_off_that_the_clocks_skip_is_the_moment_of_the_change(
    zone: str, day: str, at: str, moment: str
) -> None:
    """Nobody's clock shows it; what comes after the change is after it."""
    rhythm = Weekly(at=time.fromisoformat(at))
    found = cut_off(date.fromisoformat(day), rhythm, ZoneInfo(zone))
    assert found == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    ("zone", "day", "at", "moment"),
    [
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30Z"),
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30Z"),
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45Z"),
    ],
)
def test_a_cut_off_that_comes_twice_is_the_first(zone: str, day: str, at: str, moment: str) -> None:
    """The hour after it belongs to the next issue, both times that the clocks show it."""
    rhythm = Weekly(at=time.fromisoformat(at))
    found = cut_off(date.fromisoformat(day), rhythm, ZoneInfo(zone))
    assert found == datetime.fromisoformat(moment)


def test_a_skipped_day_is_no_issue_day() -> None:
    """Neither the one in work nor the one before or after; and none that was missed."""
    fridays = Weekly(skip=(date(2024, 8, 9), date(2024, 8, 14)))
    wednesday = datetime(2024, 8, 7, 12, tzinfo=UTC)
    assert issue_date(wednesday, fridays, NEW_YORK) == date(2024, 8, 16)
    assert previous_date(date(2024, 8, 16), fridays) == date(2024, 8, 2)
    assert next_date(date(2024, 8, 2), fridays) == date(2024, 8, 16)
    last = cut_off(date(2024, 8, 2), fridays, NEW_YORK)
    window = issue_window(date(2024, 8, 16), fridays, NEW_YORK, last)
    assert window.start == last
    assert count_missed(window, date(2024, 8, 16), fridays, NEW_YORK) == 0
    # The fourteenth is a Wednesday: nothing was due.
    assert skipped_dates(date(2024, 8, 2), date(2024, 8, 16), fridays) == (date(2024, 8, 9),)


def test_a_skipped_month_is_covered_by_the_next() -> None:
    """Two months are more than longest_window; nothing was missed, so nothing is left out."""
    monthly = Weekly(every="month", skip=(date(2024, 8, 1),))
    last = cut_off(date(2024, 7, 1), monthly, NEW_YORK)
    assert issue_window(date(2024, 9, 1), monthly, NEW_YORK, last).start == last


def test_a_day_that_no_clock_showed_misses_no_issue() -> None:
    """Apia went from 29 to 31 December 2011: of two issues that end at once, one goes out."""
    daily, apia = Weekly(every="day", at=time(0)), ZoneInfo("Pacific/Apia")
    last = cut_off(date(2011, 12, 29), daily, apia)
    window = issue_window(date(2011, 12, 31), daily, apia, last)
    assert window.end - window.start == timedelta(days=1)
    assert count_missed(window, date(2011, 12, 31), daily, apia) == 0


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
        (
            "2024-08-09",
            Weekly(skip=(date(2024, 8, 9),)),
            "is a Friday and one that [schedule] skip names: by [schedule] issues are due on "
            "2024-08-02 and 2024-08-16.",
        ),
    ],
)
def test_a_day_without_an_issue_is_told_with_those_around_it(
    day: str, schedule: Weekly, told: str
) -> None:
    """Nothing is said of a day on which one is due."""
    said = off_schedule(date.fromisoformat(day), schedule)
    assert told in said
    assert bool(said) is bool(told)
