"""Items of an issue that lead to the same page."""

from collections.abc import Iterator

from digest.checks.links import Link, scheme
from digest.checks.mail import Mail
from digest.checks.quoting import quoted, shown
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    items = {item.id for item in mail.issue.items}
    own: dict[str, Link] = {}
    for link in mail.links:
        # An item's first link is its own: what it links in passing may well be told elsewhere.
        if link.block in items and scheme(link.address) in {"http", "https"}:
            own.setdefault(link.block, link)
    first: dict[str, str] = {}
    for block, link in own.items():
        earlier = first.setdefault(_same(link.address), block)
        if earlier != block:
            yield Problem(
                block=block,
                message=f"{quoted(link.words)} and the item {earlier} lead to the same page, "
                f"{shown(link.address)}.",
            )


def _same(address: str) -> str:
    plain = address.partition("#")[0].partition("utm_")[0]
    return plain.rstrip("/?&").replace("http:", "https:")


RULE = Rule(
    id="link-repeated",
    severity=Severity.WARNING,
    why="Two items that lead to the same page are mostly one story told twice.",
    fix="Merge the items, or drop one, on the draft page.",
    find=_find,
)
