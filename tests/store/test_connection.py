"""Whatever is wrong with the file, the editor is told what to do, and nothing is lost."""

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from digest.config.settings import Source
from digest.errors import StorageError
from digest.model.articles import FeedState
from digest.store import open_store
from digest.store.articles import Store

KEEPER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from digest.model.articles import Article, FeedState, Outcome, Reading, SourceState
from digest.store import open_store

now = datetime(2026, 3, 2, tzinfo=UTC)
with open_store(Path(sys.argv[1])) as store:
    for number in range(100_000):
        articles = tuple(
            Article(id=f"{number}-{part}", source="Wire", title="Talks", first_seen=now)
            for part in range(5)
        )
        state = SourceState(source="Wire", place="https://wire.example", lineage=("Wire",))
        reading = Reading(
            source="Wire",
            state=state,
            feed=FeedState(place="https://wire.example", etag=str(number)),
            outcome=Outcome.READ,
            articles=articles,
        )
        store.keep(reading, now)
        print(number, flush=True)
"""


WIRE = Source(url="https://wire.example", name="Wire")


def fed(store: Store) -> FeedState:
    """What the store remembers of the wire's feed."""
    feed = store.known([WIRE])["Wire"].feed
    assert feed is not None
    return feed


def test_reading_makes_no_file(tmp_path: Path) -> None:
    """A command that only looks leaves no trace in a folder without a store."""
    with open_store(tmp_path / ".digest/store.sqlite3", create=False) as store:
        assert (store.count(), store.known([WIRE])["Wire"].feed) == (0, None)
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_made_with_its_folder(tmp_path: Path) -> None:
    """The first collect needs no preparation."""
    with open_store(tmp_path / ".digest/store.sqlite3") as store:
        assert store.count() == 0
    assert (tmp_path / ".digest/store.sqlite3").exists()


def test_every_commit_is_on_disk(tmp_path: Path) -> None:
    """WAL with FULL: NORMAL would lose acknowledged rows in a power cut."""
    with open_store(tmp_path / "store.sqlite3") as store:
        pragmas = [
            store._connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "user_version")
        ]
    assert pragmas == ["wal", 2, 1, 3]


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    """Addresses hold passwords; so do the files that SQLite keeps beside it, and old stores."""
    old = tmp_path / "store.sqlite3"
    old.touch(0o644)
    for file in (old, tmp_path / ".digest/store.sqlite3"):
        with open_store(file) as store:
            store.settle([WIRE])
            rights = {one.name: one.stat().st_mode & 0o777 for one in file.parent.glob("store*")}
        assert rights == dict.fromkeys(
            ("store.sqlite3", "store.sqlite3-wal", "store.sqlite3-shm"), 0o600
        )


def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    """Nothing is overwritten; the message says to move it away."""
    file = tmp_path / "store.sqlite3"
    file.write_text("my notes, not a database" * 100, "utf-8")
    with pytest.raises(StorageError, match="is not a store; move it away"), open_store(file):
        pass
    assert file.read_text("utf-8").startswith("my notes")


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    """Rubbish after the first page is noticed when it is read."""
    file = tmp_path / "store.sqlite3"
    with open_store(file):
        pass
    pages = bytearray(file.read_bytes())
    pages[4096:] = b"\xff" * (len(pages) - 4096)
    file.write_bytes(pages)
    with pytest.raises(StorageError, match="is damaged"), open_store(file) as store:
        store.known([WIRE])


def test_a_store_of_a_newer_version_is_not_touched(tmp_path: Path) -> None:
    """An older program does not guess at a schema that it does not know."""
    file = tmp_path / "store.sqlite3"
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StorageError, match="newer digest"), open_store(file):
        pass


def test_a_row_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """What another program wrote into the store is no traceback."""
    with open_store(tmp_path / "s") as store:
        store._connection.execute("INSERT INTO sources VALUES ('Wire', '{}')")
        with pytest.raises(StorageError, match="cannot read"):
            store.known([WIRE])


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """A file in the place of the folder is named."""
    (tmp_path / ".digest").write_text("", "utf-8")
    with pytest.raises(StorageError, match="cannot be made"):
        open_store(tmp_path / ".digest/store.sqlite3").__enter__()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_place_that_cannot_hold_a_store_is_told() -> None:
    """A device is no file."""
    with pytest.raises(StorageError), open_store(Path("/dev/full")):
        pass


def test_errors_of_others_pass_through(tmp_path: Path) -> None:
    """What is no fault of the store is not blamed on it."""
    with pytest.raises(ValueError, match="elsewhere"), open_store(tmp_path / "s.sqlite3"):
        raise ValueError("elsewhere")


def test_a_reader_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    """While one run writes, another can look at what was kept before."""
    file = tmp_path / "store.sqlite3"
    with open_store(file) as writer, writer._transaction(), open_store(file) as reader:
        assert reader.count() == 0


def test_two_runs_wait_for_each_other(tmp_path: Path) -> None:
    """Both may be open; each sees what the other has committed."""
    file = tmp_path / "store.sqlite3"
    with open_store(file) as one, open_store(file) as other:
        one._connection.execute("INSERT INTO sources VALUES ('Wire', '{}')")
        assert other._connection.execute("SELECT count(*) FROM sources").fetchone() == (1,)


@pytest.mark.parametrize("after", [0.0, 0.05, 0.2])
def test_a_killed_run_loses_nothing_that_was_kept(tmp_path: Path, after: float) -> None:
    """kill -9 at any moment: every acknowledged reading is there, articles and state alike."""
    file = tmp_path / "store.sqlite3"
    keeper = subprocess.Popen(
        [sys.executable, "-c", KEEPER, file], stdout=subprocess.PIPE, text=True
    )
    assert keeper.stdout is not None
    acknowledged = int(keeper.stdout.readline())
    time.sleep(after)
    keeper.kill()
    acknowledged += len(keeper.stdout.read().split("\n")[:-1])
    keeper.stdout.close()
    keeper.wait()
    with open_store(file) as store:
        last = int(fed(store).etag)
        assert last >= acknowledged
        assert store.count() == 5 * (last + 1)
