"""What every rule looks at: the final bytes, read once, and what the newsletter says of itself."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from functools import cached_property

from digest.checks.document import Document, Element, read_html
from digest.checks.links import Link, links_of, pictures_of
from digest.checks.parts import MailPart, byte_length, parts_of
from digest.checks.web import WebAnswer
from digest.config.settings import Newsletter
from digest.model.articles import Article
from digest.model.issues import Issue, RenderedIssue
from digest.model.stories import PastIssue

WHOLE_MAIL = "mail"
_EMPTY_LINE = re.compile(rb"\r?\n\r?\n")
_PICTURE = re.compile(
    rb"^Content-Type: image/[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n([A-Za-z0-9+/=\r\n]*)",
    re.MULTILINE,
)


@dataclass(frozen=True, kw_only=True)
class Mailing:
    """A rendered issue under check. What takes time to read is read when a rule first asks.

    `rule_ids` are those of all rules, for the one that looks for misspelt ones.
    """

    rendered: RenderedIssue
    newsletter: Newsletter
    past: Sequence[PastIssue]
    templates: Mapping[str, str]
    answers: Mapping[str, WebAnswer]
    reports: Mapping[str, tuple[Article, ...]]
    rule_ids: frozenset[str]

    @property
    def issue(self) -> Issue:
        """The issue that was rendered."""
        return self.rendered.issue

    @cached_property
    def document(self) -> Document:
        """The HTML part."""
        return read_html(self.rendered.html)

    @cached_property
    def bytes(self) -> int:
        """The size of the HTML part in UTF-8."""
        return byte_length(self.rendered.html)

    @cached_property
    def headers(self) -> Message:
        """The mail's headers, as its bytes say them, encoded words left as they are."""
        head = _EMPTY_LINE.split(self.rendered.eml, maxsplit=1)[0]
        return message_from_bytes(head + b"\n\n")

    @cached_property
    def parts(self) -> tuple[MailPart, ...]:
        """The parts of the HTML, in order."""
        return parts_of(self.document)

    def block(self, element: Element) -> str:
        """The name of the block that `element` stands in; "mail" outside all."""
        at = bisect_right(self._part_starts, element.start) - 1
        return self.parts[at].block or WHOLE_MAIL

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links of the HTML, in order."""
        return links_of(self.document, self.block)

    @cached_property
    def pictures(self) -> tuple[Element, ...]:
        """The images that a reader is meant to see, in order."""
        return tuple(pictures_of(self.document))

    @cached_property
    def attached(self) -> tuple[int, ...]:
        """The sizes in bytes of the pictures that travel inside the mail."""
        return picture_sizes(self.rendered.eml)

    @cached_property
    def _part_starts(self) -> tuple[int, ...]:
        return tuple(part.start for part in self.parts)


def picture_sizes(eml: bytes) -> tuple[int, ...]:
    """The decoded size in bytes of each base64 image part, in order."""
    if b"Content-Type: image/" not in eml:
        return ()
    return tuple(_decoded(match[1]) for match in _PICTURE.finditer(eml))


def _decoded(base64: bytes) -> int:
    written = len(base64) - base64.count(b"\r") - base64.count(b"\n")
    return written * 3 // 4 - base64.count(b"=")
