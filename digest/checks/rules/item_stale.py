"""Items published long before the issue's window."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from digest.checks.mail import Mail
from digest.checks.quoting import quoted
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity

_CLOCKS_DIFFER = timedelta(days=1)
_PERIODS = {
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "two weeks": timedelta(days=14),
    "month": timedelta(days=31),
}


def _find(mail: Mail) -> Iterator[Problem]:
    start, oldest = _window_start(mail), mail.newsletter.check.stale_days
    for item in mail.issue.items:
        if item.published is None:
            continue
        dated = f"{quoted(item.headline)} is dated {item.published:%Y-%m-%d}"
        days = (start - item.published).days
        if days >= oldest:
            yield Problem(
                block=item.id, message=f"{dated}, {days} days before the issue's window begins."
            )
        elif item.published - mail.issue.cut_off > _CLOCKS_DIFFER:
            yield Problem(
                block=item.id,
                message=f"{dated}, after the cut-off.",
                fix="See whether the source's clock or the article's date is wrong.",
            )


def _window_start(mail: Mail) -> datetime:
    """The cut-off of the issue before; for the first issue one period back."""
    cut_off = mail.issue.cut_off
    earlier = [issue.cut_off for issue in mail.past if issue.cut_off < cut_off]
    return max(earlier, default=cut_off - _PERIODS[mail.newsletter.schedule.every])


RULE = Rule(
    id="item-stale",
    severity=Severity.WARNING,
    why="A source that moves its website dates old articles anew or lists them again; old news "
    "then looks like this week's.",
    fix="Drop the item on the draft page, or say in its blurb that it is older.",
    find=_find,
)
