"""What the schedule remembers, and what becomes of a damaged memory."""

import json
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import StorageError
from digest.schedule.memory import (
    KEPT,
    IssueMemory,
    ScheduleMemory,
    glance_at_schedule,
    keep_schedule,
    read_schedule,
)

START = datetime(2026, 1, 1, tzinfo=UTC)
NOW = st.integers(0, 365 * 24).map(lambda hours: START + timedelta(hours=hours))
MOMENTS = st.none() | NOW
ISSUES = st.builds(
    IssueMemory,
    day=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    seen=MOMENTS,
    tried=MOMENTS,
    built=MOMENTS,
    asked=MOMENTS,
    publishing=MOMENTS,
    published=MOMENTS,
)
MEMORIES = st.builds(
    ScheduleMemory,
    first=MOMENTS,
    collected=MOMENTS,
    issues=st.lists(ISSUES, max_size=3).map(tuple),
    settled=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    """All of it; and a file that is not there is no memory."""
    path = tmp_path / "schedule.json"
    assert read_schedule(path) == (ScheduleMemory(), "")
    now = datetime(2026, 3, 27, 6, tzinfo=UTC)
    issue = IssueMemory(day=date(2026, 3, 27), built=now, told=("thin",))
    memory = ScheduleMemory(first=now, collected=now, settled=date(2026, 3, 20)).with_issue(issue)
    keep_schedule(path, memory)
    assert read_schedule(path) == (memory, "")


@pytest.mark.parametrize(
    "damaged", [b"", b"{", b"[]", b"\xff", b'{"version": 2}', b'{"first": "yesterday"}']
)
def test_a_damaged_memory_is_set_aside(tmp_path: Path, damaged: bytes) -> None:
    """With a warning that says what it costs; the file is kept."""
    path = tmp_path / "schedule.json"
    path.write_bytes(damaged)
    memory, warning = read_schedule(path)
    assert memory == ScheduleMemory()
    assert "set aside as schedule.json.damaged" in warning
    assert "a second time" in warning
    assert not path.exists()
    assert (tmp_path / "schedule.json.damaged").read_bytes() == damaged


NO_ZONE = "2026-11-27T10:00:00"
OF_ISSUES = [one.name for one in fields(IssueMemory) if one.type == datetime | None]


@pytest.mark.parametrize(
    "damaged",
    [
        {"first": NO_ZONE},
        {"collected": NO_ZONE},
        {"drafts_since": {"ghost": NO_ZONE}},
        *({"issues": [{"day": "2026-11-27", name: NO_ZONE}]} for name in OF_ISSUES),
    ],
    ids=str,
)
def test_a_moment_without_a_zone_is_a_damage(tmp_path: Path, damaged: dict[str, object]) -> None:
    """Nobody knows when it was; who only looks leaves the file in place."""
    path = tmp_path / "schedule.json"
    path.write_text(json.dumps(damaged))
    assert glance_at_schedule(path) == ScheduleMemory()
    assert path.exists()
    memory, warning = read_schedule(path)
    assert memory == ScheduleMemory()
    assert f"{NO_ZONE} has no time zone. It is set aside" in warning


def test_a_memory_that_cannot_be_read_stops_the_run(tmp_path: Path) -> None:
    """A folder in its place; nothing is forgotten silently."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError):
        keep_schedule(tmp_path / "file" / "schedule.json", ScheduleMemory())


def test_the_oldest_issues_are_forgotten() -> None:
    """By their days, in whatever order they came."""
    memory = ScheduleMemory()
    for number in range(KEPT + 3):
        memory = memory.with_issue(IssueMemory(day=date(2026, 1, 1) + timedelta(days=number)))
    memory = memory.with_issue(IssueMemory(day=date(2025, 1, 1)))
    assert len(memory.issues) == KEPT
    assert memory.issues[0].day == date(2026, 1, KEPT + 3)
    assert memory.issues[-1].day == date(2026, 1, 4)


@given(MEMORIES, NOW)
def test_nothing_was_done_later_than_now(memory: ScheduleMemory, now: datetime) -> None:
    """A clock set back; what was done before stays as it was, and twice is as once."""
    then = memory.as_of(now)
    moments = [then.first, then.collected]
    for before, after in zip(memory.issues, then.issues, strict=True):
        pairs = [
            (before.seen, after.seen),
            (before.tried, after.tried),
            (before.built, after.built),
            (before.asked, after.asked),
            (before.publishing, after.publishing),
            (before.published, after.published),
        ]
        assert all(new == (old if old is None else min(old, now)) for old, new in pairs)
        moments += [new for _, new in pairs]
    assert all(moment <= now for moment in moments if moment)
    assert then.settled in {None, memory.settled}
    assert then.settled is None or then.settled <= now.date()
    assert then.as_of(now) == then
