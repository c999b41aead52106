"""Two texts of newsletter.toml in; the lines that differ, under their tables, out: to be shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from digest.config.file_blocks import find_tables, whole_lines

Mark = Literal["in", "-", "+"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """A line that goes (-) or comes (+); or the header of the table that these are in."""

    mark: Mark
    """`-` goes, `+` comes, `in` is the header above them."""
    text: str
    """The line, without passwords."""


def differing_lines(before: str, after: str) -> tuple[ShownLine, ...]:
    """The lines of two texts that are not in the other, less blank ones; both can be read."""
    return tuple(_shown(whole_lines(before), whole_lines(after)))


def count_changes(lines: Sequence[ShownLine]) -> int:
    """How many lines of the file change: one that gives way to another counts once."""
    return sum(max(goes, comes) for goes, comes in _groups(lines))


def loses_comments(lines: Sequence[ShownLine]) -> bool:
    """Whether a comment goes that does not come again."""
    kept = " ".join(line.text for line in lines if line.mark == "+")
    gone = [line.text.partition("#")[2].strip() for line in lines if line.mark == "-"]
    return any(comment and comment not in kept for comment in gone)


def _shown(before: list[str], after: list[str]) -> Iterator[ShownLine]:
    headers = {table.header: table for table in find_tables(after) if table.place}
    said = -1
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, end, new_first, new_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        header = max((line for line in headers if line < new_first), default=-1)
        if header not in {said, -1} and not _starts_table(before[first:end]):
            yield ShownLine(mark="in", text=after[header].strip())
            said = header
        for mark, lines in (("-", before[first:end]), ("+", after[new_first:new_end])):
            for line in filter(str.strip, lines):
                yield ShownLine(mark="-" if mark == "-" else "+", text=line.rstrip())


def _starts_table(lines: Sequence[str]) -> bool:
    return any(line.lstrip().startswith("[") for line in lines)


def _groups(lines: Sequence[ShownLine]) -> Iterator[tuple[int, int]]:
    goes = comes = 0
    for line in lines:
        if line.mark == "-" and not comes:
            goes += 1
        elif line.mark == "+":
            comes += 1
        else:
            yield goes, comes
            goes, comes = int(line.mark == "-"), 0
    yield goes, comes
