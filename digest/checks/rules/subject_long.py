"""Subjects that an inbox cuts off."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity
from digest.text import columns


def _find(mail: Mail) -> Iterator[Problem]:
    width, limit = columns(mail.issue.subject), mail.newsletter.check.subject_length
    if width > limit:
        yield Problem(message=f"The subject takes {width} columns, more than {limit}.")


RULE = Rule(
    id="subject-long",
    severity=Severity.WARNING,
    why="Gmail's app shows about 35 characters of a subject, an iPhone 48, Gmail in a browser 70 "
    "(tests by emailtooltester).",
    fix="Say it in fewer words, and what matters in the first 35 characters.",
    find=_find,
)
