"""A proposal without blurbs in, the same with them out, the editor's own program asked first.

A `Blurber` may propose a text; it is then marked as proposed. Where it fails the story says so.
"""

from dataclasses import dataclass, replace
from typing import Protocol

from digest.config.settings import Newsletter
from digest.model.stories import Picks, Proposal, Story
from digest.selection.blurbs import blurb

# A week has thousands of candidates. Those further down get a blurb when they are pinned.
_CANDIDATES_TOLD = 60


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposed `text` ("" proposes none), or in a sentence why there is none."""

    text: str = ""
    failure: str = ""


class Blurber(Protocol):
    """Whatever proposes a blurb; it raises nothing."""

    def __call__(self, story: Story, words: int) -> Suggestion:
        """A text of at most `words` words about `story`."""
        ...


def told(proposal: Proposal, newsletter: Newsletter, blurber: Blurber | None = None) -> Proposal:
    """`proposal` with a blurb of at most [blurbs] words; only picks go to the blurber."""
    words, language = newsletter.blurbs.words, newsletter.newsletter.language
    mix = newsletter.blurbs.mix

    def extracted(story: Story) -> Story:
        text = blurb(story.articles, words=words, language=language, mix=mix)
        return replace(story, blurb=text)

    def proposed(story: Story) -> Story:
        said = blurber(story, words) if blurber else Suggestion()
        if said.text:
            return replace(story, blurb=said.text, blurb_proposed=True)
        return replace(extracted(story), note=said.failure or story.note)

    return replace(
        proposal,
        lead=proposal.lead and proposed(proposal.lead),
        sections=tuple(
            Picks(section=picks.section, stories=tuple(map(proposed, picks.stories)))
            for picks in proposal.sections
        ),
        candidates=(
            *map(extracted, proposal.candidates[:_CANDIDATES_TOLD]),
            *proposal.candidates[_CANDIDATES_TOLD:],
        ),
    )
