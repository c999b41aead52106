"""A colour of CSS in; its parts, its contrast with another, one like it that can be read, out."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

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

READABLE = 4.5
"""The contrast that running text needs (WCAG 2.2, 1.4.3)."""

_Linear = tuple[float, float, float]


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


NEARLY_BLACK = Colour(0x16, 0x19, 0x1D)
"""Text on what is light; softer than black."""


def readable_on(colour: Colour, ground: Colour) -> Colour:
    """`colour` in its own hue, so light that it can be read on a dark `ground`.

    White where no lighter one of the hue can be. Lightness, chroma and hue are those of OKLCH
    (https://bottosson.github.io/posts/oklab/), so that a green stays that green.
    """
    return next(
        (one for one in _lighter(colour) if contrast_ratio(one, ground) >= READABLE),
        Colour(255, 255, 255),
    )


def text_on(ground: Colour) -> Colour:
    """White if it can be read on `ground`, else nearly black, else black, which then can."""
    white, black = Colour(255, 255, 255), Colour(0, 0, 0)
    choice = (white, NEARLY_BLACK)
    return next((one for one in choice if contrast_ratio(one, ground) >= READABLE), black)


def _lighter(colour: Colour) -> Iterator[Colour]:
    """`colour`, then lighter and lighter ones of its hue, as strong as a screen shows them."""
    yield colour
    light, green_red, blue_yellow = _oklab(colour)
    for step in range(1, 101):
        lifted = light + (1 - light) * step / 100
        # Few colours are as strong when they are light; the strongest that is there comes next.
        shares = (share / 50 for share in range(50, -1, -1))
        shown = (_shown(lifted, green_red * share, blue_yellow * share) for share in shares)
        yield from [one for one in shown if one][:1]


def _oklab(colour: Colour) -> _Linear:
    red, green, blue = (_linear(part / 255) for part in colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _shown(light: float, green_red: float, blue_yellow: float) -> Colour | None:
    """The colour on a screen; None where none can show it."""
    long = (light + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    middle = (light - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (light - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    parts = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    if any(not -0.0005 <= part <= 1.0005 for part in parts):
        return None
    return Colour(*(round(255 * _gamma(min(max(part, 0.0), 1.0))) for part in parts))


def _gamma(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
