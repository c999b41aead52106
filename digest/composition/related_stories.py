"""The editor's draft and the week's stories in; the lines that stand below each item out."""

from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from digest.config.settings import Newsletter
from digest.model.drafts import Draft, DraftItem
from digest.model.issues import RelatedStory
from digest.model.stories import Mention, Story
from digest.stems import main_tag


def related_stories(
    draft: Draft, newsletter: Newsletter, stories: Mapping[str, Story]
) -> dict[DraftItem, tuple[RelatedStory, ...]]:
    """The lines below each item of `draft`; `stories` has the week's by their articles' ids.

    None tells what is an item of the page, or what the editor dropped, and none stands twice.
    """
    used = {one for item in draft.items for one in item.articles} | draft.decisions.drops
    below: dict[DraftItem, tuple[RelatedStory, ...]] = {}
    for item in draft.items:
        story = story_of(item.articles, stories)
        mentions = story.also_this_week if story and item.also_this_week else ()
        free = [one for one in mentions if used.isdisjoint(_articles(one, stories))]
        shown = free[: newsletter.blurbs.also_this_week]
        used |= {one.article for one in shown}
        below[item] = tuple(_lines(shown, newsletter))
    return below


def story_of(articles: Sequence[str], stories: Mapping[str, Story]) -> Story | None:
    """The week's story of the first of `articles` that has one."""
    return next((stories[one] for one in articles if one in stories), None)


def foreign_language(language: str, newsletter: Newsletter) -> str:
    """`language`, or "" where it is the newsletter's own."""
    return language if main_tag(language) != main_tag(newsletter.newsletter.language) else ""


def _articles(mention: Mention, stories: Mapping[str, Story]) -> set[str]:
    """The articles of the story that it names."""
    story = stories.get(mention.article)
    return {one.id for one in story.articles} if story else {mention.article}


def _lines(mentions: Sequence[Mention], newsletter: Newsletter) -> Iterator[RelatedStory]:
    zone = ZoneInfo(newsletter.newsletter.timezone)
    for one in mentions:
        yield RelatedStory(
            headline=one.headline,
            source=one.source,
            url=one.url,
            day=one.when.astimezone(zone).date(),
            language=foreign_language(one.language, newsletter),
        )
