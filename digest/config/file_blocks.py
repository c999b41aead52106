"""The text of a TOML file in; its tables and entries out, each with the lines that it stands on.

Lines are kept, not values: what a change does not name stays as it was written, to the blank.
"""

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

Place = tuple[str | int, ...]
"""Where a table or a key is: ("sources", 2, "weight")."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """A key with its value: `place` has the first part of a dotted key; its lines, end excluded."""

    place: Place
    first: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTable:
    """A header and the lines that are its own; the head of the file has the place ().

    Comments directly above belong to it, and those directly below its last entry. What stands
    behind a blank line is nobody's.
    """

    place: Place
    header: int
    first: int
    end: int
    entries: tuple[FileEntry, ...]


def whole_lines(text: str) -> list[str]:
    """The lines, each with its end."""
    return _LINE.findall(text)


def line_end(text: str) -> str:
    """How the file ends its lines."""
    return "\r\n" if "\r\n" in text else "\n"


def find_tables(lines: Sequence[str]) -> tuple[FileTable, ...]:
    """The tables of a file that can be read, in the order of their headers, the head first."""
    spans = tuple(_statements(lines))
    inside = {line for first, end in spans for line in range(first, end)}
    headers = [span for span in spans if _is_header(lines, span)]
    starts = [_first_above(lines, first, inside) for first, _ in headers]
    counts: dict[Place, int] = {}
    places: list[Place] = [(), *(_header_place(lines[first], counts) for first, _ in headers)]
    tables = []
    for number, place in enumerate(places):
        header = headers[number - 1][0] if number else -1
        limit = starts[number] if number < len(starts) else len(lines)
        own = [span for span in spans if header < span[0] < limit]
        entries = tuple(
            FileEntry(place=(*place, _key(lines, span)), first=span[0], end=span[1]) for span in own
        )
        bare = entries[-1].end if entries else header + 1
        tables.append(
            FileTable(
                place=place,
                header=max(header, 0),
                first=starts[number - 1] if number else 0,
                end=_end_below(lines, bare, limit),
                entries=entries,
            )
        )
    return tuple(tables)


def _statements(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First line and end of every header and entry: the fewest lines that can be read."""
    place = 0
    while place < len(lines):
        first = place
        place += 1
        if _says_nothing(lines[first]):
            continue
        while not _can_be_read("".join(lines[first:place])) and place < len(lines):
            place += 1
        yield first, place


def _says_nothing(line: str) -> bool:
    bare = line.strip()
    return not bare or bare.startswith("#")


def _can_be_read(text: str) -> bool:
    try:
        tomllib.loads(text)
    except ValueError:
        return False
    return True


def _is_header(lines: Sequence[str], span: tuple[int, int]) -> bool:
    return lines[span[0]].lstrip().startswith("[")


def _header_place(header: str, counts: dict[Place, int]) -> Place:
    """Where the table of `header` is; `counts` are of the tables of each array so far."""
    inner: object = tomllib.loads(header)
    place: Place = ()
    while isinstance(inner, dict) and inner:
        key, inner = next(iter(inner.items()))
        place = (*place, str(key))
        if isinstance(inner, list):
            counts[place] = counts.get(place, -1) + 1
        if place in counts:
            place = (*place, counts[place])
    return place


def _key(lines: Sequence[str], span: tuple[int, int]) -> str:
    return next(iter(tomllib.loads("".join(lines[slice(*span)]))))


def _first_above(lines: Sequence[str], header: int, inside: Collection[int]) -> int:
    first = header
    while first and first - 1 not in inside and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return first


def _end_below(lines: Sequence[str], end: int, limit: int) -> int:
    while end < limit and lines[end].lstrip().startswith("#"):
        end += 1
    return end
