"""HTML in; the same HTML whose texts keep their sizes and colours in Ghost's mail, out.

Ghost writes its colour on each paragraph against any style of the paragraph's own, and on a
telephone one size on paragraphs, links, cells and lists. It has no rule on <font>.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

_PIECE = re.compile(r"""(<!--.*?-->|<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>)""", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_STYLE = re.compile(r'\sstyle="([^"]*)"')
_LENGTH = re.compile(r"(?<![\w.-])(\d+(?:\.\d+)?)(px|em|%|$)")
_ALONE = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"})
_RESIZED = frozenset({"p", "a", "span", "td", "ul", "ol", "blockquote"})
"""What has one size on a telephone, whatever it says itself."""

_TELEPHONE = 16.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """The size and the colour of a text: its own, and as Ghost's mail would show them."""

    size: float = _TELEPHONE
    ink: str = ""
    shown_size: float = _TELEPHONE
    shown_ink: str = ""

    @property
    def lost(self) -> str:
        """The styles that Ghost's mail takes from it."""
        size = f"font-size:{self.size:g}px" if self.size != self.shown_size else ""
        ink = f"color:{self.ink}" if self.ink != self.shown_ink else ""
        return ";".join(filter(None, (size, ink)))

    @property
    def kept(self) -> "_Look":
        """What stands inside an element that says its size and colour again."""
        return _Look(size=self.size, ink=self.ink, shown_size=self.size, shown_ink=self.ink)


@dataclass(slots=True, kw_only=True)
class _Element:
    """Which pieces are its tags, which element it stands in, and whether it has text of its own."""

    name: str
    start: int
    parent: int
    end: int = -1
    has_text: bool = False


def keep_own_look(html: str) -> str:
    """`html` with a <font> around each text whose size or colour would be lost."""
    pieces = _PIECE.split(html)
    looks: list[_Look] = []
    for element in _elements(pieces):
        around = looks[element.parent] if element.parent >= 0 else _Look()
        look = _look(element.name, pieces[element.start], around)
        if element.has_text and look.lost and element.end >= 0:
            pieces[element.start] += f'<font style="{look.lost}">'
            pieces[element.end] = f"</font>{pieces[element.end]}"
            look = look.kept
        looks.append(look)
    return "".join(pieces)


def _elements(pieces: Sequence[str]) -> list[_Element]:
    """In the order in which they begin; each second one of `pieces` is a tag or a comment."""
    elements: list[_Element] = []
    opened: list[int] = []
    for at, piece in enumerate(pieces):
        tag = _TAG.match(piece) if at % 2 else None
        if at % 2 == 0 and opened and unescape(piece).strip():
            elements[opened[-1]].has_text = True
        elif tag and tag[1]:
            _close(elements, opened, tag[2], at)
        elif tag and tag[2] not in _ALONE:
            parent = opened[-1] if opened else -1
            opened.append(len(elements))
            elements.append(_Element(name=tag[2], start=at, parent=parent))
    return elements


def _close(elements: Sequence[_Element], opened: list[int], name: str, at: int) -> None:
    """End the innermost open element of that name; what is open in it has no end."""
    fitting = [place for place, one in enumerate(opened) if elements[one].name == name]
    if fitting:
        elements[opened[fitting[-1]]].end = at
        del opened[fitting[-1] :]


def _look(name: str, tag: str, around: _Look) -> _Look:
    style = _STYLE.search(tag)
    size, ink = None, ""
    for declaration in style[1].split(";") if style else ():
        what, _, value = declaration.partition(":")
        match what.strip().lower():
            case "font-size" | "font":
                size = _size(value, around.size)
            case "color" if value.strip() != "inherit":
                ink = value.strip()
    shown = around.shown_size if size is None else size
    return _Look(
        size=around.size if size is None else size,
        ink=ink or around.ink,
        shown_size=_TELEPHONE if name in _RESIZED else shown,
        shown_ink="" if name == "p" else ink or around.shown_ink,
    )


def _size(value: str, around: float) -> float | None:
    """The size in pixels that `font-size` or `font` says; None where it says none."""
    found = _LENGTH.search(value.strip())
    if not found:
        return None
    number = float(found[1])
    match found[2]:
        case "em":
            return number * around
        case "%":
            return number * around / 100
    return number
