"""Mails without a preheader."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    preheader = " ".join(mail.issue.preheader.split())
    if not preheader:
        yield Problem(message="The issue has no preheader.")
    elif preheader not in mail.page.readable:
        yield Problem(
            message="The HTML does not hold the preheader.",
            fix="Let the template print issue.preheader in mj-preview.",
        )


RULE = Rule(
    id="preheader-missing",
    severity=Severity.WARNING,
    why="Without a preheader an inbox shows the mail's first words instead, often "
    "“View in browser”.",
    fix="Write a preheader on the draft page.",
    find=_find,
)
