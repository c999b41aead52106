"""Mails whose headers are missing or there twice."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity
from digest.model.presentation import EmailService

_ONCE = ("From", "Date", "Subject", "Message-ID", "MIME-Version", "Content-Type")


def _find(mail: Mail) -> Iterator[Problem]:
    if mail.issue.service is not EmailService.PLAIN:
        return
    for name in _ONCE:
        count = len(mail.headers.get_all(name, []))
        if count != 1:
            said = f"{count} times" if count else "not at all"
            yield Problem(message=f"The mail has the header {name} {said}.")
    for name in ("Bcc", "Resent-Bcc"):
        if name in mail.headers:
            yield Problem(message=f"The mail has a {name} header.")


RULE = Rule(
    id="mail-headers",
    severity=Severity.ERROR,
    why="RFC 5322 asks for From and Date and allows each of these once; Gmail refuses mail where "
    "one is there twice.",
    fix="Set [mail] sender; anything else is a fault of the program.",
    find=_find,
)
