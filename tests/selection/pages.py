"""Drafts that print some stories of a proposal, in a few words."""

from collections.abc import Collection, Sequence
from datetime import date

from digest.model.drafts import Draft, DraftItem, DraftSection
from digest.model.stories import Decisions

DAY = date(2024, 8, 12)


def draft_of(
    lead: str = "",
    dropped: Collection[str] = (),
    **sections: Sequence[str | DraftItem],
) -> Draft:
    """A page with these articles, each an item of its own."""
    return Draft(
        date=DAY,
        lead=DraftItem(articles=(lead,)) if lead else None,
        sections=tuple(
            DraftSection(id=name, items=tuple(map(_item, items)))
            for name, items in sections.items()
        ),
        decisions=Decisions(drops=frozenset(dropped)),
    )


def _item(one: str | DraftItem) -> DraftItem:
    return DraftItem(articles=(one,)) if isinstance(one, str) else one
