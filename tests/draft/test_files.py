"""A page is on disk whole or not at all, and every earlier version is kept."""

from pathlib import Path

import pytest

from digest.draft import page_bytes, page_text, write_page
from digest.errors import DraftError, PageChanged, StorageError
from digest.whole_files import put_file


def test_every_write_keeps_the_version_before(tmp_path: Path) -> None:
    """The history counts up; a page written unchanged adds nothing."""
    page = tmp_path / "drafts" / "2024-08-09.toml"
    for text in ("one", "two", "two", "three"):
        write_page(page, text, over=page_bytes(page))
    history = {one.name: one.read_text() for one in (page.parent / ".history").iterdir()}
    assert page.read_text() == "three"
    assert history == {"2024-08-09.1.toml": "one", "2024-08-09.2.toml": "two"}


def test_line_ends_are_written_and_read_as_they_are(tmp_path: Path) -> None:
    """No part of Python turns them into others."""
    page = tmp_path / "page.toml"
    write_page(page, "\ufeffa = 1\r\nb = 2\n", over=None)
    assert page.read_bytes() == b"\xef\xbb\xbfa = 1\r\nb = 2\n"
    assert page_text(page) == "\ufeffa = 1\r\nb = 2\n"


def test_a_page_that_is_not_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    """A text editor on Windows may have saved it so."""
    page = tmp_path / "page.toml"
    page.write_bytes(b"# ok\n# caf\xe9\n")
    with pytest.raises(DraftError, match=r"page\.toml:2: .* UTF-8"):
        page_text(page)


def test_a_failed_write_leaves_the_page_as_it_was(tmp_path: Path) -> None:
    """Here the history cannot be made, since a file is in its place."""
    page = tmp_path / "page.toml"
    write_page(page, "one", over=None)
    (tmp_path / ".history").write_text("in the way")
    with pytest.raises(StorageError, match=r"page\.toml: cannot be written"):
        write_page(page, "two", over=b"one")
    assert page.read_text() == "one"
    assert sorted(one.name for one in tmp_path.iterdir()) == [".history", "page.toml"]


def test_a_linked_page_stays_a_link(tmp_path: Path) -> None:
    """A synced folder keeps its file."""
    real = tmp_path / "synced.toml"
    real.write_text("one")
    page = tmp_path / "page.toml"
    page.symlink_to(real)
    write_page(page, "two", over=b"one")
    assert page.is_symlink()
    assert real.read_text() == "two"


@pytest.mark.parametrize(
    ("read", "stands"), [(b"one", b"theirs"), (None, b"theirs"), (b"one", None)]
)
def test_nothing_is_written_over_what_somebody_saved_meanwhile(
    read: bytes | None, stands: bytes | None, tmp_path: Path
) -> None:
    """Nor where there is a page by now, or none any more."""
    page = tmp_path / "page.toml"
    if stands:
        page.write_bytes(stands)
    for text in ("two", "one"):
        with pytest.raises(PageChanged, match=r"page\.toml was saved by another program"):
            write_page(page, text, over=read)
    assert page_bytes(page) == stands


def test_the_last_look_comes_when_all_is_ready(tmp_path: Path) -> None:
    """What is saved while the new page is being written beside it stays, and nothing else does."""
    page = tmp_path / "page.toml"
    page.write_text("one")
    looks = iter(["one", "theirs"])

    def look() -> None:
        page.write_text(next(looks))
        if page.read_text() != "one":
            raise PageChanged("theirs")

    look()
    with pytest.raises(PageChanged):
        put_file(page, b"two", last_look=look)
    assert [one.name for one in tmp_path.iterdir()] == ["page.toml"]
    assert page.read_text() == "theirs"
