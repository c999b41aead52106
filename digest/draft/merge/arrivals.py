"""The page and the week in; what came since the page was written, and what it leaves empty, out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from digest.config.settings import Newsletter
from digest.draft.merge.position import Position, take_position
from digest.draft.page.page import LEAD, Page
from digest.draft.writing.story_text import article_ids, name_headlines
from digest.model.articles import Article
from digest.model.drafts import Draft
from digest.model.stories import Proposal
from digest.text import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """What came since the program last wrote the page.

    `articles` counts all of it, `joining` those about a story which the page prints.
    `places` holds the section of each new story that the program would print; `lead` is the
    headline of a new lead, "" where the lead would not change.
    """

    articles: int = 0
    joining: int = 0
    places: tuple[str, ...] = ()
    lead: str = ""

    def __bool__(self) -> bool:
        """Whether anything came."""
        return bool(self.articles)

    def facts(self) -> str:
        """What came, in a sentence."""
        told = [_would_be_printed(self.places)]
        if self.joining:
            more = counted(self.joining, "more article is", "more articles are")
            told.append(f"{more} about stories on the page")
        if self.lead:
            told.append(f"the new lead would be {name_headlines([self.lead])}")
        came = counted(self.articles, "article")
        return f"{came} came since the page was last written: {'; '.join(told)}."


def count_arrivals(page: Page, proposal: Proposal) -> Arrivals:
    """What `proposal` has that came after `page` was written.

    It counts as come since when the page does not know the article, and it was first seen later
    than all that was known when the program last wrote there.
    """
    decided, position = page.decided, take_position(page, proposal)
    printed = {one for story in decided.printed for one in story.articles}
    lead = {one for story in decided.printed if story.section == LEAD for one in story.articles}
    gone = {one for group in decided.dropped for one in group} | printed
    new = {one.id for one in _new(position) if one.id not in gone}
    picks = [
        (section, story)
        for section, story in (proposal.unpinned or proposal).picks
        if not new.isdisjoint(article_ids(story))
    ]
    return Arrivals(
        articles=len(new),
        joining=sum(
            len(new.intersection(article_ids(story)))
            for story in proposal.stories
            if not printed.isdisjoint(article_ids(story))
        ),
        places=tuple(section for section, story in picks if printed.isdisjoint(article_ids(story))),
        lead=next(
            (
                story.headline
                for section, story in picks
                if section == LEAD and lead.isdisjoint(article_ids(story))
            ),
            "",
        ),
    )


def gaps(draft: Draft, proposal: Proposal, newsletter: Newsletter) -> Iterator[str]:
    """A sentence for each section of an edited page that is half empty though it could be filled.

    Joined and dropped stories leave room that only the editor fills.
    """
    held = {section.id: len(section.items) for section in draft.sections}
    placed = {one for item in draft.items for one in item.articles} | draft.decisions.drops
    waiting: dict[str, list[str]] = {}
    for section, story in proposal.picks:
        if placed.isdisjoint(article_ids(story)):
            waiting.setdefault(section, []).append(story.headline)
    for settings in newsletter.sections:
        count = held.get(settings.id, 0)
        if settings.id in waiting and 2 * count <= settings.items:
            stories = counted(count, "story", "stories") if count else "no stories"
            following = name_headlines(waiting[settings.id])
            yield (
                f"The section “{settings.id}” prints {stories} and could print "
                f"{settings.items}. Next would be {following}; to take one "
                f'in, write section = "{settings.id}" into it where it stands among the candidates '
                "of the page (`digest draft` brings it there)."
            )


def _new(position: Position) -> Iterator[Article]:
    """The articles that belong to this issue and that the page does not know."""
    for story in position.week.proposal.stories:
        yield from (one for one in story.articles if position.is_new([one.id]))


def _would_be_printed(places: tuple[str, ...]) -> str:
    if not places:
        return "the program would print no new story"
    where = ", ".join(f"{count} in {section}" for section, count in Counter(places).items())
    stories = counted(len(places), "new story", "new stories")
    return f"the program would print {stories} ({where})"
