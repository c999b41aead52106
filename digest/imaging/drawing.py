"""A card in; its picture out, in the colours of the theme.

1200 × 630 pixels is what Open Graph's readers ask for (ogp.me; X, Facebook, LinkedIn, Mastodon).
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

from PIL import Image, ImageDraw

from digest.imaging.card import Card
from digest.imaging.faces import Face, face_for
from digest.imaging.resizing import encode_png

WIDTH, HEIGHT = 1200, 630
_MARGIN = 80
_ROOM = WIDTH - 2 * _MARGIN
_BAR = 24
_SIZES = (104, 92, 82, 72, 62, 54, 48)
_MOST_LINES = 4
_LEADING = 1.16
_LONGEST = 300
_TOP, _BOTTOM = 165, 505
_SPACES = re.compile(r"[^\S\u00a0]+")
_TRAILING = " \u00a0,;:.–—-"
_OPENING = frozenset("（［｛「『【〈《")
_CLOSING = frozenset("、。，．・：；？！）］｝」』】〉》〕ー々%")


def draw_card(card: Card, fonts: tuple[Path, ...]) -> bytes:
    """The PNG of a card, in the stock typeface or one of `fonts`.

    What no typeface has the letters for is left out. Without its headline a card is the issue's
    number and date on the accent colour: those are digits.
    """

    def face(text: str) -> Face | None:
        return face_for(text, card.language, card.direction, fonts) if text else None

    headline = plain_words(card.headline)
    lettered = face(headline)
    ground = card.theme.paper if lettered else card.theme.accent
    image = Image.new("RGB", (WIDTH, HEIGHT), ground)
    board = _Board(ImageDraw.Draw(image), rtl=card.direction == "rtl")
    nameplate = plain_words(card.nameplate)
    if lettered:
        board.fill((0, 0, WIDTH, _BAR), card.theme.accent)
        board.fill((_MARGIN, 540, WIDTH - _MARGIN, 541), card.theme.rule)
        board.line(nameplate, face(nameplate), 115, 38, card.theme.accent)
        board.paragraph(headline, lettered, card.theme.ink)
        dateline = plain_words(card.dateline)
        board.line(dateline, face(dateline), 590, 30, card.theme.muted)
    else:
        board.line(nameplate, face(nameplate), 115, 38, card.theme.accent_text)
        large = f"{card.number}" if card.number else card.day[8:]
        board.line(large, face(large), 430, 260, card.theme.accent_text)
        board.line(card.day, face(card.day), 550, 48, card.theme.accent_text)
    # The last two steps make a picture of letters 7 in 100 smaller, and take five times as long.
    return encode_png(image, effort=7)


def plain_words(text: str) -> str:
    """`text` without what is no letter to any typeface: emoji, and marks that are not seen."""
    text = unicodedata.normalize("NFC", text[:_LONGEST])
    shown = (one for one in text if one.isspace() or not _is_unseen(one))
    return _SPACES.sub(" ", "".join(shown).replace("\u202f", "\u00a0")).strip()


def _is_unseen(letter: str) -> bool:
    # Arabic and Indic words are joined and parted by two of the unseen ones.
    joins = letter in "\u200c\u200d"
    emoji = unicodedata.category(letter) == "So" and letter not in "©®°"
    return emoji or letter == "\ufe0f" or (unicodedata.category(letter)[0] == "C" and not joins)


class _Board:
    """A card while it is drawn: lines begin at its left margin, or at its right one."""

    def __init__(self, board: ImageDraw.ImageDraw, *, rtl: bool) -> None:
        self._board = board
        self._rtl = rtl

    def fill(self, box: tuple[int, int, int, int], colour: str) -> None:
        self._board.rectangle(box, colour)

    def line(self, text: str, face: Face | None, down: int, size: int, colour: str) -> None:
        """One line, shortened where it is too long; nothing without a face."""
        if face is None:
            return
        text = _shortened(text, lambda one: face.width(one, size) <= _ROOM)
        self._write(text, face, down, size, colour)

    def paragraph(self, text: str, face: Face, colour: str) -> None:
        """The headline, as large as it may be and in the middle of its room."""
        size, lines = fit_lines(text, face)
        step = size * _LEADING
        down = (_TOP + _BOTTOM) / 2 - step * len(lines) / 2 + size * 0.9
        for number, line in enumerate(lines):
            self._write(line, face, down + number * step, size, colour)

    def _write(self, text: str, face: Face, down: float, size: int, colour: str) -> None:
        across = WIDTH - _MARGIN - face.width(text, size) if self._rtl else _MARGIN
        face.draw(self._board, (across, down), text, colour, size)


def fit_lines(text: str, face: Face) -> tuple[int, list[str]]:
    """The size and the lines in which `text` fits; shortened where no size is small enough."""
    for size in _SIZES:
        most = min(_MOST_LINES, int((_BOTTOM - _TOP) / (size * _LEADING)))
        lines = _wrapped(text, face, size)
        if len(lines) <= most and all(face.width(line, size) <= _ROOM for line in lines):
            return size, lines
    smallest = _SIZES[-1]

    def fits(shorter: str) -> bool:
        lines = _wrapped(shorter, face, smallest)
        wide = any(face.width(line, smallest) > _ROOM for line in lines)
        return len(lines) <= _MOST_LINES and not wide

    return smallest, _wrapped(_shortened(text, fits), face, smallest)


def _shortened(text: str, fits: Callable[[str], bool]) -> str:
    """`text` if it fits, else the longest beginning of it that does, with an ellipsis."""
    if fits(text):
        return text
    words = list(accumulate(_pieces(text)))
    letters = [text[:end] for end in range(len(words[0]))]
    shorter = [f"{one.rstrip(_TRAILING)}…" for one in (*letters, *words[:-1])]
    fitting = bisect_right(shorter, False, key=lambda one: not fits(one))
    return shorter[max(fitting - 1, 0)]


def _wrapped(text: str, face: Face, size: int) -> list[str]:
    return wrap_words(text, lambda line: face.width(line, size) <= _ROOM)


def wrap_words(text: str, fits: Callable[[str], bool]) -> list[str]:
    """The lines of `text`, each as long as `fits`, or a single word."""
    lines: list[str] = []
    for piece in _pieces(text):
        if lines and fits((lines[-1] + piece).strip(" ")):
            lines[-1] += piece
        else:
            lines.append(piece.lstrip(" "))
    return [line.strip(" ").replace("\u00a0", " ") for line in lines]


def _pieces(text: str) -> Iterator[str]:
    """What a line may begin with: words with the space before, or single Chinese characters."""
    piece = ""
    for letter in text:
        if piece.strip(" ") and (letter == " " or _may_part(piece[-1], letter)):
            yield piece
            piece = ""
        piece += letter
    yield piece


def _may_part(before: str, letter: str) -> bool:
    """Whether a line may end between two letters: Chinese and Japanese have no spaces."""
    wide = unicodedata.east_asian_width(letter) in {"W", "F"}
    korean = "\uac00" <= letter <= "\ud7a3"
    return wide and not korean and letter not in _CLOSING and before not in _OPENING
