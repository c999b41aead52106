"""A mail in light colours in; the mail as an inbox that recolours by itself would paint it out."""

# Gmail publishes no rule. What is seen of its Android app: light grounds turn dark, dark ink
# turns light, hues stay, what is dark already is left alone, and prefers-color-scheme is
# ignored. This does the same by CIE lightness; it shows which designs break, not the exact
# shades.

import re
from enum import Enum
from functools import lru_cache

from digest.colours import Colour, parse_colour


class Use(Enum):
    """What a colour is for."""

    INK = "ink"
    GROUND = "ground"
    RULE = "rule"

    @classmethod
    def of(cls, name: str) -> "Use":
        """What the CSS property or HTML attribute `name` (lower case) colours."""
        if name.startswith(("background", "bgcolor")):
            return cls.GROUND
        return cls.INK if name == "color" else cls.RULE


GROUND, INK = "#202020", "#e8e8e8"
"""What a mail without colours of its own stands on, and is written in."""

_DECLARATION = re.compile(
    r"(?<![\w-])(background(?:-color)?|color|border(?:-[a-z]+)*|outline(?:-color)?)"
    r"(\s*:\s*)([^;{}\"]+)",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r'(\s(bgcolor|color)=")([^"]+)', re.IGNORECASE)
_COLOUR = re.compile(
    r"#[0-9a-f]{6}\b|#[0-9a-f]{3}\b|rgba?\([^)]*\)|(?<![\w#(-])[a-z]+(?![\w(-])", re.IGNORECASE
)
_STYLED = re.compile(r'(\sstyle=")([^"]*)|(<style\b[^<>]*>)(.*?)(?=</style>|\Z)', re.DOTALL)
_WHITE_POINT = (0.9505, 1.0, 1.089)
# Where white and black end up: the CIE lightness of GROUND and of INK. Colours lose a fifth of
# their strength, lest they glow on a dark ground; an approximation, as Gmail publishes no figures.
_DARKEST, _LIGHTEST, _CHROMA = 12.0, 92.0, 0.8


def recolour_mail(html: str) -> str:
    """`html` with every colour of its styles and attributes turned for a dark inbox."""
    html = _ATTRIBUTE.sub(
        lambda found: found[1] + _turned(found[3], Use.of(found[2].lower())), html
    )
    return _STYLED.sub(
        lambda found: (
            (found[1] or found[3])
            + _DECLARATION.sub(_declaration, found[2] if found[1] else found[4])
        ),
        html,
    )


def _declaration(found: re.Match[str]) -> str:
    name = found[1].lower()
    return found[1] + found[2] + _turned(found[3], Use.of(name))


def _turned(value: str, use: Use) -> str:
    def turn(found: re.Match[str]) -> str:
        named = parse_colour(found[0])
        return str(recolour(named, use)) if named else found[0]

    return _COLOUR.sub(turn, value)


@lru_cache(maxsize=512)
def recolour(paint: Colour, use: Use) -> Colour:
    """`paint` as a dark inbox shows it: a light ground darkened, dark ink lightened, rules both."""
    lightness, *chroma = _lab(paint)
    # Only the half that is wrong for the use is mirrored: white becomes the darkest ground.
    if use is not Use.INK and lightness > 50:
        lightness = _DARKEST + (100 - lightness) * (50 - _DARKEST) / 50
    elif use is not Use.GROUND and lightness < 50:
        lightness = _LIGHTEST - lightness * (_LIGHTEST - 50) / 50
    else:
        return paint
    return _rgb(lightness, *(part * _CHROMA for part in chroma))


def _lab(paint: Colour) -> tuple[float, float, float]:
    """CIE L*a*b* (ISO/CIE 11664-4) of an sRGB colour (IEC 61966-2-1)."""
    red, green, blue = (_linear(part / 255) for part in paint)
    across, up, along = (
        _root(value / white)
        for value, white in zip(
            (
                0.4124 * red + 0.3576 * green + 0.1805 * blue,
                0.2126 * red + 0.7152 * green + 0.0722 * blue,
                0.0193 * red + 0.1192 * green + 0.9505 * blue,
            ),
            _WHITE_POINT,
            strict=True,
        )
    )
    return 116 * up - 16, 500 * (across - up), 200 * (up - along)


def _rgb(lightness: float, green_red: float, blue_yellow: float) -> Colour:
    middle = (lightness + 16) / 116
    x, y, z = (
        _cube(value) * white
        for value, white in zip(
            (middle + green_red / 500, middle, middle - blue_yellow / 200),
            _WHITE_POINT,
            strict=True,
        )
    )
    return Colour(
        _byte(3.2406 * x - 1.5372 * y - 0.4986 * z),
        _byte(-0.9689 * x + 1.8758 * y + 0.0415 * z),
        _byte(0.0557 * x - 0.2040 * y + 1.0570 * z),
    )


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _byte(linear: float) -> int:
    held = min(max(linear, 0.0), 1.0)
    part = held * 12.92 if held <= 0.0031308 else 1.055 * held ** (1 / 2.4) - 0.055
    return round(part * 255)


def _root(value: float) -> float:
    return value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116


def _cube(value: float) -> float:
    cubed: float = value**3
    return cubed if cubed > 216 / 24389 else (116 * value - 16) * 27 / 24389
