"""What each item costs in bytes, and which cuts would bring a mail under a limit."""

from collections.abc import Sequence
from typing import NamedTuple

from digest.checks.blocks import blocks_of
from digest.checks.mail import Mail
from digest.checks.page import read_page
from digest.checks.rule import cite
from digest.model.issues import RenderedIssue


class Cost(NamedTuple):
    """The bytes that one item takes in the HTML."""

    item: str
    headline: str
    bytes: int


def room(mail: Mail, limit: int) -> int:
    """`limit` in bytes less what the email service is going to add."""
    return max(limit - mail.newsletter.check.esp_allowance, 0)


def byte_budget(rendered: RenderedIssue) -> tuple[Cost, ...]:
    """What each item costs, in the order of the issue: from its marker to the next one."""
    page = read_page(rendered.html)
    spans = {block.name: page.html[block.start : block.end] for block in blocks_of(page)}
    return tuple(
        Cost(item.id, item.headline, len(spans[item.id].encode("utf-8", "surrogatepass")))
        for item in rendered.issue.items
        if item.id in spans
    )


def cuts(mail: Mail, limit: int) -> str:
    """Which items to cut so that the mail has fewer than `limit` bytes, in a sentence.

    The last items go first, since an issue is ordered by what matters; the lead stays.
    """
    lead = mail.issue.lead.id if mail.issue.lead else ""
    spare = [cost for cost in byte_budget(mail.rendered) if cost.item != lead]
    cut: list[Cost] = []
    while spare and mail.bytes - _total(cut) >= limit:
        cut.append(spare.pop())
    if not cut:
        return ""
    names = ", ".join(f"{cite(cost.headline)} ({cost.bytes:,})" for cost in cut[:8])
    more = f" and {len(cut) - 8} before them" if len(cut) > 8 else ""
    items = "1 item" if len(cut) == 1 else f"{len(cut)} items"
    sentence = f"Cut {items}: {names}{more}; that saves {_total(cut):,} bytes"
    left = mail.bytes - _total(cut)
    if left >= limit:
        return f"{sentence}, and {left - limit + 1:,} more are too many: shorten the lead."
    return f"{sentence} and leaves {left:,}."


def _total(costs: Sequence[Cost]) -> int:
    return sum(cost.bytes for cost in costs)
