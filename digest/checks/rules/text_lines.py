"""Lines of the plain-text part that are too long."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity
from digest.text import columns

_LONGEST = 78


def _find(mail: Mail) -> Iterator[Problem]:
    long = [
        (number, line)
        for number, line in enumerate(mail.rendered.text.splitlines(), start=1)
        if columns(line) > _LONGEST and "://" not in line and " " in line.strip()
    ]
    if long:
        number, line = long[0]
        yield Problem(
            message=f"{len(long)} lines of the text part are over {_LONGEST} columns; "
            f"line {number} has {columns(line)}."
        )


RULE = Rule(
    id="text-lines",
    severity=Severity.NOTE,
    why="RFC 5322 (2.1.1) asks for lines of at most 78 characters; addresses may be longer.",
    fix="Pipe the text through the template's wrap filter.",
    find=_find,
)
