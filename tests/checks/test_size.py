"""The byte budget: what items cost, and whether the advised cuts are enough."""

from checks.mails import Case, mailing

from digest.checks.mail import Mailing
from digest.checks.rules.size import suggest_cuts


def mail(pad: int) -> Mailing:
    """The good mail, so many bytes longer in the item "toll"."""
    return mailing(Case(why="a long item", pad=pad))


def test_an_item_costs_what_stands_between_its_marker_and_the_next() -> None:
    """A thousand bytes more in one item are a thousand bytes more in its cost alone."""
    before = {part.block: part.bytes for part in mail(0).parts}
    after = {part.block: part.bytes for part in mail(1000).parts}
    assert before.keys() >= {"lead", "toll", "ferry", "reeds"}
    assert {block: after[block] - before[block] for block in after} == {
        **dict.fromkeys(before, 0),
        "toll": 1000,
    }


def test_cuts_are_as_few_as_are_enough() -> None:
    """From the end, item by item, until the mail is under the limit."""
    long = mail(0)
    last = next(part.bytes for part in long.parts if part.block == "reeds")
    assert suggest_cuts(long, long.bytes) == (
        f"Cut 1 item: “Reed cutters find a map in a bottle” ({last:,}); "
        f"that saves {last:,} bytes and leaves {long.bytes - last:,}."
    )


def test_the_lead_stays_and_is_to_be_shortened() -> None:
    """Where all other items are not enough, the advice says by how much the lead is too long."""
    advice = suggest_cuts(mail(0), 2_000)
    assert advice.startswith("Cut 3 items")
    assert advice.endswith("more are too many: shorten the lead.")
