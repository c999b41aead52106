"""A proposal without blurbs in, the same with them out, the editor's own program asked first.

A `Blurber` may propose a text; it is then marked as proposed. Where it fails, or says what none of
the story's articles says, the extracted one stands and the story says so.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from digest.config.settings import Newsletter
from digest.model.articles import Article
from digest.model.stories import Picks, Proposal, Story
from digest.selection.blurbs import blurb, lead_blurb
from digest.selection.proving import unproved
from digest.text import linked_only_to, shortened

# A week has thousands of candidates. Those further down get a blurb when they are pinned.
_CANDIDATES_TOLD = 60
_LONGEST_QUOTE = 80


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposed `text` ("" proposes none), or in a sentence why there is none."""

    text: str = ""
    failure: str = ""


class Extract(Protocol):
    """Takes a blurb out of a story's articles, as `blurb` does."""

    def __call__(
        self, articles: tuple[Article, ...], *, words: int, language: str, mix: bool = False
    ) -> str:
        """At most so many words, the told article first."""
        ...


class ExtractLead(Protocol):
    """Takes a lead's blurb out of its articles, as `lead_blurb` does."""

    def __call__(
        self, articles: tuple[Article, ...], *, words: int, most: int, language: str
    ) -> str:
        """At most so many words and paragraphs, the told article first."""
        ...


class Blurber(Protocol):
    """Whatever proposes a blurb; it raises nothing."""

    def __call__(self, story: Story, words: int) -> Suggestion:
        """A text of at most `words` words about `story`."""
        ...


def with_blurbs(
    proposal: Proposal,
    newsletter: Newsletter,
    blurber: Blurber | None = None,
    *,
    extract: Extract = blurb,
    extract_lead: ExtractLead = lead_blurb,
) -> Proposal:
    """`proposal` with a blurb of at most [blurbs] words; only picks go to the blurber.

    That of a lead without a text of its own has a paragraph more of each of two other sources.
    """
    words, language = newsletter.blurbs.words, newsletter.newsletter.language
    mix = newsletter.blurbs.mix
    most = newsletter.lead.paragraphs

    def extracted(story: Story) -> Story:
        text = extract(story.articles, words=words, language=language, mix=mix)
        return replace(story, blurb=text)

    def extracted_lead(story: Story) -> Story:
        if story.article.has_full_text:
            return extracted(story)
        text = extract_lead(story.articles, words=words, most=most, language=language)
        return replace(story, blurb=text)

    def proposed(story: Story, how: Callable[[Story], Story] = extracted) -> Story:
        said = _proved(blurber(story, words), story) if blurber else Suggestion()
        if said.text:
            return replace(story, blurb=said.text, blurb_proposed=True)
        notes = (said.failure, story.note)
        return replace(how(story), note="; ".join(note for note in notes if note))

    return replace(
        proposal,
        lead=proposal.lead and proposed(proposal.lead, extracted_lead),
        sections=tuple(
            Picks(section=picks.section, stories=tuple(map(proposed, picks.stories)))
            for picks in proposal.sections
        ),
        candidates=(
            *map(extracted, proposal.candidates[:_CANDIDATES_TOLD]),
            *proposal.candidates[_CANDIDATES_TOLD:],
        ),
    )


def _proved(said: Suggestion, story: Story) -> Suggestion:
    """`said`, unless it says what none of the story's articles does."""
    missing = unproved(said.text, story.articles) if said.text else ""
    if not missing:
        # A program may have read other addresses in the articles.
        known = {article.url for article in story.articles}
        return replace(said, text=linked_only_to(said.text, known))
    return Suggestion(
        failure=f"the proposed blurb says “{shortened(missing, _LONGEST_QUOTE)}”, which none of "
        "the story's articles does; the extracted blurb stands"
    )
