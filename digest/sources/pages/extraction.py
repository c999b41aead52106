"""A web page in, the blocks of its article out. The only file that knows trafilatura.

On 181 pages whose articles people marked (scrapinghub/article-extraction-benchmark, by its own
scorer) trafilatura's F1 is .962, that of the reader of our own that stood here was .927.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from digest.sources.entries.trees import Element, element_markup, element_text, parse_html
from digest.sources.entries.values import Unreadable
from digest.sources.pages.body import find_text_lines
from digest.text import one_line

# Of less than this, trafilatura's last resort gives a single paragraph, or nothing at all.
_ENOUGH = 500
_TEXT_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre"})
_INLINE = frozenset(
    {"a", "abbr", "b", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd", "mark", "q"}
    | {"s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)
_PASSED_OVER = frozenset(
    {"aside", "audio", "button", "figure", "footer", "form", "iframe", "nav", "noscript", "object"}
    | {"script", "select", "style", "svg", "template", "textarea", "title", "video"}
)
_TWO_BREAKS = re.compile(r"(?:<br\s*/?>\s*){2,}")
_OUTER_TAGS = re.compile(r"\A\s*<[^<>]*>|</[a-z0-9]+>\s*\Z")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item: its markup and what it reads."""

    tag: str
    html: str
    text: str


def extract_blocks(page: Element, markup: str) -> list[Block]:
    """The blocks of the article in `page`, whose tree it is, in the order that they are read in.

    A page with little text, as one of the editor's own may be, is taken as it stands.
    """
    extracted = _extracted(markup)
    if _length(extracted) >= _ENOUGH:
        return extracted
    whole = list(_blocks(page))
    return [whole[index] for index in find_text_lines([block.text for block in whole])] or whole


def _extracted(markup: str) -> list[Block]:
    # Imported when a page is read: it takes a third of a second, and feeds do without.
    from trafilatura import extract

    try:
        found = extract(
            markup,
            fast=True,
            output_format="html",
            include_links=True,
            include_formatting=True,
            include_comments=False,
        )
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        # A stranger's page and some thousand lines of guesses at it: the failure is the page's.
        why = one_line(f"{type(error).__name__}: {error}")
        raise Unreadable(f"no article can be found in it ({why})") from error
    return list(_blocks(parse_html(found))) if found else []


def _length(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _blocks(element: Element) -> Iterator[Block]:
    """The blocks in `element`; loose text between them is in paragraphs of its own."""
    loose = [escape(element.text or "", quote=False)]
    for child in element:
        tail = escape(child.tail or "", quote=False)
        if not isinstance(child.tag, str) or child.tag in _PASSED_OVER:
            loose.append(tail)
        elif _is_box(child):
            yield from _block("p", "".join(loose))
            loose = [tail]
            yield from _block_or_blocks(child)
        else:
            loose.append(element_markup(child) + tail)
    yield from _block("p", "".join(loose))


def _block_or_blocks(element: Element) -> Iterator[Block]:
    is_leaf = not any(_is_box(child) and child.tag != "br" for child in element.iterdescendants())
    if element.tag in _TEXT_BLOCKS and (is_leaf or element.tag in {"blockquote", "pre"}):
        markup = _OUTER_TAGS.sub("", element_markup(element))
        for part in _TWO_BREAKS.split(markup):
            yield from _block(element.tag, part)
    else:
        yield from _blocks(element)


def _is_box(element: Element) -> bool:
    """Whether text ends before and after `element`; that of a link around a heading does."""
    if not isinstance(element.tag, str) or element.tag in _PASSED_OVER:
        return False
    return element.tag not in _INLINE or any(_is_box(child) for child in element)


def _block(tag: str, markup: str) -> Iterator[Block]:
    if markup.strip() and (text := element_text(parse_html(f"<div>{markup}</div>"))):
        yield Block(tag, f"<{tag}>{markup.strip()}</{tag}>", text)
