"""Which part of the HTML belongs to which item, section or fixed block of the issue."""

import re
from typing import NamedTuple

from digest.checks.page import Page

_MARKER = re.compile(r"(?:item|section|block)-(.+)")


class Block(NamedTuple):
    """A part of the mail from its marker to the next one, in character offsets of the HTML."""

    name: str
    start: int
    end: int


def blocks_of(page: Page) -> tuple[Block, ...]:
    """The blocks that the templates marked with an id, in order."""
    marked = [
        (match[1], element.start)
        for element in page.elements
        if (match := _MARKER.fullmatch(element.attributes.get("id", "")))
    ]
    ends = [start for _, start in marked[1:]] + [len(page.html)]
    return tuple(Block(name, start, end) for (name, start), end in zip(marked, ends, strict=True))
