"""A store of an older version is brought to this one's form, whole, once, whatever happens."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from store.old_stores import article, state, write_old_store, write_store_of_version_2

from digest.config.settings import Source
from digest.errors import StorageError
from digest.model.articles import FeedState, Known, SourceState
from digest.store import open_store
from digest.store.schema import backup_path

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WIRE = Source(url="https://wire.example/feed", name="Wire")
STEPS = 40
# Each file is migrated by a process of its own, which kills itself before the statement, or the
# change of a file, of the number that follows the file's name.
MIGRATOR = """
import os, signal, sqlite3, sys
from pathlib import Path
from digest.store.schema import prepare_tables

def migrate(file, left):
    def step(event="", _=()):
        nonlocal left
        left -= event in {"", "open", "os.rename", "os.remove", "sqlite3.connect"}
        if left < 0 and event != "os.kill":
            os.kill(os.getpid(), signal.SIGKILL)

    class Mortal(sqlite3.Connection):
        def execute(self, *statement):
            step()
            return super().execute(*statement)

    connection = sqlite3.connect(file, isolation_level=None, factory=Mortal)
    sys.addaudithook(step)
    prepare_tables(connection, file)
    connection.close()

processes = []
for file, steps in zip(sys.argv[1::2], sys.argv[2::2]):
    process = os.fork()
    if not process:
        migrate(Path(file), int(steps))
        os._exit(0)
    processes.append(process)
print(*(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in processes))
"""


def migrated(*runs: tuple[Path, int]) -> list[int]:
    """The exit codes of processes that migrate a file each, and die at the step given."""
    words = [str(word) for run in runs for word in run]
    command = [sys.executable, "-c", MIGRATOR, *words]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [int(code) for code in said.split()]


def old_store(folder: Path, version: int = 1) -> Path:
    """A store of an older version with three articles."""
    folder.mkdir(exist_ok=True)
    file = folder / "store.sqlite3"
    articles = [article(number) for number in range(3)]
    if version == 1:
        write_old_store(file, [state("Wire", WIRE.url)], articles)
    else:
        write_store_of_version_2(file, WIRE.url, articles)
    return file


@pytest.fixture(params=[1, 2])
def file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A store of an older version with three articles."""
    return old_store(tmp_path, int(request.param))


def assert_nothing_is_lost(file: Path) -> None:
    """All that the older version knew is there, and only the store is left."""
    with open_store(file) as store:
        known = store.known([WIRE])["Wire"]
        found = store.articles(since=NOW - DAY, until=NOW + DAY, sources=[WIRE])
        assert store.runs.list_runs(1) == ()
    assert known == Known(
        state=SourceState(
            source="Wire",
            place=WIRE.url,
            lineage=("Wire",),
            sha256="abc",
            last_success=NOW,
            last_new_article=NOW - DAY,
            undated=1,
            future_dated=2,
        ),
        feed=FeedState(
            place=WIRE.url,
            etag='"1"',
            last_modified="Mon",
            sha256="abc",
            next_check=NOW + timedelta(hours=1),
            last_check=NOW,
            ttl_seconds=60,
        ),
    )
    assert [one.title for one in found] == ["Talks 0", "Talks 1", "Talks 2"]
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_what_an_older_version_knew_is_kept(file: Path) -> None:
    """Validators and waits are the feed's, health is the source's; the articles stay."""
    assert_nothing_is_lost(file)


def test_an_old_store_has_the_tables_of_a_new_one(file: Path, tmp_path: Path) -> None:
    """Whatever version it comes from: tables, indexes and triggers are the same."""

    def schema(path: Path) -> set[str]:
        with open_store(path):
            pass
        with closing(sqlite3.connect(path)) as connection:
            rows = connection.execute("SELECT name, coalesce(sql, '') FROM sqlite_schema")
            return {" ".join(f"{name}: {sql}".split()) for name, sql in rows}

    assert schema(file) == schema(tmp_path / "new.sqlite3")


def test_an_article_of_an_old_store_was_seen_when_the_last_one_was(file: Path) -> None:
    """When it was, nobody noted: it is forgotten late rather than at once."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE articles SET first_seen = 0 WHERE id = 'a000000'")
    with open_store(file) as store:
        assert store.forget(NOW - 400 * DAY) == 0


def test_a_look_is_enough(file: Path) -> None:
    """A command that only reads migrates, too."""
    with open_store(file, create=False) as store:
        assert store.known([WIRE])["Wire"].feed
    assert_nothing_is_lost(file)


@pytest.mark.parametrize(("version", "fewest"), [(1, 15), (2, 10)])
def test_killed_at_any_step_the_next_run_goes_on(tmp_path: Path, version: int, fewest: int) -> None:
    """kill -9 before each statement and each change of a file: nothing is lost, nothing left.

    From the first change to the last a copy of the old form stands beside it, for its owner only.
    """
    files = [old_store(tmp_path / str(step), version) for step in range(STEPS)]
    ends = migrated(*((file, step) for step, file in enumerate(files)))
    died = ends.count(-signal.SIGKILL)
    assert ends == [-signal.SIGKILL] * died + [0] * (STEPS - died)
    assert fewest < died < STEPS
    copies = [backup_path(file) for file in files if backup_path(file).exists()]
    assert len(copies) >= 8
    for copy in copies:
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("SELECT count(*) FROM articles").fetchone() == (3,)
            assert connection.execute("PRAGMA user_version").fetchone() == (version,)
        assert copy.stat().st_mode & 0o777 == 0o600
    for file in files:
        assert_nothing_is_lost(file)


def test_runs_at_once_migrate_once(file: Path) -> None:
    """One waits for the other; all go on with the new form."""
    assert migrated(*[(file, 1000)] * 3) == [0, 0, 0]
    assert_nothing_is_lost(file)


def test_a_state_that_cannot_be_read_costs_a_request_and_no_article(tmp_path: Path) -> None:
    """What another program wrote is left out; a source of that name has its articles still."""
    file = tmp_path / "store.sqlite3"
    write_old_store(file, [("Wire", "{}"), ("Torn", '{"url":')], [article(1)])
    with open_store(file) as store:
        assert store.known([WIRE])["Wire"].feed is None
        assert store.articles(since=NOW - DAY, until=NOW + DAY, sources=[WIRE])


def test_of_two_labels_at_one_address_the_later_knows_its_feed(tmp_path: Path) -> None:
    """Version 1 forgot a source that was renamed, and began another at the same address."""
    file = tmp_path / "store.sqlite3"
    late = state("Old name", WIRE.url, etag='"2"', last_check="2026-03-03T09:00:00Z")
    write_old_store(file, [late, state("Wire", WIRE.url)])
    with open_store(file) as store:
        feed = store.known([WIRE])["Wire"].feed
    assert feed
    assert feed.etag == '"2"'


def test_without_a_copy_nothing_is_changed(file: Path) -> None:
    """Where there is no place for it the editor is told, and the store stays as it was."""
    backup_path(file).mkdir()
    with pytest.raises(StorageError, match="before-3"), open_store(file):
        pass
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() < (3,)


def test_a_copy_that_an_older_program_left_goes(file: Path) -> None:
    """It was killed while it brought the store to the form of version 2."""
    backup_path(file, 2).write_bytes(b"")
    assert_nothing_is_lost(file)
