"""Control characters in what readers get."""

import re
import sys
from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_AS_ENTITY = re.compile(r"&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));", re.IGNORECASE)


def _find(mail: Mail) -> Iterator[Problem]:
    parts = (
        ("subject", mail.issue.subject),
        ("preheader", mail.issue.preheader),
        ("HTML", mail.rendered.html),
        ("text part", mail.rendered.text),
    )
    for name, content in parts:
        characters = _CONTROLS.findall(content)
        if name == "HTML":
            characters += _CONTROLS.findall("".join(_entities(content)))
        found = {f"U+{ord(character):04X}" for character in characters}
        if found:
            yield Problem(message=f"The {name} holds {', '.join(sorted(found))}.")


def _entities(html: str) -> Iterator[str]:
    for hexadecimal, decimal in _AS_ENTITY.findall(html):
        code = int(hexadecimal, 16) if hexadecimal else int(decimal)
        yield chr(code) if code <= sys.maxunicode else ""


RULE = Rule(
    id="control-characters",
    severity=Severity.ERROR,
    why="A C1 character such as U+0092 makes Gmail cut off even a small mail "
    "(hteumeuleu/email-bugs #41), and a C0 character breaks other readers.",
    fix="Write the character anew: it is mostly a quotation mark from Windows.",
    find=_find,
)
