"""Characters that would reach readers as a programmer's escape."""

import re
from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import WHOLE_MAIL, Problem, Rule
from digest.model.findings import Severity

# The braces of a text about such escapes are entities in HTML, and parted in plain text.
_ESCAPE = re.compile(r"\\u\{[0-9a-f]{1,6}\}", re.IGNORECASE)


def _find(mail: Mail) -> Iterator[Problem]:
    html = mail.rendered.html
    places = {(_block_at(mail, one.start()), one[0]) for one in _ESCAPE.finditer(html)}
    for block, escape in sorted(places):
        yield Problem(block=block, message=f"The HTML holds {escape}.")
    for escape in sorted(set(_ESCAPE.findall(mail.rendered.text))):
        yield Problem(message=f"The text part holds {escape}.")


def _block_at(mail: Mail, position: int) -> str:
    before = [element for element in mail.page.elements if element.start <= position]
    return mail.block(before[-1]) if before else WHOLE_MAIL


RULE = Rule(
    id="escape-left",
    severity=Severity.ERROR,
    why="MJML writes what Rust cannot print, such as Arabic vowel signs and no-break spaces in an "
    "alt text, in the notation of programmers; a screen reader spells it out.",
    fix="Build the issue again; if it stays, the template that prints it writes the escape itself.",
    find=_find,
)
