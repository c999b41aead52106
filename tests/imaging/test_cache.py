"""A picture is made once; a preview that builds with every change does not wait for it again."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pictures import png

from digest.imaging.cache import PictureCache


def maker(made: list[bytes], data: bytes) -> Callable[[], bytes]:
    """What makes `data`, and says so in `made`."""

    def make() -> bytes:
        made.append(data)
        return data

    return make


def test_what_was_made_once_is_given_again(tmp_path: Path) -> None:
    """Also by a later run, and by one whose encoder would give other bytes."""
    made: list[bytes] = []
    first, later = (PictureCache(tmp_path / "pictures") for _ in range(2))
    assert first.get(maker(made, png(3, 2)), of=b"a", how="9") == png(3, 2)
    assert later.get(maker(made, png(5, 5)), of=b"a", how="9") == png(3, 2)
    assert made == [png(3, 2)]


def test_another_source_and_another_width_are_made_anew(tmp_path: Path) -> None:
    """By its bytes: an edited picture of the same name is another."""
    made: list[bytes] = []
    for of, how in ((b"a", "9"), (b"b", "9"), (b"a", "10")):
        PictureCache(tmp_path).get(maker(made, png()), of=of, how=how)
    assert len(made) == 3


@pytest.mark.parametrize("damage", [b"", b"\0" * 90, png()[:20]])
def test_a_damaged_file_is_made_again(tmp_path: Path, damage: bytes) -> None:
    """After a power cut a file may be empty."""
    made: list[bytes] = []
    cache = PictureCache(tmp_path)
    cache.get(maker(made, png()), of=b"a", how="9")
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage)
    assert cache.get(maker(made, png()), of=b"a", how="9") == png()
    assert (len(made), file.read_bytes()) == (2, png())


def test_those_used_longest_ago_go(tmp_path: Path) -> None:
    """What a build uses again is young again."""
    made: list[bytes] = []
    cache = PictureCache(tmp_path, most=9)
    cache.get(maker(made, png()), of=b"0", how="9")
    (oldest,) = tmp_path.iterdir()
    for number in range(1, 9):
        cache.get(maker(made, png()), of=b"%d" % number, how="9")
    for file in tmp_path.iterdir():
        os.utime(file, (1_000_000, 1_000_000 + (file != oldest)))
    cache.get(maker(made, png()), of=b"0", how="9")
    cache.get(maker(made, png()), of=b"new", how="9")
    assert len(list(tmp_path.iterdir())) == 9
    for of in (b"0", b"new"):
        cache.get(maker(made, png()), of=of, how="9")
    assert len(made) == 10
