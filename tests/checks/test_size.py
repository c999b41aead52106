"""The byte budget: what items cost, and whether the advised cuts are enough."""

from checks.mails import Case, mailing

from digest.checks.mail import Mailing
from digest.checks.rules.size import byte_budget, suggest_cuts


def mail(pad: int) -> Mailing:
    """The good mail, so many bytes longer in the item "toll"."""
    return mailing(Case(why="a long item", pad=pad))


def test_an_item_costs_what_stands_between_its_marker_and_the_next() -> None:
    """A thousand bytes more in one item are a thousand bytes more in its cost alone."""
    before = {cost.item: cost.bytes for cost in byte_budget(mail(0))}
    after = {cost.item: cost.bytes for cost in byte_budget(mail(1000))}
    assert {item: after[item] - before[item] for item in after} == {
        "lead": 0,
        "toll": 1000,
        "ferry": 0,
        "reeds": 0,
    }


def test_cuts_are_as_few_as_are_enough() -> None:
    """From the end, item by item, until the mail is under the limit."""
    long = mail(0)
    last = byte_budget(long)[-1].bytes
    assert suggest_cuts(long, long.bytes) == (
        f"Cut 1 item: “Reed cutters find a map in a bottle” ({last:,}); "
        f"that saves {last:,} bytes and leaves {long.bytes - last:,}."
    )


def test_the_lead_stays_and_is_to_be_shortened() -> None:
    """Where all other items are not enough, the advice says by how much the lead is too long."""
    advice = suggest_cuts(mail(0), 2_000)
    assert advice.startswith("Cut 3 items")
    assert advice.endswith("more are too many: shorten the lead.")
