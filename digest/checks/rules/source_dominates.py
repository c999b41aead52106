"""Issues that come mostly from one source."""

from collections import Counter
from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity

_FEWEST_ITEMS = 5


def _find(mail: Mail) -> Iterator[Problem]:
    sources = Counter(item.source for item in mail.issue.items)
    total = sources.total()
    if total < _FEWEST_ITEMS or len(mail.newsletter.sources) == 1:
        return
    source, count = sources.most_common(1)[0]
    if count > total * mail.newsletter.check.source_share:
        yield Problem(message=f"{count} of {total} items come from {source}.")


RULE = Rule(
    id="source-dominates",
    severity=Severity.WARNING,
    why="A digest promises a choice; one prolific feed can crowd the others out unnoticed.",
    fix="Lower per_source in [[sections]] or the weight of the source, or drop some of its items.",
    find=_find,
)
