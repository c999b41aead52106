"""What a mail's style sheets change when a reader prefers dark colours."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from digest.checks.css import style_rules
from digest.checks.document import Document

_DARK = re.compile(r"prefers-color-scheme\s*:\s*dark", re.IGNORECASE)
_STEP = re.compile(r"\s*(>)\s*|\s+")
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?((?:\.[\w-]+)*)", re.IGNORECASE)


class _Compound(NamedTuple):
    """A tag and classes, and whether it must be the direct parent of the one to its right."""

    tag: str
    classes: frozenset[str]
    direct: bool


class _Rule(NamedTuple):
    """A selector, taken apart, and what it sets below an inline style and above it.

    `order` is its place in the cascade: classes, tags, place in the sheets (CSS Selectors 4, 17).
    """

    order: tuple[int, int, int]
    selector: tuple[_Compound, ...]
    plain: str
    important: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an element stands as far as a selector can see, and the rules that apply there.

    `above` are the classes of all that is around it.
    """

    name: str
    classes: frozenset[str]
    around: "_Place | None"
    above: frozenset[str]
    rules: tuple[_Rule, ...] = ()


class DarkRules:
    """The rules under prefers-color-scheme: dark, of selectors made of tags and classes."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._filed: dict[str, list[_Rule]] = defaultdict(list)
        for sheet in sheets:
            for rule in style_rules(sheet):
                if any(_DARK.search(condition) for condition in rule.around):
                    self._file(rule.selector, rule.declarations)

    def __bool__(self) -> bool:
        return bool(self._filed)

    def styles(self, document: Document) -> Mapping[int, str]:
        """The style that applies to each element with a rule, inline style and all, by number."""
        applied: dict[int, str] = {}
        # Items are are_alike, so that most elements stand where another has stood before.
        known: dict[tuple[int, str, str], int] = {}
        joined: dict[tuple[int, str], str] = {}
        places: list[_Place] = []
        place_of: list[int] = []
        for element in document.elements:
            around = place_of[element.parent] if element.parent >= 0 else -1
            classes = element.attributes.get("class", "")
            key = (around, element.name, classes)
            if key not in known:
                known[key] = len(places)
                outer = places[around] if around >= 0 else None
                places.append(self._place(element.name, frozenset(classes.split()), outer))
            place_of.append(known[key])
            if rules := places[known[key]].rules:
                style = known[key], element.attributes.get("style", "")
                if style not in joined:
                    joined[style] = _together(rules, style[1])
                applied[element.number] = joined[style]
        return applied

    def _place(self, name: str, classes: frozenset[str], around: _Place | None) -> _Place:
        above = around.above | around.classes if around else frozenset[str]()
        bare = _Place(name, classes, around, above)
        filed = [self._filed[one] for one in (name, *_dotted(classes)) if one in self._filed]
        fitting = [rule for rules in filed for rule in rules if _selects(rule.selector, bare)]
        return replace(bare, rules=tuple(sorted(fitting, key=lambda rule: rule.order)))

    def _file(self, selectors: str, declared: str) -> None:
        parts = declared.split(";")
        plain = ";".join(part for part in parts if "!important" not in part)
        important = ";".join(part for part in parts if "!important" in part)
        for selector in selectors.split(","):
            compounds = _compounds(selector.strip())
            if compounds:
                last = compounds[-1]
                filed_under = min(_dotted(last.classes)) if last.classes else last.tag
                order = (
                    sum(len(compound.classes) for compound in compounds),
                    sum(bool(compound.tag) for compound in compounds),
                    sum(map(len, self._filed.values())),
                )
                self._filed[filed_under].append(_Rule(order, compounds, plain, important))


@lru_cache(maxsize=512)
def _compounds(selector: str) -> tuple[_Compound, ...]:
    parts = [part for part in _STEP.split(selector) if part is not None and part != ""]
    compounds: list[_Compound] = []
    for at, part in enumerate(parts):
        if part == ">":
            continue
        match = _SIMPLE.fullmatch(part)
        if not match:
            return ()
        tag, classes = match[1] or "", frozenset(match[2].split(".")[1:])
        direct = at + 1 < len(parts) and parts[at + 1] == ">"
        compounds.append(_Compound(tag.lower(), classes, direct))
    return tuple(compounds)


def _together(rules: tuple[_Rule, ...], inline: str) -> str:
    return ";".join([*(rule.plain for rule in rules), inline, *(rule.important for rule in rules)])


def _dotted(classes: Iterable[str]) -> list[str]:
    return [f".{name}" for name in classes]


def _selects(selector: tuple[_Compound, ...], place: _Place) -> bool:
    if not _fits(selector[-1], place):
        return False
    remaining = list(selector[:-1])
    # Rules most selectors out without a walk upwards.
    if any(not compound.classes <= place.above for compound in remaining):
        return False
    outer = place.around
    while remaining and outer is not None:
        if _fits(remaining[-1], outer):
            remaining.pop()
        elif remaining[-1].direct:
            return False
        outer = outer.around
    return not remaining


def _fits(compound: _Compound, place: _Place) -> bool:
    return compound.tag in {"", place.name} and compound.classes <= place.classes
