"""What a mail's style sheets change when a reader prefers dark colours."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from digest.checks.page import Element, Page
from digest.checks.stylesheet import rules_of

_DARK = re.compile(r"prefers-color-scheme\s*:\s*dark", re.IGNORECASE)
_STEP = re.compile(r"\s*(>)\s*|\s+")
_NO_CLASSES: frozenset[str] = frozenset()
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
    classes_around: frozenset[str]
    plain: str
    important: str


class DarkRules:
    """The rules under prefers-color-scheme: dark, of selectors made of tags and classes."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._filed: dict[str, list[_Rule]] = defaultdict(list)
        for sheet in sheets:
            for rule in rules_of(sheet):
                if any(_DARK.search(condition) for condition in rule.around):
                    self._file(rule.selector, rule.declarations)

    def __bool__(self) -> bool:
        return bool(self._filed)

    def styles(self, page: Page) -> Mapping[int, str]:
        """The style that applies to each element with a rule, inline style and all, by number."""
        applied: dict[int, str] = {}
        classes: list[frozenset[str]] = []
        for element in page.elements:
            around = classes[element.parent] if element.parent >= 0 else _NO_CLASSES
            attribute = element.attributes.get("class", "")
            own = _classes(attribute) if attribute else _NO_CLASSES
            classes.append(around | own if own else around)
            if not own and element.name not in self._filed:
                continue
            if rules := self._fitting(page, element, own, around):
                inline = element.attributes.get("style", "")
                plain = [rule.plain for rule in rules]
                important = [rule.important for rule in rules]
                applied[element.number] = ";".join([*plain, inline, *important])
        return applied

    def _fitting(
        self, page: Page, element: Element, own: frozenset[str], around: frozenset[str]
    ) -> list[_Rule]:
        found = [
            rule
            for name in (element.name, *(f".{name}" for name in own))
            if name in self._filed
            for rule in self._filed[name]
            # The classes around an element rule out most selectors without a walk upwards.
            if rule.classes_around <= around
            and _fits(rule.selector[-1], element)
            and _stands_in(rule.selector, page, element)
        ]
        return sorted(found, key=lambda rule: rule.order)

    def _file(self, selectors: str, declared: str) -> None:
        parts = declared.split(";")
        plain = ";".join(part for part in parts if "!important" not in part)
        important = ";".join(part for part in parts if "!important" in part)
        for selector in selectors.split(","):
            compounds = _compounds(selector.strip())
            if compounds:
                last = compounds[-1]
                name = f".{min(last.classes)}" if last.classes else last.tag
                order = (
                    sum(len(compound.classes) for compound in compounds),
                    sum(bool(compound.tag) for compound in compounds),
                    sum(map(len, self._filed.values())),
                )
                around = _NO_CLASSES.union(*(outer.classes for outer in compounds[:-1]))
                self._filed[name].append(_Rule(order, compounds, around, plain, important))


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


@lru_cache(maxsize=512)
def _classes(attribute: str) -> frozenset[str]:
    return frozenset(attribute.split())


def _fits(compound: _Compound, element: Element) -> bool:
    if compound.tag and compound.tag != element.name:
        return False
    return compound.classes <= _classes(element.attributes.get("class", ""))


def _stands_in(selector: tuple[_Compound, ...], page: Page, element: Element) -> bool:
    remaining = list(selector[:-1])
    for outer in page.around(element):
        if not remaining:
            return True
        if _fits(remaining[-1], outer):
            remaining.pop()
        elif remaining[-1].direct:
            return False
    return not remaining
