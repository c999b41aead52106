"""What every rule looks at: the final bytes, read once, and what the newsletter says of itself."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from functools import cached_property

from digest.checks.answers import Answer
from digest.checks.attachments import picture_sizes
from digest.checks.blocks import Block, blocks_of
from digest.checks.links import Link, links_of
from digest.checks.page import Element, Page, read_page
from digest.config.settings import Newsletter
from digest.model.articles import Article
from digest.model.issues import Issue, RenderedIssue
from digest.model.stories import PastIssue

_EMPTY_LINE = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A rendered issue under check. What takes time to read is read when a rule first asks."""

    rendered: RenderedIssue
    newsletter: Newsletter
    past: Sequence[PastIssue]
    templates: Mapping[str, str]
    answers: Mapping[str, Answer]
    reports: Mapping[str, tuple[Article, ...]]
    rule_ids: frozenset[str]

    @property
    def issue(self) -> Issue:
        """The issue that was rendered."""
        return self.rendered.issue

    @cached_property
    def page(self) -> Page:
        """The HTML part."""
        return read_page(self.rendered.html)

    @cached_property
    def bytes(self) -> int:
        """The size of the HTML part in UTF-8."""
        return len(self.rendered.html.encode("utf-8", "surrogatepass"))

    @cached_property
    def headers(self) -> Message:
        """The mail's headers, as its bytes say them, encoded words left as they are."""
        head = _EMPTY_LINE.split(self.rendered.eml, maxsplit=1)[0]
        return message_from_bytes(head + b"\n\n")

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The marked parts of the HTML, in order."""
        return blocks_of(self.page)

    def block(self, element: Element) -> str:
        """The name of the block that `element` stands in; "mail" outside all."""
        at = bisect_right(self._block_starts, element.start) - 1
        return self.blocks[at].name if at >= 0 else "mail"

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links of the HTML, in order."""
        return links_of(self.page, self.block)

    @cached_property
    def attached(self) -> tuple[int, ...]:
        """The sizes in bytes of the pictures that travel inside the mail."""
        return picture_sizes(self.rendered.eml)

    @cached_property
    def _block_starts(self) -> tuple[int, ...]:
        return tuple(block.start for block in self.blocks)
