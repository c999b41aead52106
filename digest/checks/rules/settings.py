"""The settings of the check itself."""

from collections.abc import Iterator
from difflib import get_close_matches

from digest.checks.mail import Mailing
from digest.checks.rule import Violation, rule
from digest.model.findings import Severity


@rule(
    "rule-unknown",
    Severity.WARNING,
    why="A rule that is misspelt under [check.rules] is neither switched off nor raised.",
    fix="Write the rule's id as docs/checks.md lists it.",
)
def find_unknown_rules(mail: Mailing) -> Iterator[Violation]:
    """Names under [check.rules] that no rule has."""
    for name in mail.newsletter.check.rules:
        if name not in mail.rule_ids:
            close = get_close_matches(name, sorted(mail.rule_ids), n=1)
            yield Violation(
                message=f"[check.rules] names {name}, which is no rule.",
                fix=f"Perhaps you meant {close[0]}." if close else "",
            )
