"""Preheaders that only say the subject again."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    subject, preheader = (
        " ".join(text.casefold().split()).rstrip(".…!")
        for text in (mail.issue.subject, mail.issue.preheader)
    )
    if subject and subject == preheader:
        yield Problem(message="The preheader is the subject once more.")


RULE = Rule(
    id="preheader-repeats-subject",
    severity=Severity.WARNING,
    why="The two stand side by side in an inbox; the second is free room for another story.",
    fix="Name another story of the issue in the preheader.",
    find=_find,
)
