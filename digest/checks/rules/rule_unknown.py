"""Names under [check.rules] that no rule has."""

from collections.abc import Callable, Collection, Iterator
from difflib import get_close_matches

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def rule_unknown(known: Collection[str]) -> Rule:
    """The rule that knows the others by their ids."""
    return Rule(
        id="rule-unknown",
        severity=Severity.WARNING,
        why="A rule that is misspelt under [check.rules] is neither switched off nor raised.",
        fix="Write the rule's id as docs/checks.md lists it.",
        find=_finder({*known, "rule-unknown"}),
    )


def _finder(known: Collection[str]) -> Callable[[Mail], Iterator[Problem]]:
    def find(mail: Mail) -> Iterator[Problem]:
        for name in mail.newsletter.check.rules:
            if name not in known:
                close = get_close_matches(name, known, n=1)
                yield Problem(
                    message=f"[check.rules] names {name}, which is no rule.",
                    fix=f"Perhaps you meant {close[0]}." if close else "",
                )

    return find
