"""Mails with no heading of the first level, or several."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    count = sum(1 for _ in mail.page.named("h1"))
    if count != 1:
        yield Problem(message=f"The mail has {count} h1 elements.")


RULE = Rule(
    id="one-h1",
    severity=Severity.WARNING,
    why="Readers who listen to a mail jump from heading to heading; the one h1 says where the "
    "mail begins (WCAG 2.2, 1.3.1).",
    fix="Give the issue's first headline an h1, all others h2 and h3.",
    find=_find,
)
