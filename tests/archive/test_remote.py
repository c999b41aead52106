"""The archive at an fsspec address: what leads to a file comes after it; the list comes last."""

import json
import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from archive.samples import DAY, weekly
from archive.test_site import SITE, PlainPages, publish_all

from digest.archive.pulling import Pulled, pull_from
from digest.archive.pushing import push_to
from digest.archive.remote import pull, push
from digest.archive.site import rebuild_site
from digest.archive.stored_list import LIST
from digest.errors import StorageError, UsageError


class Shelf:
    """A store of files in memory that fails at its `room`-th write."""

    def __init__(self, room: int = 10_000) -> None:
        self.files: dict[str, bytes] = {}
        self.written: list[str] = []
        self.room = room

    def pipe_file(self, path: str, value: bytes) -> None:
        """Keep a file, if there is room."""
        if self.room == 0:
            raise OSError("the store is full")
        self.room -= 1
        self.files[path] = value
        self.written.append(path)

    def cat_file(self, path: str) -> bytes:
        """A file."""
        if path not in self.files:
            raise FileNotFoundError(path)
        return self.files[path]

    def rm_file(self, path: str) -> None:
        """Remove a file."""
        del self.files[path]

    def makedirs(self, path: str, *, exist_ok: bool = False) -> None:
        """Nothing: the shelf has no folders."""


@pytest.fixture
def issues(tmp_path: Path) -> Path:
    """An archive of two issues with its site."""
    publish_all(tmp_path / "issues", weekly(2))
    rebuild_site(tmp_path / "issues", SITE, PlainPages())
    return tmp_path / "issues"


def local_files(issues: Path) -> dict[str, bytes]:
    """Every file of a local archive."""
    return {
        path.relative_to(issues).as_posix(): path.read_bytes()
        for path in issues.rglob("*")
        if path.is_file()
    }


def add_issue(issues: Path) -> None:
    """Publish one more issue and bring the site up to date."""
    publish_all(issues, weekly(1, last=DAY.replace(day=16)))
    rebuild_site(issues, SITE, PlainPages())


def test_everything_is_written_and_comes_back(issues: Path, tmp_path: Path) -> None:
    """A second archive made from the store has the same bytes once its site is made."""
    address = f"memory://{uuid4().hex}/weekly"
    written = push(issues, address)
    assert set(written) == set(local_files(issues))
    assert set(pull(address, tmp_path / "again").files) < set(written)
    rebuild_site(tmp_path / "again", SITE, PlainPages())
    assert local_files(tmp_path / "again") == local_files(issues)
    assert push(tmp_path / "again", address) == ()
    assert pull(address, issues) == Pulled()


def test_only_what_changed_is_written(issues: Path) -> None:
    """Nothing the second time; the new issue, its neighbour's page and the index after it."""
    shelf = Shelf()
    push_to(issues, shelf, "weekly")
    assert push_to(issues, shelf, "weekly") == ()
    add_issue(issues)
    again = push_to(issues, shelf, "weekly")
    assert "2024-08-16/issue.html" in again
    assert "2024-08-09/index.html" in again
    assert "2024-08-02/issue.html" not in again


def test_what_leads_to_a_file_comes_after_it(issues: Path) -> None:
    """Issues, their pages, search and feeds, the index, and the list at the very end."""
    shelf = Shelf()
    push_to(issues, shelf, "weekly")
    order = [path.removeprefix("weekly/") for path in shelf.written]
    assert order[-2:] == ["index.html", LIST]
    assert order.index("2024-08-09/issue.html") < order.index("2024-08-02/index.html")
    assert order.index("2024-08-09/index.html") < order.index("feed.xml")


@pytest.mark.parametrize("room", range(0, 19, 3))
def test_a_store_that_fails_never_leads_to_half_an_issue(issues: Path, room: int) -> None:
    """Whenever it fails, the index there leads to whole issues only; the next push finishes."""
    shelf = Shelf()
    push_to(issues, shelf, "weekly")
    add_issue(issues)
    shelf.room = room
    try:
        push_to(issues, shelf, "weekly")
    except OSError:
        assert "2024-08-16" not in json.loads(shelf.files[f"weekly/{LIST}"])["files"]
    if b"2024-08-16" in shelf.files["weekly/index.html"]:
        published = local_files(issues / "2024-08-16")
        assert "issue.html" in published
        for name, data in published.items():
            assert shelf.files[f"weekly/2024-08-16/{name}"] == data
    shelf.room = 100
    push_to(issues, shelf, "weekly")
    there = {path.removeprefix("weekly/"): data for path, data in shelf.files.items()}
    del there[LIST]
    assert there == local_files(issues)


def test_what_is_gone_here_goes_there_after_the_list(issues: Path) -> None:
    """A file of the site that is not made any more does not stay behind."""
    shelf = Shelf()
    (issues / "old.txt").write_text("old")
    push_to(issues, shelf, "weekly")
    (issues / "old.txt").unlink()
    push_to(issues, shelf, "weekly")
    assert "weekly/old.txt" not in shelf.files


def test_a_file_that_is_not_what_the_list_says_is_refused(issues: Path, tmp_path: Path) -> None:
    """Nothing wrong gets into the local archive."""
    shelf = Shelf()
    push_to(issues, shelf, "weekly")
    shelf.files["weekly/2024-08-09/issue.html"] = b"changed"
    with pytest.raises(StorageError, match=r"issue\.html: not what archive\.json says"):
        pull_from(shelf, "weekly", tmp_path / "again")
    assert not (tmp_path / "again" / "2024-08-09" / "issue.html").exists()


def test_a_hostile_list_cannot_write_elsewhere(tmp_path: Path) -> None:
    """Its names stay inside the archive."""
    shelf = Shelf()
    (tmp_path / "issues").mkdir()
    digits = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    shelf.files[f"weekly/{LIST}"] = json.dumps({"files": {"../escape": digits}}).encode()
    shelf.files["weekly/../escape"] = b"test"
    with pytest.raises(StorageError, match="no name for a file"):
        pull_from(shelf, "weekly", tmp_path / "issues")
    assert not (tmp_path / "escape").exists()


def test_an_unknown_kind_of_address_is_a_clear_error(issues: Path) -> None:
    """It names the setting."""
    with pytest.raises(UsageError, match=r"\[archive\] storage = 'nowhere://x'"):
        push(issues, "nowhere://x")


S3 = """
import os, sys
from pathlib import Path
from moto.server import ThreadedMotoServer
import s3fs
from digest.archive.remote import pull, push

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
server.start()
host, port = server.get_host_and_port()
os.environ["AWS_ENDPOINT_URL"] = f"http://{host}:{port}"
s3fs.S3FileSystem().mkdir("bucket")
issues = Path(sys.argv[1])
assert push(issues, "s3://bucket/weekly")
assert push(issues, "s3://bucket/weekly") == ()
assert pull("s3://bucket/weekly", issues.parent / "again").files
server.stop()
"""


@pytest.mark.slow
def test_a_server_that_speaks_s3(issues: Path) -> None:
    """A real server on loopback, in a process of its own; skipped where s3fs or moto is missing."""
    pytest.importorskip("s3fs")
    pytest.importorskip("moto")
    keys = {
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    run = subprocess.run(
        [sys.executable, "-c", S3, str(issues)],
        env={**os.environ, **keys},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    rebuild_site(issues.parent / "again", SITE, PlainPages())
    assert local_files(issues.parent / "again") == local_files(issues)
