"""Mails without a subject."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    if not mail.issue.subject.strip():
        yield Problem(message="The issue has no subject.")


RULE = Rule(
    id="subject-missing",
    severity=Severity.ERROR,
    why="An inbox shows sender, subject and preheader; without a subject a mail looks like spam.",
    fix="Write a subject on the draft page, or a pattern under [mail] subject.",
    find=_find,
)
