"""Items published long before the issue's window."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.quoting import quoted
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    oldest = mail.newsletter.check.stale_days
    for item in mail.issue.items:
        if item.published is None:
            continue
        age = (mail.issue.cut_off - item.published).days
        if age >= oldest:
            yield Problem(
                block=item.id,
                message=f"{quoted(item.headline)} was published on {item.published:%Y-%m-%d}, "
                f"{age} days before the cut-off.",
            )
        elif age < -1:
            yield Problem(
                block=item.id,
                message=f"{quoted(item.headline)} is dated {item.published:%Y-%m-%d}, "
                "after the cut-off.",
                fix="See whether the source's clock or the article's date is wrong.",
            )


RULE = Rule(
    id="item-stale",
    severity=Severity.WARNING,
    why="A source that moves its website dates old articles anew or lists them again; old news "
    "then looks like this week's.",
    fix="Drop the item on the draft page, or say in its blurb that it is older.",
    find=_find,
)
