"""Items that one issue tells twice."""

from collections.abc import Iterator

from digest.checks.headlines import Headlines
from digest.checks.mail import Mail
from digest.checks.quoting import quoted
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    items = tuple(mail.issue.items)
    headlines = Headlines(item.headline for item in items)
    first_of_key: dict[str, int] = {}
    for at, item in enumerate(items):
        same = first_of_key.setdefault(item.key, at) if item.key else at
        first = min(same, next(headlines.near(item.headline), at))
        if first < at:
            earlier = items[first]
            yield Problem(
                block=item.id,
                message=f"{quoted(item.headline)} ({item.source}) and "
                f"{quoted(earlier.headline)} ({earlier.source}) tell the same.",
            )


RULE = Rule(
    id="item-twice",
    severity=Severity.WARNING,
    why="The same story from two outlets is the commonest repetition in a digest.",
    fix="Merge the two on the draft page: one is told, the other named under “also covered by”.",
    find=_find,
)
