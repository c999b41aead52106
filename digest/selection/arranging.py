"""Ranked stories and the editor's pins in, a proposal without blurbs out."""

from collections.abc import Sequence

from digest.config.settings import Newsletter
from digest.model.stories import PassedOver, Pin, Proposal, Window
from digest.selection.matter_lines import with_matters
from digest.selection.placement import place
from digest.selection.ranked import RankedStories


def arrange(
    ranked: RankedStories,
    newsletter: Newsletter,
    window: Window,
    pins: Sequence[Pin],
    passed_over: Sequence[PassedOver],
) -> Proposal:
    """The proposal that has every story in its place, beside the articles passed over."""
    placed = place(ranked.stories, newsletter, pins, ranked.topics, ranked.around)
    proposal = Proposal(
        window=window,
        lead=placed.lead,
        sections=placed.sections,
        candidates=placed.candidates,
        passed_over=tuple(passed_over),
    )
    names = newsletter.newsletter
    return with_matters(proposal, ranked.known, names.language, names.timezone)
