"""What is current at a moment, and what comes next."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.config.settings import Newsletter, Schedule
from digest.cutoffs import cut_off, next_date
from digest.schedule.moments import Moment, MomentKind, current_date, next_moments

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC")


@given(
    st.integers(0, 25 * 365 * 24 * 60),
    st.sampled_from(ZONES),
    st.sampled_from(["day", "week", "two weeks", "month"]),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sets(st.integers(-40, 40), max_size=10),
)
def test_the_current_issue_is_the_last_whose_cut_off_has_passed(
    minutes: int, zone: str, every: str, at: time, skipped: set[int]
) -> None:
    """And the next one's has not."""
    now = datetime(2005, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    skip = [now.date() + timedelta(days=days) for days in skipped]
    rhythm = Schedule.model_validate({"every": every, "at": at, "skip": skip})
    day = current_date(now, rhythm, ZoneInfo(zone))
    assert day not in skip
    assert cut_off(day, rhythm, ZoneInfo(zone)) <= now
    assert now < cut_off(next_date(day, rhythm), rhythm, ZoneInfo(zone))


def newsletter(**tables: object) -> Newsletter:
    """Fridays at seven in Berlin."""
    named = {"title": "Test Weekly", "timezone": "Europe/Berlin"}
    return Newsletter.model_validate({"newsletter": named, **tables})


WEDNESDAY = datetime(2026, 3, 25, 12, tzinfo=UTC)


def lines(moments: tuple[Moment, ...]) -> list[str]:
    """Each in a line."""
    return [f"{one.when:%m-%d %H:%M} {one.kind} {one.day:%m-%d}" for one in moments]


def test_the_next_moments_are_cut_offs() -> None:
    """Through the change of clocks: seven in Berlin is five UTC in summer."""
    assert lines(next_moments(newsletter(), WEDNESDAY, 2)) == [
        "03-27 06:00 cut-off 03-27",
        "04-03 05:00 cut-off 04-03",
    ]


def test_the_ends_of_reviews_stand_among_them() -> None:
    """Also where a review lasts longer than a period."""
    reviewed = newsletter(review={"window": "8 days", "then": "publish"})
    assert lines(next_moments(reviewed, WEDNESDAY, 4)) == [
        "03-27 06:00 cut-off 03-27",
        "04-03 05:00 cut-off 04-03",
        "04-04 06:00 review ends 03-27",
        "04-10 05:00 cut-off 04-10",
    ]


def test_a_review_may_end_with_the_next_cut_off() -> None:
    """Then it stands before it, and is not lost."""
    reviewed = newsletter(review={"window": "7 days", "then": "publish"})
    assert lines(next_moments(reviewed, WEDNESDAY + timedelta(days=14), 3)) == [
        "04-10 05:00 cut-off 04-10",
        "04-17 05:00 review ends 04-10",
        "04-17 05:00 cut-off 04-17",
    ]


def test_a_review_that_goes_on_ends_first() -> None:
    """When its issue was asked for; one that is over is none."""
    end = Moment(
        when=WEDNESDAY + timedelta(hours=1), kind=MomentKind.REVIEW_ENDS, day=date(2026, 3, 20)
    )
    first = next_moments(newsletter(), WEDNESDAY, 1, waiting=end)
    assert lines(first) == ["03-25 13:00 review ends 03-20"]
    later = next_moments(newsletter(), WEDNESDAY + timedelta(hours=2), 1, waiting=end)
    assert lines(later) == ["03-27 06:00 cut-off 03-27"]


def test_skipped_days_are_named_and_not_counted() -> None:
    """In their places."""
    skipping = newsletter(schedule={"skip": [date(2026, 3, 27), date(2026, 4, 1)]})
    assert lines(next_moments(skipping, WEDNESDAY, 1)) == [
        "03-27 06:00 skipped 03-27",
        "04-03 05:00 cut-off 04-03",
    ]


@pytest.mark.parametrize("count", [1, 5, 100])
def test_as_many_as_were_asked_for(count: int) -> None:
    """In order."""
    moments = next_moments(newsletter(review={"window": "2 hours"}), WEDNESDAY, count)
    assert len(moments) == count
    assert [one.when for one in moments] == sorted(one.when for one in moments)
