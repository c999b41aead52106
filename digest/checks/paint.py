"""How each run of text is painted: its colour, what is behind it, and how large it is."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from digest.checks.css import declarations
from digest.checks.dark_scheme import DarkRules
from digest.checks.document import Document, Text
from digest.colours import Colour, parse_colour

_PIXELS = re.compile(r"(\d+(?:\.\d+)?)(?:px)?")
_PIXELS_IN_FONT = re.compile(r"(?<![\w.])[\d.]+px")
_WEIGHT_IN_FONT = re.compile(r"\b(?:bold|[1-9]00)\b")
_COLOUR_IN_SHORTHAND = re.compile(r"#[0-9a-fA-F]{3,6}\b|rgb\([^)]*\)|^[a-z]+")
_OWN_WEIGHT = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_BLACK, _WHITE = Colour(0, 0, 0), Colour(255, 255, 255)


class Paint(NamedTuple):
    """What an element hands down to the text in it; `size` in pixels."""

    ink: Colour
    ground: Colour
    size: float
    bold: bool
    hidden: bool


_PAPER = Paint(_BLACK, _WHITE, 16.0, bold=False, hidden=False)


def paint_texts(document: Document, dark: DarkRules | None = None) -> Iterator[tuple[Text, Paint]]:
    """Each visible run of text and its paint, `dark` rules applied where they are given."""
    styles = dark.styles(document) if dark else {}
    paints: list[Paint] = []
    for element in document.elements:
        paint = paints[element.parent] if element.parent >= 0 else _PAPER
        style = styles.get(element.number) or element.attributes.get("style", "")
        ground = element.attributes.get("bgcolor", "")
        if style or ground or element.name in _OWN_WEIGHT:
            paint = _paint(element.name, style, ground, paint)
        paints.append(paint)
    for text in document.texts:
        paint = paints[text.element] if text.element >= 0 else _PAPER
        # MJML sets 0 on cells and a true size inside them; what stays at 0 or 1 px is hidden.
        if not paint.hidden and paint.size > 1 and not text.words.isspace():
            yield text, paint


@lru_cache(maxsize=4096)
def _paint(name: str, css: str, ground: str, around: Paint) -> Paint:
    style = declarations(css)
    behind = parse_colour(style.get("background-color", "")) or _shorthand(
        style.get("background", "")
    )
    return Paint(
        ink=parse_colour(style.get("color", "")) or around.ink,
        ground=behind or parse_colour(ground) or around.ground,
        size=_size(style.get("font-size") or _in_font(_PIXELS_IN_FONT, style), around.size),
        bold=_bold(
            name, style.get("font-weight") or _in_font(_WEIGHT_IN_FONT, style), bold=around.bold
        ),
        hidden=around.hidden or _hides(style),
    )


def _shorthand(background: str) -> Colour | None:
    match = _COLOUR_IN_SHORTHAND.search(background)
    return parse_colour(match[0]) if match else None


def _in_font(part: re.Pattern[str], style: Mapping[str, str]) -> str:
    match = part.search(style.get("font", ""))
    return match[0] if match else ""


def _size(value: str, around: float) -> float:
    match = _PIXELS.fullmatch(value)
    return float(match[1]) if match else around


def _bold(name: str, weight: str, *, bold: bool) -> bool:
    if weight.isdecimal():
        return int(weight) >= 700
    if weight in {"bold", "normal"}:
        return weight == "bold"
    return bold or name in _OWN_WEIGHT


def _hides(style: Mapping[str, str]) -> bool:
    return style.get("display", "").startswith("none") or style.get("visibility", "").startswith(
        "hidden"
    )
