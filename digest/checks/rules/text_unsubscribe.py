"""Plain-text parts without a way to unsubscribe."""

from collections.abc import Iterator

from digest.ascii_addresses import in_ascii
from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity
from digest.model.presentation import EmailService


def _find(mail: Mail) -> Iterator[Problem]:
    text = mail.rendered.text
    if not text.strip():
        return
    own = mail.issue.colophon.unsubscribe_url
    plain = mail.issue.service is EmailService.PLAIN
    named = own in text or in_ascii(own) in text if plain and own else "unsub" in text.lower()
    if not named:
        yield Problem(message="The text part names no unsubscribe link.")


RULE = Rule(
    id="text-unsubscribe",
    severity=Severity.ERROR,
    why="Who reads the plain text has the same right to stop the mail.",
    fix="Set [colophon] unsubscribe_url; let templates/issue.txt.j2 print it.",
    find=_find,
)
