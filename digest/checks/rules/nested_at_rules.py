"""Style elements with an at-rule inside another."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.checks.stylesheet import nested_at_rules
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    for sheet in mail.page.sheets:
        for outer, inner in nested_at_rules(sheet):
            yield Problem(message=f"A style element has {inner} inside {outer}.")


RULE = Rule(
    id="nested-at-rules",
    severity=Severity.ERROR,
    why="Gmail drops a whole style element when one at-rule stands inside another "
    "(hteumeuleu/email-bugs #21).",
    fix="Give the inner at-rule its own mj-style element.",
    find=_find,
)
