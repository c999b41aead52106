"""Which newsletters have something to build, without reading any of them."""

import os
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.errors import StorageError
from digest.fleet.due_index import DueIndex, stamp
from digest.fleet.outcomes import FleetOutcome, State

FRIDAY = datetime(2024, 8, 9, 5, tzinfo=UTC)


def built(folder: Path, due: datetime) -> FleetOutcome:
    """A newsletter that was built, and has its next cut-off at `due`."""
    folder.mkdir(exist_ok=True)
    (folder / "newsletter.toml").write_text("[newsletter]\n")
    return FleetOutcome(
        folder=folder, state=State.BUILT, sentence="", settings=stamp(folder), due=due
    )


def other_hand(state: Path) -> closing[sqlite3.Connection]:
    """Another program that has the index open."""
    return closing(sqlite3.connect(state / "due.sqlite3", isolation_level=None))


def test_one_is_due_until_it_is_built_and_again_from_its_cut_off_on(tmp_path: Path) -> None:
    """Over runs that know each other by the file alone."""
    weekly = tmp_path / "weekly"
    with DueIndex(tmp_path / "state") as index:
        assert index.is_due(weekly, FRIDAY)
        index.note(built(weekly, FRIDAY))
    with DueIndex(tmp_path / "state") as index:
        assert not index.is_due(weekly, FRIDAY - timedelta(seconds=1))
        assert index.is_due(weekly, FRIDAY)


def test_changed_settings_make_it_due(tmp_path: Path) -> None:
    """They may name another day."""
    weekly = tmp_path / "weekly"
    with DueIndex(tmp_path / "state") as index:
        index.note(built(weekly, FRIDAY))
    (weekly / "newsletter.toml").write_text("[newsletter]\ntitle = 'Weekly'\n")
    with DueIndex(tmp_path / "state") as index:
        assert index.is_due(weekly, FRIDAY - timedelta(days=1))


def test_one_that_failed_stays_due(tmp_path: Path) -> None:
    """Nothing is remembered of it."""
    failed = FleetOutcome(folder=tmp_path / "weekly", state=State.FAILED, sentence="no")
    with DueIndex(tmp_path / "state") as index:
        index.note(failed)
    with DueIndex(tmp_path / "state") as index:
        assert index.is_due(tmp_path / "weekly", FRIDAY)


def test_one_that_cannot_be_remembered_is_only_built_once_more(tmp_path: Path) -> None:
    """And it is said; those after it are remembered as ever."""
    with DueIndex(tmp_path) as index, other_hand(tmp_path) as other:
        other.execute("ALTER TABLE newsletters RENAME TO away")
        index.note(built(tmp_path / "weekly", FRIDAY))
        other.execute("ALTER TABLE away RENAME TO newsletters")
        index.note(built(tmp_path / "monthly", FRIDAY))
        assert index.complaint.endswith("; what it missed is built once more")
    before = FRIDAY - timedelta(days=1)
    with DueIndex(tmp_path) as index:
        assert index.is_due(tmp_path / "weekly", before)
        assert not index.is_due(tmp_path / "monthly", before)


@pytest.mark.slow
def test_who_holds_the_file_is_waited_for_once(tmp_path: Path) -> None:
    """A hundred thousand newsletters would wait for days."""
    with DueIndex(tmp_path) as index, other_hand(tmp_path) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        for name in ("weekly", "monthly", "daily"):
            index.note(built(tmp_path / name, FRIDAY))
        assert "database is locked" in index.complaint
        assert time.monotonic() - began < 9


def test_a_damaged_file_is_said(tmp_path: Path) -> None:
    """With what to do."""
    (tmp_path / "due.sqlite3").write_bytes(b"no database at all, but long enough to be looked at")
    with pytest.raises(StorageError, match="remove the file"):
        DueIndex(tmp_path)


def test_a_table_that_was_cut_off_is_said(tmp_path: Path) -> None:
    """It opens, and then its rows cannot be read."""
    with DueIndex(tmp_path) as index:
        for number in range(200):
            index.note(built(tmp_path / str(number), FRIDAY))
    with (tmp_path / "due.sqlite3").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(StorageError, match="remove the file"):
        DueIndex(tmp_path)


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    """Also one that is no UTF-8, as an old archive brings it."""
    folder = tmp_path / os.fsdecode(b"w\xe9ekly")

    with DueIndex(tmp_path / "state") as index:
        index.note(built(folder, FRIDAY))
    with DueIndex(tmp_path / "state") as index:
        assert not index.is_due(folder, FRIDAY - timedelta(days=1))
