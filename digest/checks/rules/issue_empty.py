"""Issues without a story."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.quoting import quoted
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    if not any(True for _ in mail.issue.items):
        yield Problem(message="The issue has no item.")
    for section in mail.issue.sections:
        if not section.items:
            yield Problem(
                block=section.id,
                message=f"The section {quoted(section.heading)} has a heading and no item.",
                fix="Give the section an item, or take it off the page.",
            )


RULE = Rule(
    id="issue-empty",
    severity=Severity.ERROR,
    why="An empty issue costs readers' trust; senders are known to mail them out.",
    fix="Pick a story on the draft page, or let the week pass.",
    find=_find,
)
