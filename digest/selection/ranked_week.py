"""The stories of a week in; the same, best first, with which sections may have them, out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from digest.config.settings import Newsletter
from digest.model.stories import Proposal, Story
from digest.selection.placement import assigned
from digest.selection.topics import Fits, Topics

MANY_SOURCES = 3


# Without slots: what many tell is looked for once.
@dataclass(frozen=True, kw_only=True)
class Ranked:
    """The stories of a week, best first, and how they fit, for whoever asks again and again."""

    stories: tuple[Story, ...]
    by_article: Mapping[str, Story]
    topics: Topics

    @cached_property
    def told_by_many(self) -> tuple[Story, ...]:
        """Those of three sources and more that a section may have."""
        many = (one for one in self.stories if len(one.also) + 1 >= MANY_SOURCES)
        return tuple(
            one for one in many if len(one.sources) >= MANY_SOURCES and self.fits_somewhere(one)
        )

    def near(self, lead: Story | None, count: int) -> tuple[Story, ...]:
        """The best but the lead."""
        return tuple(islice((one for one in self.stories if one is not lead), count))

    def fits_somewhere(self, story: Story) -> bool:
        """Whether a section that is shown may have it."""
        return any(self.fits(story, section) for section in self.topics.sections)

    def fits(self, story: Story, section: str) -> bool:
        """Whether the section of that id may have it."""
        if assigned(story):
            return assigned(story) == section
        return self.topics.story_matches(self.topics.sections[section], story)


def rank_week(proposal: Proposal, newsletter: Newsletter, fits: Fits | None = None) -> Ranked:
    """All stories of `proposal` by their scores; how they fit is worked out when first asked.

    `fits` is what was worked out for the articles of an earlier proposal; more is added to it.
    """
    return Ranked(
        stories=tuple(sorted(proposal.stories, key=lambda story: -story.score)),
        by_article={one.id: story for story in proposal.stories for one in story.articles},
        topics=Topics(newsletter, fits),
    )
