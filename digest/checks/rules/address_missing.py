"""Mails without a postal address."""

import re
from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity
from digest.model.presentation import EmailService

_NOT_A_LETTER = re.compile(r"[\W_]+")


def _find(mail: Mail) -> Iterator[Problem]:
    if mail.issue.service is EmailService.MAILCHIMP and "LIST:ADDRESS" in mail.rendered.html:
        return
    address = mail.issue.colophon.address
    if not address.strip():
        yield Problem(message="The issue names no postal address.")
    elif _letters(address) not in _letters(mail.page.readable):
        yield Problem(
            message="The HTML does not show the postal address.",
            fix="Let the template print issue.colophon.address.",
        )


def _letters(text: str) -> str:
    return _NOT_A_LETTER.sub("", text)


RULE = Rule(
    id="address-missing",
    severity=Severity.WARNING,
    why="Commercial mail to the United States must show the sender's postal address "
    "(CAN-SPAM, 15 U.S.C. 7704(a)(5)).",
    fix="Set [colophon] address.",
    find=_find,
)
