"""A proposal in; what the page says of a story's matter, its other stories and its tellers out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from digest.draft.page.toml_text import quote_all, single_line
from digest.model.stories import Mention, Proposal, Story
from digest.text import shortened

_LONGEST = 70
_LANGUAGES_NAMED = 3
# Beyond six days a weekday alone could be two days.
_WEEKDAYS = timedelta(days=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRemarks:
    """What stands around the stories of a proposal, by their ids.

    `printed` is the printed story of each story's matter, `offered` the one that it is probably one
    with, `places` the section of each printed one. `headlines` are those of the page, by article.
    """

    proposal: Proposal
    zone: ZoneInfo
    printed: Mapping[str, Story]
    offered: Mapping[str, Story]
    places: Mapping[str, str]
    headlines: Mapping[str, str]

    def tells_matter(self, story: Story) -> bool:
        """Whether the page has a line on its matter."""
        return self.proposal.matter_of(story) is not None

    def about_printed(self, story: Story, articles: Sequence[str]) -> Iterator[str]:
        """What stands at `story` where the page prints it as `articles`, a remark a line."""
        if matter := self.proposal.matter_of(story):
            yield f"matter: {matter.extent}"
        if story.spread:
            yield f"told by {single_line(story.spread)}"
        if story.also_in:
            yield f"also in: {self._languages(story.also_in)}"
        for mention in story.also_this_week:
            told = f"{single_line(mention.source)}, {self._day(mention)}"
            yield f"also this week: {in_marks(mention.headline)} ({told})"
        other = self.offered.get(story.id)
        if other and not any(one.id in articles for one in other.articles):
            told = next(one for one in articles if any(one == its.id for its in story.articles))
            ids = quote_all([told, other.article.id])
            yield f"probably one with {self._named(other)}: together = [{ids}]"

    def about_candidate(self, story: Story) -> Iterator[str]:
        """What stands at `story` below the line: the item that its matter has, or its extent."""
        matter = self.proposal.matter_of(story)
        if story.id in self.printed:
            yield f"matter: that of {self._named(self.printed[story.id])}"
        elif matter:
            yield f"matter: {matter.extent}"

    def _named(self, story: Story) -> str:
        called = (self.headlines[one.id] for one in story.articles if one.id in self.headlines)
        place = self.places.get(story.id, "candidate")
        return f"{in_marks(next(called, story.headline))} ({place})"

    def _languages(self, mentions: Sequence[Mention]) -> str:
        named = [f"{single_line(one.source)} ({single_line(one.language)})" for one in mentions]
        more = len(named) - _LANGUAGES_NAMED
        return ", ".join(named[:_LANGUAGES_NAMED]) + (f" and {more} more" if more > 0 else "")

    def _day(self, mention: Mention) -> str:
        near = self.proposal.window.end - mention.when <= _WEEKDAYS
        return f"{mention.when.astimezone(self.zone):{'%a' if near else '%a %d %b'}}"


def index_matters(
    proposal: Proposal, zone: ZoneInfo, headlines: Mapping[str, str]
) -> MatterRemarks:
    """What stands around the stories of `proposal`; `headlines` are those of the page."""
    stories = {story.id: story for story in proposal.stories}
    printed: dict[str, Story] = {}
    for story in proposal.printed:
        matter = proposal.matter_of(story)
        for one in matter.stories if matter else ():
            printed.setdefault(one, story)
    return MatterRemarks(
        proposal=proposal,
        zone=zone,
        printed=printed,
        offered={one.one: stories[one.other] for one in proposal.offers if one.other in stories},
        places={story.id: section for section, story in proposal.picks},
        headlines=headlines,
    )


def in_marks(headline: str) -> str:
    """`headline` as a remark names it."""
    return f"“{shortened(single_line(headline), _LONGEST)}”"
