"""A parsed web page in; the element that holds its article, and that element's blocks, out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from digest.sources.entries.trees import Element, element_markup, element_text, parse_html
from digest.text import one_line

_TEXT_BLOCKS = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "dd", "dt"})
_PASSED_OVER = frozenset(
    {"aside", "audio", "button", "figure", "footer", "form", "head", "header", "iframe", "nav"}
    | {"noscript", "object", "script", "select", "style", "svg", "template", "textarea", "video"}
)
_FURNITURE = re.compile(
    r"""(^|[\s_-])(share|sharing|social|related|promo|promoted|newsletter|subscribe|subscription
    |sidebar|comments?|footer|nav|navigation|menu|breadcrumbs?|crumbs?|cookies?|consent|adverts?|ads?
    |advertisement|sponsor(ed)?|bio|byline|dateline|meta|tags?|taglist|toolbar|popup|modal|paywall
    |recirc(ulation)?|recommend(ed|ations?)?|caption|credits?|print|signup|donate|widget|pagination
    |standfirst|dek|subtitle|kicker|eyebrow|trending|popular|teaser|outbrain|taboola
    |about-?author|author-?(bio|box|info)|more-?from|sr-only|screen-reader-text|visually-hidden)
    ([\s_-]|$)""",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_LINE = 120
_BREAK = re.compile(r"<br\s*/?>")
_TWO_BREAKS = re.compile(r"(?:<br\s*/?>\s*){2,}")
_OUTER_TAGS = re.compile(r"\A\s*<[^<>]*>|</[a-z0-9]+>\s*\Z")
_SHORTEST = 40
_ENOUGH = 200
# An element without a word in it that still carries text above this share is no furniture.
_MOST_OF_IT = 0.4


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item: its markup and what it reads."""

    tag: str
    html: str
    text: str


def body_of(page: Element, title: str) -> Element:
    """The element around the article's text: what the page marks as such, else the densest one."""
    for marked in (
        *page.xpath("//*[contains(@itemprop, 'articleBody')]"),
        *_around_headline(page, title),
        *page.xpath("//article|//main|//*[@role='main']"),
    ):
        if _weight(marked) >= _ENOUGH:
            return marked if marked.tag == "article" else _densest(marked)
    return _densest(page)


def blocks_of(body: Element) -> list[Block]:
    """The blocks in `body` in reading order, without menus, forms, pictures and boxes."""
    return list(_blocks(body, _weight(body) * _MOST_OF_IT))


def _around_headline(page: Element, title: str) -> Iterator[Element]:
    """What holds the headline: an article, else the nearest element with enough text in it."""
    headings = [heading for heading in page.iter("h1", "h2") if element_text(heading) == title]
    for heading in headings[:1]:
        yield from heading.iterancestors("article")
        yield from heading.iterancestors("div", "section", "td", "main")


def _densest(scope: Element) -> Element:
    scores: dict[Element, float] = {}
    for element in scope.iter(*_TEXT_BLOCKS, "div", "td", "section", "span"):
        parent, own = element.getparent(), _own_weight(element)
        if element.tag in {"div", "td", "section"}:
            parent = element
        for share in (1.0, 0.5):
            if parent is None or not own:
                break
            scores[parent] = scores.get(parent, 0.0) + own * share
            parent = None if parent is scope else parent.getparent()
    best = max(scores, key=lambda element: scores[element], default=scope)
    above = best.getparent()
    # Text that advertisements cut in two boxes: take what holds both.
    while best is not scope and above is not None and _weight(above) > 1.4 * _weight(best):
        best, above = above, above.getparent()
    return best


def _weight(element: Element) -> int:
    return sum(_own_weight(part) for part in element.iter(*_TEXT_BLOCKS, "div", "td", "section"))


def _own_weight(element: Element) -> int:
    """How many characters of running text stand in `element` itself, its links not counted."""
    if any(parent.tag in _PASSED_OVER for parent in element.iterancestors()):
        return 0
    own = [element.text or ""]
    for child in element:
        inline = isinstance(child.tag, str) and child.tag in {"em", "strong", "b", "i", "span", "a"}
        if inline and child.tag != "a":
            own.append("".join(child.itertext("*")))
        own.append(child.tail or "")
    length = len(one_line(" ".join(own)))
    return length if length >= _SHORTEST else 0


def _blocks(element: Element, furniture_most: float) -> Iterator[Block]:
    loose: list[str] = [escape(element.text or "", quote=False)]
    for child in element:
        if not isinstance(child.tag, str):
            loose.append(escape(child.tail or "", quote=False))
            continue
        if _is_box(child):
            yield from _loose_blocks(loose)
            loose = [escape(child.tail or "", quote=False)]
            if not _is_furniture(child, furniture_most):
                yield from _block_or_blocks(child, furniture_most)
        elif child.tag not in _PASSED_OVER:
            loose.append(element_markup(child) + escape(child.tail or "", quote=False))
        else:
            loose.append(escape(child.tail or "", quote=False))
    yield from _loose_blocks(loose)


def _block_or_blocks(element: Element, furniture_most: float) -> Iterator[Block]:
    is_leaf = not any(_is_box(child) for child in element.iterdescendants())
    if element.tag in _TEXT_BLOCKS and (is_leaf or element.tag in {"blockquote", "pre"}):
        markup = element_markup(element)
        for part in _TWO_BREAKS.split(_OUTER_TAGS.sub("", markup)):
            yield from _block(element.tag, part)
    else:
        yield from _blocks(element, furniture_most)


def _loose_blocks(parts: list[str]) -> Iterator[Block]:
    """Text that stands in a box without a paragraph of its own."""
    for part in _TWO_BREAKS.split("".join(parts)):
        lines = _BREAK.split(part)
        # Short lines over each other are a headline, a byline, a date; not one paragraph.
        for line in lines if max(map(len, lines)) < _LONGEST_LINE else [part]:
            yield from _block("p", line)


def _block(tag: str, markup: str) -> Iterator[Block]:
    if not markup.strip():
        return
    text = element_text(parse_html(f"<div>{markup}</div>"))
    if text:
        yield Block(tag, f"<{tag}>{markup.strip()}</{tag}>", text)


def _is_box(element: Element) -> bool:
    inline = {"a", "abbr", "b", "br", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd"}
    inline |= {"mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
    if not isinstance(element.tag, str) or element.tag in _PASSED_OVER - {"aside", "header"}:
        return False
    if element.tag in {"a", "span", "font"}:
        return any(_is_box(child) for child in element)
    return element.tag not in inline


def _is_furniture(element: Element, most: float) -> bool:
    if element.tag in _PASSED_OVER or element.get("hidden") is not None:
        return _weight(element) < max(most, 1)
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(_FURNITURE.search(names)) and _weight(element) < max(most, 1)
