"""Mails without a plain-text part worth the name."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    text = mail.rendered.text
    if not text.strip():
        yield Problem(message="The plain-text part is empty.")
    elif b"text/plain" not in mail.rendered.eml.lower():
        yield Problem(message="The mail holds no text/plain part.")


RULE = Rule(
    id="text-missing",
    severity=Severity.ERROR,
    why="Watches, screen readers and some filters read the plain text (RFC 2046, 5.1.4); without "
    "one a mail looks like spam.",
    fix="Let templates/issue.txt.j2 print the issue.",
    find=_find,
)
