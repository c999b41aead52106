"""Runs are kept as they go, the last ones come first, and only so many stay."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from digest.model.runs import RecordedRun, RecordedStep
from digest.store import open_store
from digest.store.runs import MOST_RUNS

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BEGUN = RecordedRun(command="collect", started=NOW)
STEP = RecordedStep(name="collect", message="6 new articles: “Żółć”")


def test_a_run_is_kept_as_it_goes(tmp_path: Path) -> None:
    """First that it began, then what it did, then how it ended: all the same run."""
    with open_store(tmp_path / "store.sqlite3") as store:
        begun = store.runs.keep_run(BEGUN)
        assert not store.runs.list_runs(9)[0].has_ended
        ended = replace(begun, seconds=2.5, steps=(STEP,), outcome="done", exit_code=0)
        store.runs.keep_run(ended)
    with open_store(tmp_path / "store.sqlite3") as store:
        assert store.runs.list_runs(9) == (ended,)


def test_the_last_come_first_though_the_clock_was_set_back(tmp_path: Path) -> None:
    """In the order in which they began, whatever the clock said."""
    with open_store(tmp_path / "store.sqlite3") as store:
        for hour in (5, 1, 3):
            store.runs.keep_run(replace(BEGUN, started=NOW + timedelta(hours=hour)))
        assert [run.started.hour for run in store.runs.list_runs(2)] == [12, 10]


def test_only_so_many_are_kept(tmp_path: Path) -> None:
    """The oldest one goes for each that is new."""
    with open_store(tmp_path / "store.sqlite3") as store:
        store.runs.keep_run(replace(BEGUN, number=MOST_RUNS))
        store.runs.keep_run(replace(BEGUN, number=1))
        store.runs.keep_run(BEGUN)
        assert [run.number for run in store.runs.list_runs(9)] == [MOST_RUNS + 1, MOST_RUNS]


def test_old_runs_are_forgotten_with_the_articles(tmp_path: Path) -> None:
    """By when they began."""
    with open_store(tmp_path / "store.sqlite3") as store:
        store.runs.keep_run(BEGUN)
        late = store.runs.keep_run(replace(BEGUN, started=NOW + timedelta(days=1)))
        store.forget(NOW + timedelta(hours=1))
        assert store.runs.list_runs(9) == (late,)
