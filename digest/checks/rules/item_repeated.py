"""Items that an earlier issue has told."""

from collections.abc import Iterator

from digest.checks.headlines import Headlines
from digest.checks.mail import Mail
from digest.checks.quoting import quoted
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    told = [past for issue in mail.past if issue.date < mail.issue.date for past in issue.items]
    by_key = {past.key: past for past in told if past.key}
    headlines = Headlines(past.headline for past in told)
    for item in mail.issue.items:
        before = by_key.get(item.key) if item.key else None
        if before is None:
            before = next((told[at] for at in headlines.near(item.headline)), None)
        if before is not None:
            yield Problem(
                block=item.id,
                message=f"{quoted(item.headline)} ran in the issue of {before.issue}, "
                f"as {quoted(before.headline)}.",
            )


RULE = Rule(
    id="item-repeated",
    severity=Severity.WARNING,
    why="Readers notice a story they have read before; a feed that changes an address or a date "
    "brings it back.",
    fix="Drop the item on the draft page, or say in its headline what is new.",
    find=_find,
)
