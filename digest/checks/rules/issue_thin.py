"""Issues of one story, and sections that have none."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.quoting import quoted
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    if sum(1 for _ in mail.issue.items) == 1:
        yield Problem(message="The issue has one item.")
    printed = {section.id for section in mail.issue.sections}
    for section in mail.newsletter.sections:
        if section.show and section.id not in printed:
            yield Problem(
                block=section.id,
                message=f"The section {quoted(section.heading or section.id)} has no item, "
                "so nothing of it is printed.",
                fix="Move a candidate into it on the draft page; if the week has none, let it be.",
            )


RULE = Rule(
    id="issue-thin",
    severity=Severity.WARNING,
    why="A page that lost its stories to a slip of the hand looks like a quiet week.",
    fix="See that the draft page holds what you picked; `digest draft` names the candidates.",
    find=_find,
)
