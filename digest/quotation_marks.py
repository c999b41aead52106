"""Words with straight marks in; where the marks of the language stand instead out.

A mark opens or closes by what stands around it, never by its own form: so what was set already is
told like what was not, and setting words twice changes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

NARROW_NO_BREAK = "\u202f"
APOSTROPHE = "’"
_ALL = frozenset("\"'“”„‟‘’‚‛«»‹›")
_OPENERS = frozenset("([{<¿¡")
_CLOSERS = frozenset(")]}>.,;:!?…")
_DASHES = frozenset("-–—‐‑/")


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a language: what opens and closes, double and single.

    `room` stands inside the double ones; `elided` are words that begin with an apostrophe.
    """

    double: str
    single: str
    room: str = ""
    elided: frozenset[str] = frozenset()


# delimiters.json of CLDR 48, but for the single marks of fr, bg and lt (CLDR repeats the double
# ones) and for the double marks of nl (CLDR has single ones for both). Hebrew is left as written,
# where a straight mark within a word is no quotation mark; so is Japanese, which has 「 」 already.
_LANGUAGES = {
    "“”‘’": "af az bn cy da en es ga gl hi id ko lv ms nl pt sq sw th tr vi zh",
    "«»“”": "ca el es-us eu fr it kk pt-pt",
    "„“‚‘": "bg cs de et hr is lt mk sk sl",
    "«»„“": "be ru uk",
    "«»‘’": "nb nn no",
    "«»‹›": "fa fr-ch",
    "„”«»": "pl ro",
    "„”‘’": "bs",
    "„”’’": "sr",
    "„”»«": "hu",
    "„“«»": "ka",
    "””’’": "fi sv",
    "”“’‘": "ar ur",
}
_AS_WRITTEN = frozenset({"zh-hant", "zh-tw", "zh-hk", "zh-mo"})
_ELIDED = {
    "en": "tis twas twere twill twould em til n nuff cuz",
    "nl": "s t n k m r",
    "af": "n",
    "de": "s n ne nen nem ner",
}


def _marks(language: str, marks: str) -> Marks:
    return Marks(
        double=marks[:2],
        single=marks[2:],
        room=NARROW_NO_BREAK if language == "fr" else "",
        elided=frozenset(_ELIDED.get(language, "").split()),
    )


_MARKS = {
    language: _marks(language, marks)
    for marks, languages in _LANGUAGES.items()
    for language in languages.split()
}


def marks_of(language: str) -> Marks | None:
    """The marks of a BCP 47 tag; None where texts are left as they are written."""
    tag = language.lower()
    while tag and tag not in _AS_WRITTEN:
        if tag in _MARKS:
            return _MARKS[tag]
        tag = tag.rpartition("-")[0]
    return None


class _Side(Enum):
    """What a mark can do where it stands."""

    OPENS = "opens"
    CLOSES = "closes"
    EITHER = "either"
    NEITHER = "neither"


def set_marks(text: str, marks: Marks) -> dict[int, str]:
    """What stands for each straight mark of `text` that changes, by its place."""
    if '"' not in text and "'" not in text:
        return {}
    sides = _sides(text)
    return {**_set_double(text, marks, sides), **_set_single(text, marks, sides)}


def _set_double(text: str, marks: Marks, sides: Mapping[int, _Side]) -> dict[int, str]:
    known = {'"', *marks.double} - set(marks.single)
    found = [(at, side) for at, side in sides.items() if text[at] in known]
    new: dict[int, str] = {}
    for opens, closes in _pairs(list(_without_inches(text, found))):
        new[opens] = marks.double[0] + marks.room
        new[closes] = marks.room + marks.double[1]
    return {at: mark for at, mark in new.items() if text[at] == '"'}


def _set_single(text: str, marks: Marks, sides: Mapping[int, _Side]) -> dict[int, str]:
    known = {"'", APOSTROPHE, *marks.single}
    found = [(at, side) for at, side in sides.items() if text[at] in known]
    new = {at: APOSTROPHE for at, side in found if _is_apostrophe(text, at, side, marks)}
    left = [(at, side) for at, side in found if at not in new]
    for opens, closes in _pairs(left):
        new[opens], new[closes] = marks.single[0], marks.single[1]
    for at, side in left:
        if at not in new and _is_loose_apostrophe(text, at, side):
            new[at] = APOSTROPHE
    return {at: mark for at, mark in new.items() if text[at] == "'"}


