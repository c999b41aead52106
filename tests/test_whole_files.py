"""A file is on disk whole or not at all, by whatever link, with the mode it had."""

import sys
from pathlib import Path

import pytest

from digest.errors import StorageError
from digest.whole_files import put_file, translate_os_errors


@pytest.mark.parametrize("synced", [True, False])
def test_a_file_is_made_with_the_folders_above_it(tmp_path: Path, *, synced: bool) -> None:
    """Nothing is left beside it."""
    put_file(tmp_path / "a" / "b" / "text", b"new", synced=synced)
    assert (tmp_path / "a" / "b" / "text").read_bytes() == b"new"
    assert [path.name for path in (tmp_path / "a" / "b").iterdir()] == ["text"]


def test_what_a_killed_run_has_left_is_overwritten(tmp_path: Path) -> None:
    """However long it was."""
    (tmp_path / ".text.new").write_bytes(b"half of something longer")
    put_file(tmp_path / "text", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"text": b"new"}


def test_a_full_disk_is_told_and_leaves_the_old_file(tmp_path: Path) -> None:
    """/dev/full answers every write as a full disk does."""
    put_file(tmp_path / "text", b"old")
    (tmp_path / ".text.new").symlink_to("/dev/full")
    with pytest.raises(StorageError, match="text: the disk is full; free some space"):
        put_file(tmp_path / "text", b"x" * 100)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"text": b"old"}


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    """A synced folder keeps its file, also when the link is relative."""
    (tmp_path / "synced").mkdir()
    (tmp_path / "synced" / "text").write_bytes(b"old")
    (tmp_path / "text").symlink_to("synced/text")
    put_file(tmp_path / "text", b"new")
    assert (tmp_path / "text").is_symlink()
    assert (tmp_path / "synced" / "text").read_bytes() == b"new"
    assert [path.name for path in (tmp_path / "synced").iterdir()] == ["text"]


def test_the_mode_stays(tmp_path: Path) -> None:
    """A file that only its owner may read is not shown to others by a new version."""
    (tmp_path / "text").write_bytes(b"old")
    (tmp_path / "text").chmod(0o600)
    put_file(tmp_path / "text", b"new")
    assert (tmp_path / "text").stat().st_mode & 0o777 == 0o600


def test_nobody_else_reads_the_new_version_before_it_has_its_mode(tmp_path: Path) -> None:
    """What is staged is its owner's alone, also where a killed run left a file that was not."""
    place, staged = tmp_path / "text", tmp_path / ".text.new"
    seen: list[tuple[int, bytes]] = []

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event == "os.chmod" and str(arguments[0]) == str(staged):
            seen.append((staged.stat().st_mode & 0o777, staged.read_bytes()))

    sys.addaudithook(note)
    place.write_bytes(b"old")
    place.chmod(0o640)
    staged.write_bytes(b"left")
    put_file(place, b"secret")
    assert seen == [(0o600, b"secret")]
    assert place.stat().st_mode & 0o777 == 0o640


def test_an_error_that_has_no_advice_is_told_in_the_words_of_the_system(tmp_path: Path) -> None:
    """With the place all the same."""
    link = tmp_path / "text"
    link.symlink_to(link)
    with (
        pytest.raises(StorageError, match=r"text: Too many levels of symbolic links"),
        translate_os_errors(link),
    ):
        link.read_bytes()
