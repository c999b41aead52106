"""A folder appears, or is replaced, whole or not at all."""

import os
from pathlib import Path

import pytest

from digest.archive.folders import clear_leftovers, exchange_folders, find_folder, put_folder
from digest.errors import StorageError

DAY = "2024-08-09"


def cannot_exchange(_one: Path, _other: Path) -> bool:
    """A file system without RENAME_EXCHANGE."""
    return False


class Killed(BaseException):
    """What ends a run at once; no handler of errors may see it as an error."""


def killed_before_the_rename(one: Path, other: Path) -> bool:
    """A run that is killed after the old folder stepped aside."""
    other.rename(other.with_name(f".{other.name}.old"))
    raise Killed(one)


def names(folder: Path) -> set[str]:
    """Every path below `folder`, hidden ones too."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_a_new_folder_holds_its_files_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    """Bytes are written, files are copied, sub-folders are made."""
    picture = tmp_path / "harbour.png"
    picture.write_bytes(b"PNG")
    put_folder(tmp_path / "issues" / "a", {"issue.txt": b"text", "images/harbour.png": picture})
    assert names(tmp_path / "issues") == {"a", "a/issue.txt", "a/images", "a/images/harbour.png"}
    assert (tmp_path / "issues/a/images/harbour.png").read_bytes() == b"PNG"


@pytest.mark.parametrize("exchange", [exchange_folders, cannot_exchange])
def test_replacing_leaves_exactly_the_new_files(tmp_path: Path, exchange: object) -> None:
    """A file of the old folder does not live on in the new one, with or without the exchange."""
    put_folder(tmp_path / "a", {"old.txt": b"1"})
    assert callable(exchange)
    put_folder(tmp_path / "a", {"new.txt": b"2"}, exchange=exchange)
    assert names(tmp_path) == {"a", "a/new.txt"}


def test_two_folders_are_exchanged_in_one_step(tmp_path: Path) -> None:
    """On this system a reader never sees the place empty."""
    put_folder(tmp_path / "a", {"text": b"a"})
    put_folder(tmp_path / "b", {"text": b"b"})
    if not exchange_folders(tmp_path / "a", tmp_path / "b"):
        pytest.skip("no RENAME_EXCHANGE here")
    assert [(tmp_path / name / "text").read_bytes() for name in "ab"] == [b"b", b"a"]


def test_a_folder_that_stepped_aside_is_found_and_put_back(tmp_path: Path) -> None:
    """Killed between two renames, the old folder can still be read, and comes back."""
    put_folder(tmp_path / DAY, {"text": b"old"})
    with pytest.raises(Killed):
        put_folder(tmp_path / DAY, {"text": b"new"}, exchange=killed_before_the_rename)
    assert (find_folder(tmp_path / DAY) / "text").read_bytes() == b"old"
    clear_leftovers(tmp_path)
    assert names(tmp_path) == {DAY, f"{DAY}/text"}


def test_stale_leftovers_are_cleared_away(tmp_path: Path) -> None:
    """A staged folder and an old one of a finished exchange go; the issue stays, and strangers."""
    put_folder(tmp_path / DAY, {"text": b"kept"})
    for left in (f".{DAY}.new", f".{DAY}.old", ".b.new"):
        put_folder(tmp_path / left, {"text": b"left"})
    (tmp_path / ".htaccess.old").write_text("theirs")
    clear_leftovers(tmp_path)
    assert names(tmp_path) == {DAY, f"{DAY}/text", ".htaccess.old"}


@pytest.mark.parametrize("name", ["../escape", "/etc/passwd", "a\\b", ""])
def test_a_file_name_cannot_lead_out_of_the_folder(tmp_path: Path, name: str) -> None:
    """Names come from articles' pictures; a hostile one is refused and nothing is written."""
    with pytest.raises(StorageError, match="is no name"):
        put_folder(tmp_path / "a", {"fine": b"", name: b""})
    assert names(tmp_path) == set()


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    """The message names the folder and the reason."""
    tmp_path.chmod(0o500)
    with pytest.raises(StorageError, match="may not write there"):
        put_folder(tmp_path / "a", {"text": b""})


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    """issues being a file, not a folder, is an error that names it."""
    (tmp_path / "issues").write_text("")
    with pytest.raises(StorageError, match="issues"):
        put_folder(tmp_path / "issues" / "a", {"text": b""})


def test_a_file_in_the_place_of_a_folder_is_not_lost(tmp_path: Path) -> None:
    """Whoever left it there may want it back."""
    (tmp_path / "a").write_text("kept")
    with pytest.raises(StorageError, match="a file is where a folder should be; move it away"):
        put_folder(tmp_path / "a", {"text": b"new"})
    assert (tmp_path / "a").read_text() == "kept"
    assert names(tmp_path) == {"a"}
