"""Words in; a typeface that has all their letters out: the one that comes along, or a computer's.

The stock one is Gelasio, as wide as Georgia, in three parts: typefaces/README.md says whence. It
has Latin letters only.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

_STOCK = tuple(
    Path(__file__).parent / "typefaces" / f"gelasio-{part}-700-normal.woff"
    for part in ("latin", "latin-ext", "vietnamese")
)
# Which drawing of the same characters a collection has at which place.
_IN_COLLECTION = {"ja": 0, "ko": 1, "zh": 2, "zh-hant": 3, "zh-tw": 3, "zh-hk": 4}
_PROBE = 24
_MISSING = "\U0010fffe"
# Scripts whose letters change with their neighbours, or stand over and under each other.
_JOINED = range(0x0900, 0x1200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A typeface by its files, each of which may have a part of its letters.

    `shaped` says that letters have to be joined and ordered, which needs the library Raqm.
    """

    files: tuple[Path, ...]
    index: int = 0
    shaped: bool = False
    direction: str = "ltr"

    def width(self, text: str, size: int) -> float:
        """How many pixels `text` is wide."""
        return sum(self._font(file, size).getlength(run) for file, run in self._runs(text))

    def draw(
        self, board: ImageDraw.ImageDraw, place: tuple[float, float], text: str, colour: str,
        size: int,
    ) -> None:  # fmt: skip
        """Write `text` with its baseline's start at `place`."""
        across, down = place
        for file, run in self._runs(text):
            font = self._font(file, size)
            direction = self.direction if self.shaped else None
            board.text((across, down), run, colour, font, anchor="ls", direction=direction)
            across += font.getlength(run)

    def _font(self, file: Path, size: int) -> ImageFont.FreeTypeFont:
        return _font(file, size, self.index)

    def _runs(self, text: str) -> Iterator[tuple[Path, str]]:
        if len(self.files) == 1:
            yield self.files[0], text
            return
        for file, letters in groupby(text, self._file_of):
            yield file, "".join(letters)

    def _file_of(self, letter: str) -> Path:
        return next((one for one in self.files if _has(one, self.index, letter)), self.files[0])


def face_for(
    text: str, language: str, direction: str, fonts: tuple[Path, ...]
) -> Face | None:  # fmt: skip
    """The typeface for `text`, of `fonts` where the stock one lacks a letter; None for none."""
    stock = Face(files=_STOCK)
    if all(any(_has(file, 0, letter) for file in _STOCK) for letter in text):
        return stock
    shaped = direction == "rtl" or any(_needs_shaping(letter) for letter in text)
    if shaped and not features.check("raqm"):
        return None
    for file in fonts:
        index = _place_in_collection(language) if "CJK" in file.name else 0
        if all(_has(file, index, letter) for letter in text):
            return Face(files=(file,), index=index, shaped=shaped, direction=direction)
    return None


def _place_in_collection(language: str) -> int:
    code = language.lower().replace("_", "-")
    return _IN_COLLECTION.get(code, _IN_COLLECTION.get(code.partition("-")[0], 0))


def _needs_shaping(letter: str) -> bool:
    return (
        ord(letter) in _JOINED
        or unicodedata.category(letter).startswith("M")
        or unicodedata.bidirectional(letter) in {"R", "AL"}
    )


@lru_cache(maxsize=64)
def _font(file: Path, size: int, index: int) -> ImageFont.FreeTypeFont:
    # Unlike `truetype`, the class looks nowhere else for a file that it cannot read.
    return ImageFont.FreeTypeFont(file, size, index)


@lru_cache(maxsize=4096)
def _has(file: Path, index: int, letter: str) -> bool:
    """Whether a font draws `letter` otherwise than one that nobody has."""
    if letter in {" ", "\u00a0"}:
        return True
    try:
        font = _font(file, _PROBE, index)
        return _drawn(font, letter) != _drawn(font, _MISSING)
    except OSError:
        return False


def _drawn(font: ImageFont.FreeTypeFont, letter: str) -> tuple[float, bytes]:
    board = Image.new("L", (3 * _PROBE, 2 * _PROBE))
    ImageDraw.Draw(board).text((_PROBE, _PROBE), letter, 255, font, anchor="ls")
    return font.getlength(letter), board.tobytes()
