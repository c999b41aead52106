"""Preheaders too short to fill their place or too long for it."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity
from digest.text import columns


def _find(mail: Mail) -> Iterator[Problem]:
    settings = mail.newsletter.check
    width = columns(mail.issue.preheader.strip())
    if width > settings.preheader_longest:
        limit = settings.preheader_longest
        yield Problem(message=f"The preheader takes {width} columns, more than {limit}.")
    elif 0 < width < settings.preheader_shortest:
        limit = settings.preheader_shortest
        yield Problem(message=f"The preheader takes {width} columns, fewer than {limit}.")


RULE = Rule(
    id="preheader-length",
    severity=Severity.WARNING,
    why="Inboxes show 40 to 130 characters after the subject (the tables of mail services "
    "differ); a longer line is cut, a shorter one wastes the room.",
    fix="Write a preheader of 40 to 130 characters.",
    find=_find,
)
