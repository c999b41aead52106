"""A saved web page in, its article out, without the site around it."""

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from digest.model.articles import Image
from digest.sources.feeds.charsets import decoded
from digest.sources.feeds.entries import Entry, Markup, Piece
from digest.sources.images import photo_credit, whole_number
from digest.sources.pages.crumbs import byline_of, date_in, is_lead_credit, is_name, is_prose
from digest.sources.pages.page_blocks import Block, blocks_of, body_of
from digest.sources.pages.page_body import text_lines
from digest.sources.pages.page_head import is_kicker
from digest.sources.pages.page_metadata import metadata
from digest.sources.pages.page_tree import Element, page_tree, text_of

_DECLARED = re.compile(rb"<meta[^<>]{0,200}charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_SITE_MARK = re.compile(r"\s+[|–—·»-]\s+")
_DEK_CLASSES = "standfirst|dek|deck|subtitle|sub-title|subhead|subheadline|sub-headline|lede"
_KICKER_CLASSES = "kicker|eyebrow|overline"
_AUTHORS = (
    "//*[@rel='author' or @itemprop='author' or contains(@class, 'byline')"
    " or contains(@class, 'author')]"
)
_SKIPPED_HEAD_LINES = 12


def read_page(data: bytes) -> Piece:
    """The article in a saved HTML page; Unreadable if there is no text in it."""
    declared = _DECLARED.search(data[:4096])
    page = page_tree(decoded(data, declared[1].decode("ascii") if declared else ""))
    said = metadata(page)
    title = _title(page, said)
    body = body_of(page, title)
    blocks = blocks_of(body)
    dek = _text_of_class(page, _DEK_CLASSES)
    head, rest = _split(blocks, title, dek)
    byline = _byline(said, page, head)
    kept = [rest[index] for index in text_lines([block.text for block in rest], byline)]
    return Piece(
        entry=Entry(
            link=said["url"],
            title=title,
            published=said["published"] or _date(body, page, head),
            updated=said["updated"],
            byline=byline,
            summary=Markup(value=said["description"], is_text=True),
            body=Markup(value=_html(kept or rest)),
            images=tuple(_images(said, body, blocks)),
            language=str(page.get("lang") or ""),
        ),
        kicker=_text_of_class(page, _KICKER_CLASSES) or _barred_label(page, title),
        dek=dek,
    )


def _title(page: Element, said: Mapping[str, str]) -> str:
    """The headline as the page shows it, where its head says about the same."""
    element = page.find(".//title")
    named = said["title"] or ("" if element is None else text_of(element))
    shown = [text for heading in page.iter("h1") if (text := text_of(heading))]
    for text in shown:
        if not named or _same_words(text, named):
            return text
    parts = [part for part in _SITE_MARK.split(named) if part != said["site"]]
    if said["title"] and said["site"] not in _SITE_MARK.split(named):
        return named
    # "Headline | Site" and "Site - Headline" are both in use; the headline is the longer part.
    return max(parts, key=len, default="") or next(iter(shown), "")


def _same_words(one: str, other: str) -> bool:
    words, others = set(one.casefold().split()), set(other.casefold().split())
    return len(words & others) * 2 >= len(words)


def _text_of_class(page: Element, names: str) -> str:
    for element in page.iter("p", "div", "span", "h2", "h3", "a"):
        classes = str(element.get("class") or "")
        if re.search(rf"(^|[\s_-])({names})([\s_-]|$)", classes, re.IGNORECASE):
            text = text_of(element)
            if 1 < len(text) < 400:
                return text
    return ""


def _barred_label(page: Element, title: str) -> str:
    """A label such as "Reporting | World" that stands right over the headline."""
    above: deque[Element] = deque(maxlen=6)
    for element in page.iter("*"):
        if element.tag == "h1" and text_of(element) == title:
            labels = [text for each in above if is_kicker(text := text_of(each))]
            return labels[-1] if labels else ""
        if len(element) == 0:
            above.append(element)
    return ""


def _split(blocks: Sequence[Block], title: str, dek: str) -> tuple[list[str], list[Block]]:
    """The lines over the text, and the blocks from there on."""
    start = 0
    for index, block in enumerate(blocks[:_SKIPPED_HEAD_LINES]):
        if block.text == title:
            start = index + 1
    end = start
    for index, block in enumerate(blocks[start : start + 6], start):
        line = block.text
        if line == dek or byline_of(line) or date_in(line) or is_name(line) or is_lead_credit(line):
            end = index + 1
        elif is_prose(line):
            break
    return [block.text for block in blocks[:end]], list(blocks[end:])


def _byline(said: Mapping[str, str], page: Element, head: Sequence[str]) -> str:
    if said["byline"] and not said["byline"].startswith("http"):
        return byline_of(said["byline"]) or said["byline"]
    for element in page.xpath(_AUTHORS):
        text = text_of(element)
        if name := byline_of(text) or (text if is_name(text) else ""):
            return name
    named = next(filter(None, map(byline_of, head)), "")
    return named or next(filter(is_name, head), "")


def _date(body: Element, page: Element, head: Sequence[str]) -> str:
    for scope in (body.getparent(), page):
        for time in scope.iter("time") if scope is not None else ():
            if written := str(time.get("datetime") or "") or date_in(text_of(time)):
                return written
    lines = [*head, *(text_of(each) for each in page.xpath("//*[contains(@class,'date')]"))]
    return next(filter(None, map(date_in, lines)), "")


def _images(said: Mapping[str, str], body: Element, blocks: Sequence[Block]) -> Iterator[Image]:
    captions = [text_of(caption) for caption in body.iter("figcaption")]
    captions += [block.text for block in blocks if is_lead_credit(block.text)]
    credit = next(filter(None, map(photo_credit, captions)), "")
    pictures = [
        Image(
            url=str(picture.get("src")),
            alt=str(picture.get("alt") or ""),
            credit=credit,
            width=whole_number(str(picture.get("width") or "")),
        )
        for picture in body.iter("img")
        if picture.get("src")
    ]
    if said["image"]:
        alt = said["image_alt"] or next((picture.alt for picture in pictures), "")
        yield Image(url=said["image"], alt=alt, credit=credit)
    yield from pictures


def _html(blocks: Sequence[Block]) -> str:
    html = "".join(block.html for block in blocks)
    # Items of a list whose list is gone.
    return re.sub(r"(?:<li>.*?</li>)+", r"<ul>\g<0></ul>", html, flags=re.DOTALL)
