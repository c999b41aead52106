"""What a mail's style sheets change when a reader prefers dark colours."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from digest.checks.page import Element, Page, declarations
from digest.checks.stylesheet import rules_of

_DARK = re.compile(r"prefers-color-scheme\s*:\s*dark", re.IGNORECASE)
_STEP = re.compile(r"\s*(>)\s*|\s+")
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?((?:\.[\w-]+)*)", re.IGNORECASE)


class _Compound(NamedTuple):
    """A tag and classes, and whether it must be the direct parent of the one to its right."""

    tag: str
    classes: frozenset[str]
    direct: bool


class DarkRules:
    """The rules under prefers-color-scheme: dark, of selectors made of tags and classes."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._rules: list[tuple[tuple[_Compound, ...], Mapping[str, str]]] = []
        for sheet in sheets:
            for rule in rules_of(sheet):
                if any(_DARK.search(condition) for condition in rule.around):
                    self._add(rule.selector, declarations(rule.declarations))

    def __bool__(self) -> bool:
        return bool(self._rules)

    def declarations(self, page: Page, element: Element) -> Mapping[str, str]:
        """What the rules set on `element`, over its inline style; later rules win."""
        changed: dict[str, str] = {}
        for selector, set_here in self._rules:
            if _fits(selector[-1], element) and _stands_in(selector[:-1], page, element):
                changed |= {
                    name: value.replace("!important", "").strip()
                    for name, value in set_here.items()
                    if "!important" in value or name not in element.style
                }
        return changed

    def _add(self, selectors: str, set_here: Mapping[str, str]) -> None:
        for selector in selectors.split(","):
            compounds = _compounds(selector.strip())
            if compounds:
                self._rules.append((compounds, set_here))


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


def _fits(compound: _Compound, element: Element) -> bool:
    if compound.tag and compound.tag != element.name:
        return False
    return not compound.classes or compound.classes <= set(
        element.attributes.get("class", "").split()
    )


def _stands_in(ancestors: tuple[_Compound, ...], page: Page, element: Element) -> bool:
    remaining = list(ancestors)
    for outer in page.around(element):
        if not remaining:
            return True
        if _fits(remaining[-1], outer):
            remaining.pop()
        elif remaining[-1].direct:
            return False
    return not remaining
