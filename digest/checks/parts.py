"""A mail's HTML in; its parts, from mark to mark of the templates, and what each costs out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from digest.checks.document import Document
from digest.model.issues import Issue

_MARK = re.compile(r"(?:(?:item|section|block)-|(?=slot-))(.+)")
_NAMES = {
    "": "Opening and styles",
    "block-masthead": "Masthead",
    "block-correction": "Correction",
    "block-contents": "In this issue",
    "block-earlier": "Earlier issues",
    "block-source-call": "Call to Google",
    "block-subscribe": "Call to subscribe",
    "block-colophon": "Footer",
}


class MailPart(NamedTuple):
    """A part of the mail from its mark to the next, in character offsets of the HTML.

    `mark` is an id, `block` what findings call it; both are "" before the first mark.
    """

    mark: str
    block: str
    start: int
    end: int
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a part costs, from byte to byte of the mail: `id` is its mark, `name` the editor's."""

    id: str
    name: str
    start: int
    end: int

    @property
    def bytes(self) -> int:
        """What it costs."""
        return self.end - self.start


def byte_length(text: str) -> int:
    """The bytes of `text` in UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


def parts_of(document: Document) -> tuple[MailPart, ...]:
    """All of the mail, in order, by the ids with which the templates marked it."""
    marks = [("", "", 0)]
    marks += [
        (match[0], match[1], element.start)
        for element in document.elements
        if (match := _MARK.fullmatch(element.attributes.get("id", "")))
    ]
    marks.append(("", "", len(document.html)))
    return tuple(
        MailPart(mark, block, start, end, byte_length(document.html[start:end]))
        for (mark, block, start), (_, _, end) in pairwise(marks)
        if end > start
    )


def prices_of(parts: Sequence[MailPart], issue: Issue) -> Iterator[Price]:
    """What each part costs, by the names of its items, sections and slots."""
    items = {f"item-{item.id}": item.name for item in issue.items}
    headings = {f"section-{one.id}": one.heading.rstrip(":") for one in issue.sections}
    slots = {f"slot-{one.id}": one.heading or one.id for one in issue.slots}
    names = {**_NAMES, **headings, **slots, **items}
    end = 0
    for part in parts:
        start, end = end, end + part.bytes
        yield Price(id=part.mark, name=names.get(part.mark, part.mark), start=start, end=end)


def spare_items(parts: Sequence[MailPart], issue: Issue) -> tuple[Price, ...]:
    """The items that may go, what matters least first: the last of the issue; the lead stays."""
    lead = issue.lead.id if issue.lead else ""
    prices = {price.id: price for price in prices_of(parts, issue)}
    marks = [f"item-{item.id}" for item in issue.items if item.id != lead]
    return tuple(prices[mark] for mark in reversed(marks) if mark in prices)
