"""A headline in, what it counts out: "More than 2,000 dead" is 2,000 dead; "dozens" is nothing."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from digest.json_records import from_json, to_json

LONGEST = 300
_PIECE = re.compile(
    r"(?P<money>[$€£])?"
    r"(?P<number>\d{1,3}(?:[.,\u00a0\u202f ]\d{3}){1,4}(?!\d)|\d{1,12}(?:[.,]\d{1,2})?)"
    r"(?P<scale>k|mn|m|bn|tn)?(?P<rest>[\w%°+-]*)"
    r"|(?P<word>[^\W\d_][\w'’.-]{0,40})|(?P<mark>[,;:|()–—])",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"(?<=\d)[.,\u00a0\u202f ](?=\d{3}(?!\d))")
_FARTHEST = 5
_CLAUSE_ENDS = frozenset(
    {",", ";", ":", "|", "(", ")", "–", "—", "and", "with", "as", "while", "und", "et", "y"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Something that headlines count: how a message names it, and its words by language."""

    name: str
    money: bool = False
    en: tuple[str, ...] = ()
    de: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()
    es: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Numbers in words, and what multiplies the number before it."""

    words: Mapping[str, int]
    scales: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountWords:
    """Words that say what a number is; the file says it of each list."""

    measures: frozenset[str]
    names: frozenset[str]
    months: frozenset[str]
    parts: frozenset[str]
    guesses: frozenset[str]
    bounds: frozenset[str]
    anybody: frozenset[str]
    prepositions: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTable:
    """What can be counted."""

    units: Mapping[str, Unit]
    numbers: Numbers
    events: Mapping[str, frozenset[str]]
    purposes: Mapping[str, frozenset[str]]
    words: CountWords


class Count(NamedTuple):
    """So many of a unit; `shown` as the headline writes the number.

    `who` says of whom ("tourists"), and of money what it is for ("fine").
    """

    unit: str
    amount: float
    shown: str
    who: frozenset[str]


class _Piece(NamedTuple):
    """A word, number or mark of a headline; `amount` of a number that may be a count."""

    text: str
    shown: str
    amount: float | None = None


@cache
def count_table() -> CountTable:
    """The table beside this file."""
    source = files("digest.checks") / "data" / "counted.toml"
    return from_json(CountTable, to_json(tomllib.loads(source.read_text("utf-8"))))


@cache
def _unit_of_word(language: str) -> Mapping[str, str]:
    """The unit that each word of a language names; English where the table has no such one."""
    spoken = {name: _words_of(unit, language) for name, unit in count_table().units.items()}
    return {word: name for name, words in spoken.items() for word in words}


def _words_of(unit: Unit, language: str) -> Sequence[str]:
    signs = tuple(word for word in unit.en if not word.isalpha())
    known = {"de": unit.de, "fr": unit.fr, "es": unit.es}
    return (*signs, *known[language]) if language in known else unit.en


def counts(headline: str, language: str = "en") -> tuple[Count, ...]:
    """What `headline` counts, each unit once; nothing where a unit has two numbers.

    `language` is a code such as "de".
    """
    if {piece.text for piece in _pieces(headline)} & count_table().words.guesses:
        return ()
    units = _unit_of_word(language.partition("-")[0].lower())
    found: dict[str, list[Count]] = {}
    for clause in _clauses(headline):
        for count in _in_clause(clause, units):
            found.setdefault(count.unit, []).append(count)
    sure = [ones[0] for ones in found.values() if len({one.amount for one in ones}) == 1]
    return tuple(one for each in sure if (one := _with_purpose(each, headline)))


def _with_purpose(count: Count, headline: str) -> Count | None:
    if not count_table().units[count.unit].money:
        return count
    purposes = _named(headline, count_table().purposes)
    return count._replace(who=purposes) if purposes else None


def events(headline: str) -> frozenset[str]:
    """The kinds of events that an English headline names, such as "flood"."""
    return _named(headline, count_table().events)


def _named(headline: str, kinds: Mapping[str, frozenset[str]]) -> frozenset[str]:
    words = {piece.text for piece in _pieces(headline)}
    return frozenset(kind for kind, names in kinds.items() if words & names)


def _clauses(headline: str) -> Iterator[list[_Piece]]:
    clause: list[_Piece] = []
    for piece in _pieces(headline):
        if piece.text in _CLAUSE_ENDS:
            yield clause
            clause = []
        else:
            clause.append(piece)
    yield clause


def _in_clause(clause: Sequence[_Piece], units: Mapping[str, str]) -> Iterator[Count]:
    numbers = [at for at, piece in enumerate(clause) if piece.amount is not None]
    if len(numbers) != 1:
        return
    at = numbers[0]
    number = clause[at]
    if not _is_a_count(clause, at) or number.amount is None:
        return
    near = [
        (abs(place - at), place, unit)
        for place, piece in enumerate(clause)
        if (unit := units.get(piece.text)) and abs(place - at) <= _FARTHEST
    ]
    if not near:
        return
    _, place, unit = min(near)
    lone_number = {piece.text for piece in clause[max(at - 3, 0) : at + 2]}
    if lone_number & count_table().words.parts - ({"more"} if "than" in lone_number else set()):
        return
    yield Count(unit, number.amount, number.shown, _who(clause, at, place, units))


def _is_a_count(clause: Sequence[_Piece], at: int) -> bool:
    words = count_table().words
    before = clause[at - 1].text if at else ""
    after = clause[at + 1].text if at + 1 < len(clause) else ""
    return not (before in words.names | words.months or after in words.measures | words.months)


def _who(clause: Sequence[_Piece], at: int, place: int, units: Mapping[str, str]) -> frozenset[str]:
    """Of whom: the words between number and unit, or after a number that follows its unit."""
    words = count_table().words
    span = clause[at + 1 : place] if place > at else clause[at + 1 : at + 3]
    said: list[str] = []
    for piece in span:
        if piece.text in words.prepositions:
            break
        said.append(piece.text)
    known = words.anybody | words.bounds | units.keys()
    return frozenset(word for word in said if word not in known)


@lru_cache(maxsize=4096)
def _pieces(headline: str) -> tuple[_Piece, ...]:
    """The words, numbers and marks of a headline, "2 million" and "€345m" as one number each."""
    pieces: list[_Piece] = []
    scales = count_table().numbers.scales
    for match in _PIECE.finditer(headline[:LONGEST]):
        text = (match["word"] or match["mark"] or "").lower().strip(".-'’")
        text = text.removesuffix("'s").removesuffix("’s")
        if match["number"]:
            pieces += _number(match)
        elif (scale := scales.get(text)) and pieces and (amount := pieces[-1].amount) is not None:
            last = pieces.pop()
            pieces.append(_Piece(last.text, f"{last.shown} {text}", amount * scale))
        elif text in count_table().numbers.words:
            pieces.append(_Piece(text, text, float(count_table().numbers.words[text])))
        elif text:
            pieces.append(_Piece(text, text))
    return tuple(pieces)


def _number(match: re.Match[str]) -> Iterator[_Piece]:
    written, plain = match["number"], _GROUPED.sub("", match["number"])
    whole = match[0].strip()
    if match["rest"] or (1900 <= int(re.split(r"[.,]", plain)[0]) <= 2100 and written == plain):
        yield _Piece(whole.lower(), whole)
        return
    scale = count_table().numbers.scales.get((match["scale"] or "").lower(), 1)
    if match["money"]:
        yield _Piece(match["money"], match["money"])
    yield _Piece(plain, whole, float(plain.replace(",", ".")) * scale)
