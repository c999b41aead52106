"""Addresses that two items of an issue lead to."""

from collections.abc import Iterator

from digest.checks.links import scheme
from digest.checks.mail import Mail
from digest.checks.quoting import shown
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    items = {item.id for item in mail.issue.items}
    blocks: dict[str, list[str]] = {}
    for link in mail.links:
        if link.block in items and scheme(link.address) in {"http", "https"}:
            blocks.setdefault(_same(link.address), []).append(link.block)
    for address, named in blocks.items():
        distinct = list(dict.fromkeys(named))
        if len(distinct) > 1:
            yield Problem(
                block=distinct[-1],
                message=f"{shown(address)} is linked by {len(distinct)} items.",
            )


def _same(address: str) -> str:
    return address.partition("#")[0].partition("utm_")[0].rstrip("/?&").replace("http:", "https:")


RULE = Rule(
    id="link-repeated",
    severity=Severity.WARNING,
    why="Two items that lead to the same page are mostly one story told twice.",
    fix="Merge the items, or drop one, on the draft page.",
    find=_find,
)
