"""The week in, an index of its stories; words, a source or a day in, the stories that fit out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from digest.model.stories import Proposal, Story
from digest.stems import stem, whole_words
from digest.text import one_line

MOST_FOUND = 40
_LONGEST_QUERY = 200
_LOOKED_AT = 600


@dataclass(frozen=True, slots=True)
class _Row:
    """A story as it is looked for: its words and their stems, its sources and days."""

    story: Story
    words: str
    stems: str
    sources: frozenset[str]
    days: frozenset[date]
    articles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryIndex:
    """The stories of a week, best first, ready to be looked for; its sources and days in order."""

    rows: tuple[_Row, ...]
    sources: tuple[str, ...] = ()
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStories:
    """The best of the stories that fit, and how many do."""

    stories: tuple[Story, ...] = ()
    count: int = 0


def index_stories(proposal: Proposal, timezone: str) -> StoryIndex:
    """`proposal`, to be made once and asked often."""
    zone = ZoneInfo(timezone)
    ranked = sorted(proposal.stories, key=lambda story: -story.score)
    rows = tuple(
        _Row(
            story,
            *_words_and_stems(story),
            frozenset(story.sources),
            frozenset(one.when.astimezone(zone).date() for one in story.articles),
            frozenset(one.id for one in story.articles),
        )
        for story in ranked
    )
    return StoryIndex(
        rows=rows,
        sources=tuple(sorted({one for row in rows for one in row.sources}, key=str.casefold)),
        days=tuple(sorted({one for row in rows for one in row.days})),
    )


def find_stories(
    index: StoryIndex,
    words: str = "",
    *,
    source: str = "",
    day: date | None = None,
    without: Collection[str] = (),
) -> FoundStories:
    """The stories with all of `words`: each in some form, or as the beginning of a longer word.

    Those that hold one of the articles `without` are left out: they stand on the page.
    """
    wanted = [(f" {word.lower()}", f" {stem(word)} ") for word in _cut(words[:_LONGEST_QUERY])]
    placed = frozenset(without)
    fitting = [
        row.story
        for row in index.rows
        if (not source or source in row.sources)
        and (day is None or day in row.days)
        and row.articles.isdisjoint(placed)
        and all(word in row.words or root in row.stems for word, root in wanted)
    ]
    return FoundStories(stories=tuple(fitting[:MOST_FOUND]), count=len(fitting))


def _words_and_stems(story: Story) -> tuple[str, str]:
    """All titles and sources, and the beginning of what each article says, each word once."""
    texts = (
        f"{one.heading} {one.source} {one.dek} {(one.summary or one.text)[:_LOOKED_AT]}"
        for one in story.articles
    )
    words = dict.fromkeys(word for text in texts for word in _cut(text))
    folded = dict.fromkeys(word.lower() for word in words)
    return f" {' '.join(folded)} ", f" {' '.join(dict.fromkeys(map(stem, words)))} "


def _cut(text: str) -> list[str]:
    return whole_words(one_line(text))
