"""Mails made of pictures."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.pictures import pictures
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    readable = len(mail.page.readable) - len(mail.issue.preheader)
    images = sum(1 for _ in pictures(mail.page))
    if images and readable < mail.newsletter.check.least_text:
        yield Problem(
            message=f"{readable} characters of text stand beside {images} images; "
            f"fewer than {mail.newsletter.check.least_text} look like a mail of pictures."
        )


RULE = Rule(
    id="little-text",
    severity=Severity.NOTE,
    why="Spam filters distrust mails of pictures with little text, and readers with images off "
    "see nothing (vendor advice; no figure is certain).",
    fix="Say in words what the pictures say.",
    find=_find,
)
