"""Links that could not be followed to the end."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.quoting import shown
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    told: set[str] = set()
    for link in mail.links:
        address = link.address.partition("#")[0]
        answer = mail.answers.get(address)
        if answer is None or address in told:
            continue
        told.add(address)
        if answer.failure:
            yield Problem(block=link.block, message=f"{shown(address)}: {answer.failure}.")
        elif answer.status in {401, 402, 403, 429} or answer.status >= 500:
            yield Problem(block=link.block, message=f"{shown(address)} answers {answer.status}.")


RULE = Rule(
    id="link-unanswered",
    severity=Severity.NOTE,
    why="Many sites turn programs away (403, 429) and let readers in; only a look tells.",
    fix="Open the link in a browser.",
    find=_find,
)
