"""Words that stand in for words still to be written."""

import re
from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.quoting import quoted
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity

# Each with what it begins with in lower case: most mails hold none of these beginnings, and to
# look for one is a hundred times as fast as the expression.
_STAND_INS = (
    ("lorem", re.compile(r"\blorem ipsum\b", re.IGNORECASE)),
    ("todo", re.compile(r"\bTODO\b(?=\s*[:\-–—(\]]|$)")),
    ("fixme", re.compile(r"\bFIXME\b")),
    ("tk", re.compile(r"\bTKTK+\b|\[TK\]")),
    ("xxx", re.compile(r"\bXXXX+\b")),
    ("[", re.compile(r"\[(?:insert|your|add|write)\b[^\]]{0,60}\]", re.IGNORECASE)),
    ("here", re.compile(r"\b(?:headline|text|intro|pitch) (?:goes )?here\b", re.IGNORECASE)),
)


def _find(mail: Mail) -> Iterator[Problem]:
    for part, words in (("subject", mail.issue.subject), ("preheader", mail.issue.preheader)):
        for stand_in in _stand_ins(words):
            yield Problem(message=f"The {part} still says {quoted(stand_in)}.")
    if not any(True for _ in _stand_ins(mail.page.readable)):
        return
    for text in mail.page.texts:
        for stand_in in _stand_ins(text.words):
            block = mail.block(mail.page.elements[text.element]) if text.element >= 0 else "mail"
            yield Problem(block=block, message=f"The mail still says {quoted(stand_in)}.")


def _stand_ins(words: str) -> Iterator[str]:
    lowered = words.lower()
    for beginning, expression in _STAND_INS:
        if beginning in lowered:
            yield from (match[0] for match in expression.finditer(words))


RULE = Rule(
    id="placeholder",
    severity=Severity.ERROR,
    why="Words that only hold a place (TODO, lorem ipsum, TKTK) are the commonest slip in a "
    "newsletter made from a template.",
    fix="Write the words on the draft page or in newsletter.toml.",
    find=_find,
)
