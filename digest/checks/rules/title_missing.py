"""HTML without a title."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    if not mail.page.title:
        yield Problem(message="The HTML has no title.")


RULE = Rule(
    id="title-missing",
    severity=Severity.WARNING,
    why="The title names the browser's tab of the web copy, and a screen reader reads it first "
    "(WCAG 2.2, 2.4.2).",
    fix="Write mj-title in the template's head.",
    find=_find,
)
