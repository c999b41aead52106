"""The text of a page in; its blocks and their entries out, each with its lines as they stand.

A block is a TOML header with all that follows it, up to the next; comments directly above a header
belong to it, so that a story is cut and pasted whole. Lines are kept, not values alone: what the
program does not touch stays as it was written, to the blank.
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from digest.draft.page.problems import PageProblem, unreadable_entry

_REMEMBERED = 1 << 12
"""Lines and statements of which the reading is kept: an edit changes few of a page's hundreds."""

_OURS = re.compile(
    r"\s*\[\[?\s*(story|headings|slots\.[\w-]+|candidates|decisions|memory)\s*\]\]?\s*(#.*)?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """A key with its value; `first` and `end` bound its lines within the block."""

    key: str
    value: object
    line: int
    first: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBlock:
    """A header and what stands under it; the head of the page has the name "".

    `line` is the header's line in the page, `header` its place within `lines`; `readable` says
    that no entry had to be left out.
    """

    name: str
    line: int
    lines: tuple[str, ...]
    header: int
    entries: tuple[PageEntry, ...]
    readable: bool = True

    def entry(self, key: str) -> PageEntry | None:
        """The first entry of that key."""
        return next((one for one in self.entries if one.key == key), None)


def split_blocks(lines: Sequence[str]) -> tuple[list[PageBlock], list[PageProblem]]:
    """The blocks of the page, the head first, and what cannot be read as TOML."""
    problems: list[PageProblem] = []
    spans = list(_statements(lines))
    headers = [first for first, _ in spans if lines[first].lstrip().startswith("[")]
    inside = {line for first, end in spans for line in range(first, end)}
    starts = [0, *(_with_comments_above(lines, header, inside) for header in headers), len(lines)]
    firsts = [first for first, _ in spans]
    blocks = []
    for place, header in enumerate([None, *headers]):
        start, end = starts[place], starts[place + 1]
        owned = spans[bisect_left(firsts, start) : bisect_left(firsts, end)]
        own = [span for span in owned if span[0] != header]
        name, wrong = ("", "") if header is None else _name(lines[header])
        line = 1 if header is None else header + 1
        problems += [PageProblem(line, wrong)] if wrong else []
        entries = tuple(_entries(lines, own, start, problems))
        # A list of decisions may stand in parts, so that an offer can be pasted as it is.
        if name != "decisions":
            problems += _repeated(entries)
        blocks.append(
            PageBlock(
                name=name,
                line=line,
                lines=tuple(lines[start:end]),
                header=0 if header is None else header - start,
                entries=entries,
                readable=len(entries) == len(own),
            )
        )
    return blocks, problems


def _statements(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First line and end of every header and entry."""
    place = 0
    while place < len(lines):
        stripped = lines[place].strip()
        if not stripped or stripped.startswith("#"):
            place += 1
            continue
        first = place
        place = first + 1 if stripped.startswith("[") else _end_of_entry(lines, first)
        yield first, place


def _end_of_entry(lines: Sequence[str], first: int) -> int:
    open_until, depth = "", 0
    for place in range(first, len(lines)):
        # A forgotten closing mark would swallow the rest of the page, so our own headers end it.
        if place > first and _OURS.match(lines[place]):
            return place
        open_until, depth = _state_after(lines[place], open_until, depth)
        if not open_until and depth <= 0:
            return place + 1
    return len(lines)


@lru_cache(_REMEMBERED)
def _state_after(line: str, open_until: str, depth: int) -> tuple[str, int]:
    """The multi-line mark that is still open after `line`, and how many brackets are."""
    place = 0
    while place < len(line):
        if open_until:
            closing = _closing(line, place, open_until)
            if closing < 0:
                return (open_until, depth) if len(open_until) == 3 else ("", depth)
            place, open_until = closing, ""
            continue
        mark = line[place]
        if mark == "#":
            break
        if mark in "\"'":
            open_until = mark * 3 if line.startswith(mark * 3, place) else mark
            place += len(open_until)
            continue
        depth += (mark in "[{") - (mark in "]}")
        place += 1
    return ("", depth) if len(open_until) == 1 else (open_until, depth)


def _closing(line: str, place: int, mark: str) -> int:
    """Where the string that is open at `place` has been closed; -1 if not on this line."""
    while place < len(line):
        if line[place] == "\\" and mark[0] == '"':
            place += 2
        elif line.startswith(mark, place):
            place += len(mark)
            # Up to two quotation marks may stand directly before the closing three.
            while len(mark) == 3 and line.startswith(mark[0], place):
                place += 1
            return place
        else:
            place += 1
    return -1


def _with_comments_above(lines: Sequence[str], header: int, inside: Collection[int]) -> int:
    start = header
    while start and start - 1 not in inside and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return start


@lru_cache(_REMEMBERED)
def _name(header: str) -> tuple[str, str]:
    """The name of the block under `header`, and what is wrong with that line, or ""."""
    try:
        table = tomllib.loads(header)
    except (ValueError, RecursionError):
        return "story", f"{header.strip()} cannot be read; a story is [[story]]"
    name, content = next(iter(table.items()))
    if (name == "story") != isinstance(content, list) and name in _KNOWN:
        right = "[[story]]" if name == "story" else f"[{name}]"
        return name, f"{header.strip()} is written {right}"
    if name == "slots" and isinstance(content, dict) and content:
        return _slot_name(header, content)
    if content not in ({}, [{}]):
        return header.strip().strip("[] "), ""
    return str(name), ""


def _slot_name(header: str, content: dict[str, object]) -> tuple[str, str]:
    slot, table = next(iter(content.items()))
    wrong = f"{header.strip()} is written [slots.{slot}]" if isinstance(table, list) else ""
    return f"slots.{slot}", wrong


_KNOWN = ("story", "headings", "candidates", "decisions", "memory")


def _entries(
    lines: Sequence[str], spans: Sequence[tuple[int, int]], start: int, problems: list[PageProblem]
) -> Iterator[PageEntry]:
    for first, end in spans:
        raw = lines[first:end]
        try:
            key, value = _read_statement("\n".join(raw))
        except tomllib.TOMLDecodeError as error:
            problems.append(unreadable_entry(raw, first + 1, str(error)))
            continue
        except (ValueError, RecursionError):
            what = "a number without end, or brackets nested too deeply"
            problems.append(unreadable_entry(raw, first + 1, what))
            continue
        yield PageEntry(key=key, value=value, line=first + 1, first=first - start, end=end - start)


@lru_cache(_REMEMBERED)
def _read_statement(text: str) -> tuple[str, object]:
    """The key and the value of one entry, not to be changed; raises what tomllib does."""
    return next(iter(tomllib.loads(text).items()))


def _repeated(entries: Sequence[PageEntry]) -> Iterator[PageProblem]:
    seen: dict[str, int] = {}
    for one in entries:
        if one.key in seen:
            what = f"{one.key} stands here and on line {seen[one.key]}; keep one of the two"
            yield PageProblem(one.line, what)
        seen[one.key] = one.line
