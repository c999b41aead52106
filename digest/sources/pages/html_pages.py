"""A web page in, its article out, without the site around it."""

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from digest.model.articles import Image
from digest.sources.entries.charsets import decode_text
from digest.sources.entries.images import photo_credit, whole_number
from digest.sources.entries.markup import clean_html, readable_text
from digest.sources.entries.trees import Element, element_text, parse_html
from digest.sources.entries.values import Entry, Markup, PageText, Piece, Unreadable
from digest.sources.pages.body import drop_site_lines, names_other_part
from digest.sources.pages.boilerplate import (
    find_byline,
    find_date,
    is_lead_credit,
    is_name,
    is_prose,
)
from digest.sources.pages.extraction import Block, extract_blocks
from digest.sources.pages.head import is_kicker
from digest.sources.pages.metadata import read_metadata
from digest.text import one_line

_DECLARED = re.compile(rb"<meta[^<>]{0,200}charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_SITE_MARK = re.compile(r"\s+[|–—·»-]\s+")
_DEK_CLASSES = "standfirst|dek|deck|subtitle|sub-title|subhead|subheadline|sub-headline|lede"
_KICKER_CLASSES = "kicker|eyebrow|overline"
_AUTHORS = (
    "//*[@rel='author' or @itemprop='author' or contains(@class, 'byline')"
    " or contains(@class, 'author')]"
)
_SKIPPED_HEAD_LINES = 12


def read_html_page(data: bytes) -> Piece:
    """The article in a saved HTML page; Unreadable if there is nothing in it."""
    declared = _DECLARED.search(data[:4096])
    markup = decode_text(data, declared[1].decode("ascii") if declared else "")
    page = parse_html(markup)
    said = read_metadata(page)
    title = _title(page, said)
    article = _around_headline(page, title)
    dek = _text_of_class(page, _DEK_CLASSES)
    # The headline and what stands under it are repeated in the text, as a page shows them.
    head, rest = _split(extract_blocks(page, markup), title, dek)
    rest = [block for block in rest if not names_other_part(block.text, title)]
    byline = _byline(said, page, head)
    kept = [rest[index] for index in drop_site_lines([block.text for block in rest], byline)]
    return Piece(
        entry=Entry(
            link=said["url"],
            title=title,
            published=said["published"] or _date(article, page, head),
            updated=said["updated"],
            byline=byline,
            summary=Markup(value=said["description"], is_text=True),
            body=Markup(value=_html(kept or rest)),
            images=tuple(_images(said, article, head)),
            language=str(page.get("lang") or ""),
        ),
        kicker=_text_of_class(page, _KICKER_CLASSES) or _barred_label(page, title),
        dek=dek,
    )


def read_full_text(data: bytes, url: str) -> PageText:
    """The text of the page at `url`, whose feed gave a summary; Unreadable if there is none."""
    html = clean_html(read_html_page(data).entry.body.value, url)
    text = readable_text(html)
    if not one_line(text):
        raise Unreadable("there is no text in it")
    return PageText(html=html, text=text)


def _title(page: Element, said: Mapping[str, str]) -> str:
    """The headline as the page shows it, where its head says about the same."""
    element = page.find(".//title")
    named = said["title"] or ("" if element is None else element_text(element))
    shown = [text for heading in page.iter("h1") if (text := element_text(heading))]
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
            text = element_text(element)
            if 1 < len(text) < 400:
                return text
    return ""


def _barred_label(page: Element, title: str) -> str:
    """A label such as "Reporting | World" that stands right over the headline."""
    above: deque[Element] = deque(maxlen=6)
    for element in page.iter("*"):
        if element.tag == "h1" and element_text(element) == title:
            labels = [text for each in above if is_kicker(text := element_text(each))]
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
        if (
            line == dek
            or find_byline(line)
            or find_date(line)
            or is_name(line)
            or is_lead_credit(line)
        ):
            end = index + 1
        elif is_prose(line):
            break
    return [block.text for block in blocks[:end]], list(blocks[end:])


def _byline(said: Mapping[str, str], page: Element, head: Sequence[str]) -> str:
    if said["byline"] and not said["byline"].startswith("http"):
        return find_byline(said["byline"]) or said["byline"]
    for element in page.xpath(_AUTHORS):
        text = element_text(element)
        if name := find_byline(text) or (text if is_name(text) else ""):
            return name
    named = next(filter(None, map(find_byline, head)), "")
    return named or next(filter(is_name, head), "")


def _around_headline(page: Element, title: str) -> Element:
    """The article that holds the headline, where the page marks one; else the page."""
    for heading in page.iter("h1", "h2"):
        if element_text(heading) == title:
            return next(heading.iterancestors("article"), page)
    return page


def _date(article: Element, page: Element, head: Sequence[str]) -> str:
    for scope in (article, page):
        for time in scope.iter("time"):
            if written := str(time.get("datetime") or "") or find_date(element_text(time)):
                return written
    lines = [*head, *(element_text(each) for each in page.xpath("//*[contains(@class,'date')]"))]
    return next(filter(None, map(find_date, lines)), "")


def _images(said: Mapping[str, str], article: Element, head: Sequence[str]) -> Iterator[Image]:
    captions = [element_text(caption) for caption in article.iter("figcaption")]
    captions += filter(is_lead_credit, head)
    credit = next(filter(None, map(photo_credit, captions)), "")
    pictures = [
        Image(
            url=str(picture.get("src")),
            alt=str(picture.get("alt") or ""),
            credit=credit,
            width=whole_number(str(picture.get("width") or "")),
        )
        for picture in article.iter("img")
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
