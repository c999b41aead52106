"""Links that the web says lead to nothing."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.quoting import quoted, shown
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity

_GONE = frozenset({404, 410, 451})


def _find(mail: Mail) -> Iterator[Problem]:
    for link in mail.links:
        answer = mail.answers.get(link.address.partition("#")[0])
        if answer and answer.status in _GONE:
            yield Problem(
                block=link.block,
                message=f"{shown(link.address)}, where {quoted(link.words)} leads, "
                f"answers {answer.status}.",
            )


RULE = Rule(
    id="link-dead",
    severity=Severity.ERROR,
    why="A page that is gone (404, 410) stays gone when readers click.",
    fix="Find the page's new address, or take the link out.",
    find=_find,
)
