"""The draft's slots and the stories of the issue in; the slots as printed out."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from digest.config.blocks import SLOT_PLACES
from digest.config.settings import Newsletter
from digest.model.drafts import DraftSlot
from digest.model.issues import Issue, Slot
from digest.running_text import linked_paragraphs


def printed_slots(
    drafted: Sequence[DraftSlot], issue: Issue, newsletter: Newsletter
) -> tuple[Slot, ...]:
    """Each that is to be shown, also one without words: the check is to say so."""
    order = [section.id for section in newsletter.sections]
    there = {section.id for section in issue.sections} | ({"lead"} if issue.lead else set())
    slots = (
        Slot(
            id=one.id,
            kind=one.kind,
            place=_place(one.place, order, there),
            heading=one.heading,
            words=linked_paragraphs(one.text),
            button=one.button if one.url else "",
            url=one.url,
            until=one.until,
        )
        for one in drafted
        if one.show
    )
    # A heading over nothing would be printed: of one without words only its name is left.
    return tuple(one if one.words else replace(one, heading="", button="", url="") for one in slots)


def _place(place: str, order: Sequence[str], there: Collection[str]) -> str:
    """`place`, or the nearest after it where this issue has neither lead nor that section."""
    if place in there or place in {"top", "end"}:
        return place
    if place in SLOT_PLACES:
        return "top"
    after = order[order.index(place) :] if place in order else []
    return next((one for one in after if one in there), "end")
