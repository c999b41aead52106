"""The extensions that a newsletter names in; the rules that they add, guarded, out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from digest.checks.guarded import guarded
from digest.checks.rule import Rule
from digest.checks.rules import RULES
from digest.extensions import RULES as TO_RULES
from digest.extensions import (
    Addition,
    UnfitExtension,
    failure_in_words,
    find_extension,
    load_addition,
)
from digest.model.findings import Severity
from digest.text import shortened

_ID = re.compile(r"[a-z][a-z0-9-]{1,59}")
_REMEMBERED = 16


@lru_cache(_REMEMBERED)
def extension_rules(names: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rules that the extensions of these `names` add, in their order. Raises UnfitExtension."""
    taken = {rule.id: "the program" for rule in RULES}
    found: list[Rule] = []
    for name in names:
        for addition in find_extension(name).additions_to(TO_RULES):
            for rule in _loaded_rules(addition):
                if rule.id in taken:
                    said = (
                        f"adds the rule {rule.id}, which {taken[rule.id]} has; rename it there, or "
                        f"take {name} out of [newsletter] extensions"
                    )
                    raise UnfitExtension(name, said)
                taken[rule.id] = name
                found.append(guarded(rule, name))
    return tuple(found)


def _loaded_rules(addition: Addition) -> tuple[Rule, ...]:
    """The rules at an entry point: one, or a collection of them. Raises UnfitExtension."""
    value = load_addition(addition)
    try:
        return tuple(_read_rules(addition, value))
    except UnfitExtension:
        raise
    except BaseException as error:
        # What looks like a rule may do anything when it is looked at.
        if isinstance(error, KeyboardInterrupt):
            raise
        said = f"has what cannot be read in its entry point {addition.name} of {TO_RULES}"
        raise UnfitExtension(addition.extension, f"{said}: {failure_in_words(error)}") from None


def _read_rules(addition: Addition, value: object) -> Iterator[Rule]:
    several: Iterable[object] = value if isinstance(value, list | tuple) else [value]
    for one in several:
        if not isinstance(one, Rule):
            said = f"has {_short(one)} in its entry point {addition.name} of {TO_RULES}"
            raise UnfitExtension(addition.extension, f"{said}; a rule is made by @rule")
        if wrong := _wrong_rule(one):
            raise UnfitExtension(addition.extension, f"adds a rule {_short(one.id)} {wrong}")
        yield replace(
            one, id=str.__str__(one.id), why=str.__str__(one.why), fix=str.__str__(one.fix)
        )


def _wrong_rule(rule: Rule) -> str:
    """Why that is none after all, as the end of a sentence: nobody need have checked its types."""
    texts: tuple[object, ...] = (rule.id, rule.why, rule.fix)
    severity: object = rule.severity
    find: object = rule.find
    if not all(isinstance(text, str) and text.strip() for text in texts):
        return "without the texts of its id, why and fix"
    if not _ID.fullmatch(rule.id):
        return "whose id is not of small letters, digits and hyphens"
    if not isinstance(severity, Severity):
        return "whose severity is none of Severity"
    return "" if callable(find) else "that is no function"


def _short(value: object) -> str:
    return shortened(value, 60) if isinstance(value, str) else f"a {type(value).__name__}"
