"""The text of a style element in, its rules and at-rules out; enough CSS for checks, no more."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_PIECE = re.compile(r"([^{};]*)([{};])")


class StyleRule(NamedTuple):
    """One rule: the at-rules around it (outermost first), its selector, its declarations."""

    around: tuple[str, ...]
    selector: str
    declarations: str


@lru_cache(maxsize=64)
def rules_of(sheet: str) -> tuple[StyleRule, ...]:
    """The rules of a style sheet in order; at-rules that hold declarations count as rules."""
    return tuple(_rules(_COMMENT.sub("", sheet)))


def nested_at_rules(sheet: str) -> tuple[tuple[str, str], ...]:
    """Each at-rule that stands inside another, once, as (outer, inner) names such as @media."""
    nests = [(*rule.around, rule.selector) for rule in rules_of(sheet)]
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
    for content, mark in _PIECE.findall(css):
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