def _sides(text: str) -> dict[int, _Side]:
    """What each mark of any kind can do, by what stands on either side of it and its neighbours."""
    lefts, rights = (
        _neighbours(text, range(len(text))),
        _neighbours(text, range(len(text) - 1, -1, -1)),
    )
    sides: dict[int, _Side] = {}
    for at, left in lefts.items():
        right = rights[at]
        # French elides before a mark: l'"affaire".
        elided = at and text[at - 1] in {"'", APOSTROPHE} and left.isalpha() and right.isalnum()
        sides[at] = _Side.OPENS if elided else _side(left, right)
    return sides


def _neighbours(text: str, places: Iterable[int]) -> dict[int, str]:
    """For each mark the last sign before it, in the order of `places`, that is none."""
    found: dict[int, str] = {}
    last = " "
    for at in places:
        if text[at] in _ALL:
            found[at] = last
        elif text[at] != NARROW_NO_BREAK:
            last = text[at]
    return found


def _side(left: str, right: str) -> _Side:
    before = left.isspace() or left in _OPENERS
    after = right.isspace() or right in _CLOSERS
    if before and after:
        return _Side.NEITHER
    if before or after:
        return _Side.OPENS if before else _Side.CLOSES
    if left.isalnum() and right.isalnum():
        # No space parts the words of Chinese.
        return _Side.EITHER if max(left, right) > "\u2e7f" else _Side.NEITHER
    if left.isalnum() or right in _DASHES:
        return _Side.CLOSES if left not in _DASHES else _Side.EITHER
    return _Side.OPENS if left in _DASHES else _Side.EITHER


def _pairs(found: Sequence[tuple[int, _Side]]) -> Iterator[tuple[int, int]]:
    """The places of marks that belong together; what has no partner is left out."""
    opened: list[int] = []
    for at, side in found:
        if side is _Side.OPENS or (side is _Side.EITHER and not opened):
            opened.append(at)
        elif side is not _Side.NEITHER and opened:
            yield opened.pop(), at


def _without_inches(text: str, found: Sequence[tuple[int, _Side]]) -> Iterator[tuple[int, _Side]]:
    """`found` without the marks after a number that close nothing: a 5" gun, 6'2"."""
    ends = [(-1, _Side.NEITHER), *found, (-1, _Side.NEITHER)]
    for (_, before), (this, (_, after)) in zip(ends, pairwise(ends[1:]), strict=False):
        at, side = this
        closes = before in {_Side.OPENS, _Side.EITHER} and after is not _Side.CLOSES
        if closes or not (at and text[at - 1].isdigit() and side is _Side.CLOSES):
            yield this


def _is_apostrophe(text: str, at: int, side: _Side, marks: Marks) -> bool:
    """Whether the mark stands for letters that are left out, or parts the letters of a word."""
    before, after = text[at - 1 : at], text[at + 1 : at + 9]
    if side is _Side.NEITHER:
        return before.isalpha() or (before.isdecimal() and _letters(after) == "s")
    decade = after[:2].isdecimal() and after[2:3].isalpha()
    return side is _Side.OPENS and (decade or _letters(after).lower() in marks.elided)


def _is_loose_apostrophe(text: str, at: int, side: _Side) -> bool:
    """Whether a mark without a partner is one all the same: the dogs' home, back in '68."""
    year = text[at + 1 : at + 4]
    if side is _Side.CLOSES:
        return text[at - 1 : at].isalpha()
    return side is _Side.OPENS and year[:2].isdecimal() and not year[2:].isalnum()


def _letters(text: str) -> str:
    """The letters at the beginning of `text`, "" where it begins with a longer word."""
    for at, sign in enumerate(text):
        if not sign.isalpha():
            return text[:at]
    return text if len(text) < 8 else ""
