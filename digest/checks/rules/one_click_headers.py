"""Mails without the headers that let a mail program unsubscribe in one click."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity
from digest.model.presentation import EmailService


def _find(mail: Mail) -> Iterator[Problem]:
    if mail.issue.service is not EmailService.PLAIN:
        return
    where = str(mail.headers.get("List-Unsubscribe", ""))
    if not where:
        yield Problem(message="The mail has no List-Unsubscribe header.")
    elif "<https://" not in where.lower():
        yield Problem(
            message="The List-Unsubscribe header has no https address.",
            fix="Let [colophon] unsubscribe_url begin with https://.",
        )
    if where and str(mail.headers.get("List-Unsubscribe-Post", "")).strip() != (
        "List-Unsubscribe=One-Click"
    ):
        yield Problem(message="The mail has no List-Unsubscribe-Post: List-Unsubscribe=One-Click.")


RULE = Rule(
    id="one-click-headers",
    severity=Severity.ERROR,
    why="Gmail and Yahoo ask bulk senders for one-click unsubscription (RFC 8058); an email "
    "service adds the headers itself.",
    fix="Set [colophon] unsubscribe_url to a page that unsubscribes on a POST.",
    find=_find,
)
