"""Words that stand in for words still to be written."""

import re
from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.quoting import quoted
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity

_STAND_IN = re.compile(
    r"\blorem ipsum\b|\bTODO\b(?=\s*[:\-–—(\]]|$)|\bFIXME\b|\bTKTK+\b|\[TK\]|\bXXXX+\b"
    r"|\[(?:insert|your|add|write)\b[^\]]{0,60}\]|\b(?:insert|write) (?:headline|text|intro) here\b"
    r"|\byour (?:headline|text|intro) (?:goes )?here\b",
    re.IGNORECASE,
)
_HINTS = ("lorem", "todo", "fixme", "tktk", "xxxx", "[", " here")


def _find(mail: Mail) -> Iterator[Problem]:
    for part, words in (("subject", mail.issue.subject), ("preheader", mail.issue.preheader)):
        for match in _STAND_IN.finditer(words):
            yield Problem(message=f"The {part} still says {quoted(match[0])}.")
    # Most mails hold none of these, and a plain search is much faster than the expression.
    readable = mail.page.readable.lower()
    if not any(hint in readable for hint in _HINTS):
        return
    for text in mail.page.texts:
        for match in _STAND_IN.finditer(text.words):
            block = mail.block(mail.page.elements[text.element]) if text.element >= 0 else "mail"
            yield Problem(block=block, message=f"The mail still says {quoted(match[0])}.")


RULE = Rule(
    id="placeholder",
    severity=Severity.ERROR,
    why="Words that only hold a place (TODO, lorem ipsum, TKTK) are the commonest slip in a "
    "newsletter made from a template.",
    fix="Write the words on the draft page or in newsletter.toml.",
    find=_find,
)
