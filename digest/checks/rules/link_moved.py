"""Links to pages that have moved for good."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.quoting import quoted, shown
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    for link in mail.links:
        answer = mail.answers.get(link.address.partition("#")[0])
        if answer and answer.permanent and answer.final not in {"", link.address}:
            yield Problem(
                block=link.block,
                message=f"{quoted(link.words)} has moved to {shown(answer.final)}.",
                fix=f"Use {answer.final}.",
            )


RULE = Rule(
    id="link-moved",
    severity=Severity.NOTE,
    why="A redirect for good (301, 308) works until the old site goes; story links often end on "
    "a home page that way.",
    fix="Use the new address.",
    find=_find,
)
