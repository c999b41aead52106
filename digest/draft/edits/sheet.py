"""The lines of a page as they stand, ends and all; some of them changed, every other byte kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from digest.draft.page.blocks import PageBlock, PageEntry
from digest.draft.page.page import Page
from digest.draft.page.toml_text import is_remark

_MARK = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Splice:
    """The lines from `first` up to `end` give way to `lines`."""

    first: int
    end: int
    lines: tuple[str, ...] = ()


# Without slots: its lines are split once.
@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A page as lines; a line of a block has the same place here, with its carriage return."""

    page: Page

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """All lines, the byte order mark left out."""
        return split_lines(self.page.text)

    def start(self, block: PageBlock) -> int:
        """Where a block begins, with the comments above its header."""
        return block.line - 1 - block.header

    def cut(self, block: PageBlock) -> int:
        """Where a story is cut: the program's own lines above it border what stands around it."""
        start = self.start(block)
        above = block.lines[: block.header]
        return start + next((n for n, line in enumerate(above) if not is_remark(line)), len(above))

    def end(self, block: PageBlock) -> int:
        """Where the next block begins; at the foot of the page its last line end is no line."""
        end = self.start(block) + len(block.lines)
        return end - 1 if end == len(self.lines) and not self.lines[-1] else end

    def entry(self, block: PageBlock, entry: PageEntry) -> tuple[int, int]:
        """First line and end of an entry."""
        return self.start(block) + entry.first, self.start(block) + entry.end

    def fresh(self, lines: Iterable[str]) -> tuple[str, ...]:
        """New `lines` with the line ends of this page."""
        end = "\r" if "\r\n" in self.page.text else ""
        return tuple(line + end for line in lines)

    def with_splices(self, splices: Sequence[Splice]) -> str:
        """The text of the page after all `splices`, each of which names lines as they stand now."""
        lines = spliced(self.lines, splices)
        mark = _MARK if self.page.text.startswith(_MARK) else ""
        return mark + "\n".join(lines)


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of a page's text, each with its carriage return if it has one."""
    return tuple(text.removeprefix(_MARK).split("\n"))


def spliced(lines: Sequence[str], splices: Sequence[Splice]) -> list[str]:
    """`lines` after all `splices`; what is inserted before a line comes before what replaces it."""
    changed = list(lines)
    for one in sorted(splices, key=lambda one: (one.first, one.end), reverse=True):
        changed[one.first : one.end] = one.lines
    return changed
