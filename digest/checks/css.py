"""CSS as text in; its rules, declarations and colours out: enough CSS for checks, no more."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_MARK = re.compile(r"([{};])")
_RESETS = {"background": ("background-color",), "font": ("font-size", "font-weight")}
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_RGB = re.compile(
    r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*(?:[,/]\s*([\d.]+%?)\s*)?\)"
)
_NAMED = {
    "black": "#000000", "white": "#ffffff", "gray": "#808080", "grey": "#808080",
    "silver": "#c0c0c0", "red": "#ff0000", "maroon": "#800000", "green": "#008000",
    "blue": "#0000ff", "navy": "#000080", "teal": "#008080", "purple": "#800080",
    "orange": "#ffa500", "yellow": "#ffff00", "lightgray": "#d3d3d3", "lightgrey": "#d3d3d3",
    "darkgray": "#a9a9a9", "darkgrey": "#a9a9a9", "dimgray": "#696969", "dimgrey": "#696969",
}  # fmt: skip


class StyleRule(NamedTuple):
    """One rule: the at-rules around it (outermost first), its selector, its declarations."""

    around: tuple[str, ...]
    selector: str
    declarations: str


@lru_cache(maxsize=64)
def style_rules(sheet: str) -> tuple[StyleRule, ...]:
    """The rules of a style sheet in order; at-rules that hold declarations count as rules."""
    return tuple(_rules(_COMMENT.sub("", sheet)))


def nested_at_rules(sheet: str) -> tuple[tuple[str, str], ...]:
    """Each at-rule that stands inside another, once, as (outer, inner) names such as @media."""
    nests = [(*rule.around, rule.selector) for rule in style_rules(sheet)]
    pairs = [
        (_name(outer), _name(inner))
        for nest in nests
        for outer, inner in pairwise(nest)
        if outer.startswith("@") and inner.startswith("@")
    ]
    return tuple(dict.fromkeys(pairs))


def _rules(css: str) -> Iterator[StyleRule]:
    around: list[str] = []
    declared: list[str] = []
    closed_inside = False
    # Split and not searched for: to look for a mark behind every letter takes quadratic time.
    pieces = _MARK.split(css)
    for content, mark in zip(pieces[::2], pieces[1::2], strict=False):
        words = " ".join(content.split())
        if mark == "{":
            around.append(words)
            declared, closed_inside = [], False
        elif mark == ";" and around:
            declared.append(words)
        elif mark == ";":
            yield StyleRule((), words, "")
        elif around:
            selector = around.pop()
            if not closed_inside:
                yield StyleRule(tuple(around), selector, ";".join([*declared, words]))
            declared, closed_inside = [], True


def _name(at_rule: str) -> str:
    return at_rule.split(" ", 1)[0].split("(", 1)[0]


@lru_cache(maxsize=2048)
def declarations(style: str) -> Mapping[str, str]:
    """The declarations of a CSS block, names in lower case; a later one replaces an earlier one.

    A shorthand replaces what it is short for. `!important` is left out: whoever joins blocks puts
    what is important last.
    """
    found: dict[str, str] = {}
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            name = name.strip().lower()
            for reset in _RESETS.get(name, ()):
                found.pop(reset, None)
            found[name] = value.replace("!important", "").strip()
    return MappingProxyType(found)


class Colour(NamedTuple):
    """An opaque colour; each part in 0..255."""

    red: int
    green: int
    blue: int

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


@lru_cache(maxsize=512)
def parse_colour(text: str) -> Colour | None:
    """The opaque colour that a CSS value names; None for none, transparent or anything else."""
    value = text.replace("!important", "").strip().lower()
    value = _NAMED.get(value, value)
    if match := _HEX.fullmatch(value):
        digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
        return Colour(int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16))
    if match := _RGB.fullmatch(value):
        if match[4] not in {None, "1", "1.0", "100%"}:
            return None
        return Colour(*(min(int(part), 255) for part in match.group(1, 2, 3)))
    return None


@lru_cache(maxsize=512)
def contrast_ratio(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
