"""Words in, rows as wide as the screen out: folded between words, in tables, with bars."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from digest.cli.terminal import EIGHTHS, HEIGHTS, Line, Role, Words
from digest.text import columns, one_line

_RUN = re.compile(r"\n| +|[^ \n]+")
_GAP = "  "
_LEAST = 8
"""A column of a table is never made narrower than this."""


def fold(
    line: Iterable[Words], width: int, *, hang: int | None = None, cut: bool = False
) -> Iterator[Line]:
    """`line` in rows of `width` columns, broken between words; a line feed begins another.

    The rows below the first stand `hang` columns in; by default two more than the first. A word
    that is longer than a row sticks out, or is `cut` into rows.
    """
    row = _Row(width, hang)
    for one in line:
        for run in _RUN.findall(one.text):
            if run == "\n":
                yield row.end()
                row = _Row(width, hang)
            elif run.startswith(" "):
                row.space += run
            else:
                for number, piece in enumerate(_pieces(run, width) if cut else (run,)):
                    if number or row.is_full(piece):
                        yield row.end()
                    row.add(piece, one.role)
    yield row.end()


class _Row:
    """The row that is being filled; `space` stands before its next word."""

    def __init__(self, width: int, hang: int | None) -> None:
        self.space = ""
        self._width = width
        self._hang = hang
        self._row: list[Words] = []
        self._used = 0

    def is_full(self, piece: str) -> bool:
        """Whether `piece` does not fit any more, and would in another row."""
        size = columns(piece)
        if not (self._row and self.space) or size > self._width - (self._hang or 0):
            return False
        return self._used + len(self.space) + size > self._width

    def add(self, piece: str, role: Role) -> None:
        """Put `piece` at the end."""
        if self._hang is None:
            self._hang = min(len(self.space) + 2, self._width // 2)
        self._row.append(Words(self.space + piece, role))
        self._used += len(self.space) + columns(piece)
        self.space = ""

    def end(self) -> Line:
        """The row; what is added from now on stands in the next one."""
        row, self._row, self._used = tuple(self._row), [], 0
        self.space = " " * (self._hang or 0)
        return row


def _pieces(text: str, width: int) -> Iterator[str]:
    """`text` in pieces of at most `width` columns."""
    piece, used = "", 0
    for character in text:
        size = columns(character)
        if piece and used + size > width:
            yield piece
            piece, used = "", 0
        piece += character
        used += size
    yield piece


def clipped(text: str, width: int) -> str:
    """`text` in at most `width` columns, with "…" for what is missing."""
    return text if columns(text) <= width else next(_pieces(text, width - 1)).rstrip() + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table; a `fluid` one gives way where the screen is too narrow."""

    heading: str
    right: bool = False
    fluid: bool = False


def table(headings: Sequence[Column], rows: Sequence[Line], width: int) -> Iterator[Line]:
    """The rows below their headings, in aligned columns that are together `width` wide at most."""
    cells = [
        tuple(Words(column.heading, Role.ASIDE) for column in headings),
        *(tuple(Words(one_line(cell.text), cell.role) for cell in row) for row in rows),
    ]
    widths = _widths(headings, cells, width)
    for row in cells:
        folded = [
            tuple(fold((cell,), room, hang=0, cut=True))
            for cell, room in zip(row, widths, strict=True)
        ]
        for parts in zip_longest(*folded, fillvalue=()):
            yield tuple(_aligned(parts, headings, widths))


def _widths(headings: Sequence[Column], cells: Iterable[Line], width: int) -> list[int]:
    widths = [
        min(max(cell.columns for cell in column), width) for column in zip(*cells, strict=True)
    ]
    fluid = [place for place, column in enumerate(headings) if column.fluid]
    room = width - len(_GAP) * (len(headings) - 1)
    while fluid and sum(widths) > room:
        widest = max(fluid, key=lambda place: widths[place])
        if widths[widest] <= _LEAST:
            break
        widths[widest] -= 1
    return widths


def _aligned(
    parts: Iterable[Line], headings: Sequence[Column], widths: Sequence[int]
) -> Iterator[Words]:
    """One row of the screen: each part padded to its column."""
    for part, column, room in zip(parts, headings, widths, strict=True):
        blank = Words(" " * (room - sum(one.columns for one in part)))
        yield from (blank, *part) if column.right else (*part, blank)
        yield Words(_GAP)


def bar(value: float, most: float, width: int) -> str:
    """A bar of `width` columns where `value` is `most`, in steps of an eighth."""
    eighths = round(min(abs(value) / most, 1) * width * 8) if most else 0
    full, rest = divmod(eighths, 8)
    return (EIGHTHS[-1] * full + EIGHTHS[rest]).strip()


def sparkline(counts: Sequence[int]) -> str:
    """A column for each count, as high as it is beside the largest; a dot for none."""
    most = max(counts, default=0)
    return "".join(
        HEIGHTS[-(-count * len(HEIGHTS) // most) - 1] if count else "·" for count in counts
    )


def definitions(pairs: Sequence[tuple[Words, Line]], width: int, *, indent: int) -> Iterator[Line]:
    """Each name with its words beside it, folded so that they stay there."""
    wide = max((name.columns for name, _ in pairs), default=0)
    for name, meaning in pairs:
        lead = Words(" " * indent), name, Words(" " * (wide - name.columns) + _GAP)
        yield from fold((*lead, *meaning), width, hang=indent + wide + len(_GAP))


def joined(parts: Iterable[Words], between: str = " · ") -> Line:
    """`parts` side by side with `between` them."""
    return tuple(one for part in parts for one in (Words(between, Role.ASIDE), part))[1:]
