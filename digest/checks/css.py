"""CSS as text in; its rules and declarations out: enough CSS for checks, no more."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_MARK = re.compile(r"([{};])")
_RESETS = {"background": ("background-color",), "font": ("font-size", "font-weight")}


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
