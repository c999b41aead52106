"""An article's lead picture: the first usable one the feed names, else the first in the body."""

import re
from collections.abc import Iterable
from dataclasses import replace

from digest.model.articles import Image
from digest.sources.entries.markup import decode_references, is_beacon, plain_line
from digest.sources.entries.urls import web_address
from digest.text import one_line

SMALLEST = 60

_PICTURE = re.compile(r'<img((?: [a-z]+="[^"]*")*)>(?:(?!<img)[^<]|</a>|<br>)*(<figcaption>)?')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_CREDIT = re.compile(
    r"""(?P<opened>[(\[]\s*)?(?:(?:top|lead|main|header|cover|featured?)\s+)?
    (?:photo|image|picture|foto|bild|illustration|art|graphic|crédits?|credits?)s?\s*
    (?:credits?|by|courtesy(?:\s+of)?|source|via|kredit)?\s*[:/©]\s*(?P<who>.+)""",
    re.VERBOSE | re.IGNORECASE,
)


def lead_image(named: Iterable[Image], html: str, base: str) -> Image | None:
    """The picture to set over an article, or None.

    `named` are the feed's own, best first; `html` is the cleaned body. Counting pixels and icons
    are passed over.
    """
    for image in named:
        address = web_address(image.url, base)
        if address and not is_beacon(address) and not _is_icon(image.width):
            return replace(
                image, url=address, alt=plain_line(image.alt), credit=plain_line(image.credit)
            )
    return _first_picture(html)


def whole_number(value: str) -> int | None:
    """A whole number as feeds write pixels and minutes (`640`, `640px`); None for anything else."""
    digits = value.strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else None


def photo_credit(line: str) -> str:
    """Whom `line` credits for a picture ("Top image credit: A / B" gives "A / B"), else ""."""
    found = _CREDIT.match(line.strip())
    if not found:
        return ""
    who = one_line(found["who"]).rstrip(" .")
    return who[:-1].rstrip(" .") if found["opened"] and who.endswith((")", "]")) else who


def _first_picture(html: str) -> Image | None:
    for tag in _PICTURE.finditer(html):
        attributes = {name: decode_references(value) for name, value in _ATTRIBUTE.findall(tag[1])}
        width = whole_number(attributes.get("width", ""))
        address = web_address(attributes.get("src", ""))
        if address and not _is_icon(width):
            caption = _caption(html, tag.end()) if tag[2] else ""
            credit = photo_credit(caption)
            alt = one_line(attributes.get("alt", "")) or ("" if credit else caption)
            return Image(url=address, alt=alt, credit=credit, width=width)
    return None


def _caption(html: str, start: int) -> str:
    end = html.find("</figcaption>", start)
    return plain_line(html[start : max(start, end)])


def _is_icon(width: int | None) -> bool:
    return width is not None and width < SMALLEST
