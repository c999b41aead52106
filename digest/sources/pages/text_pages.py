"""A plain-text file in, its article out: a text of one's own, or a page saved from a website."""

import re
from collections.abc import Sequence

from digest.sources.entries.charsets import decode_text
from digest.sources.entries.values import Entry, Markup, Piece, Unreadable
from digest.sources.pages.body import find_text_lines, names_other_part
from digest.sources.pages.boilerplate import ends_article, find_address, is_crumb
from digest.sources.pages.head import Head, is_kicker, read_head, read_plain_head
from digest.text import one_line

WIDEST_WRAPPED = 100
NARROWEST_WRAPPED = 45

_NUMBERED_LINK = re.compile(r"(Visible links\s+)?\d+\. \S+:")
_LINK_NUMBER = re.compile(r"\[\d{1,4}\](?=\S)")


def read_text_page(data: bytes) -> Piece:
    """The article in a text file: headline first; Unreadable if there is no text in it."""
    lines = _paragraphs(_without_link_numbers(decode_text(data)))
    if not lines:
        raise Unreadable("there is no text in it")
    if not is_kicker(lines[0]) and not any(is_crumb(one) or ends_article(one) for one in lines):
        head = read_plain_head(lines)
        return _piece(head, lines[head.end :], address="")
    head = read_head(lines)
    rest = [line for line in lines[head.end :] if not names_other_part(line, head.title)]
    own = [rest[index] for index in find_text_lines(rest, head.byline)]
    return _piece(
        head, own, address=head.address or next(filter(None, map(find_address, rest)), "")
    )


def _without_link_numbers(text: str) -> str:
    """`text` as it was before a text browser numbered its links and listed them below."""
    above, listed, below = text.partition("\nReferences\n")
    if not listed or not _NUMBERED_LINK.match(below.strip()):
        return text
    return _LINK_NUMBER.sub("", above)


def _piece(head: Head, paragraphs: Sequence[str], address: str) -> Piece:
    return Piece(
        entry=Entry(
            link=address,
            title=head.title,
            published=head.date,
            byline=head.byline,
            body=Markup(value="\n\n".join(paragraphs), is_text=True),
        ),
        kicker=head.kicker,
        dek=head.dek,
    )


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of `text`: the lines of a block are one where they were wrapped to a width."""
    blocks = [block.strip("\n").split("\n") for block in re.split(r"\n[ \t]*\n", text)]
    joined = _is_wrapped(blocks)
    found: list[str] = []
    for block in blocks:
        found += [" ".join(block)] if joined and _is_filled(block) else block
    return [plain for line in found if (plain := one_line(line))]


def _is_wrapped(blocks: Sequence[Sequence[str]]) -> bool:
    return (
        max((len(line) for block in blocks for line in block), default=0) <= WIDEST_WRAPPED
        and sum(len(block) > 1 and _is_filled(block) for block in blocks) > 1
    )


def _is_filled(block: Sequence[str]) -> bool:
    return all(len(line.strip()) >= NARROWEST_WRAPPED for line in block[:-1])
