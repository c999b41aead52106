"""What was found at an address in; what an editor is told of it, in sentences, out; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from digest.desk.views.sources import written_moment
from digest.desk.words import DeskWords
from digest.pipeline.found_sources import FeedContents, FoundSource, JoinedStory
from digest.text import shortened, without_credentials

_LONGEST = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedChoice:
    """A feed to choose among those of a page."""

    address: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundView:
    """A place that was looked at: its name, what is there, and what it would bring.

    `is_new` says that it can be added; `offers` are feeds of the page to choose from.
    """

    number: int
    name: str
    address: str
    facts: str
    brings: tuple[str, ...]
    is_new: bool
    offers: tuple[FeedChoice, ...] = ()


def describe_looked_at(
    found: Sequence[FoundSource], now: datetime, words: DeskWords
) -> tuple[FoundView, ...]:
    """What is told of each place, in their order."""
    return tuple(_described(number, one, now, words) for number, one in enumerate(found))


def _described(number: int, one: FoundSource, now: datetime, words: DeskWords) -> FoundView:
    found = one.found
    source = found.source
    if source is None or found.known_as:
        known = words.say("sources.known", name=found.known_as) if found.known_as else ""
        return FoundView(
            number=number,
            name=without_credentials(found.place),
            address="",
            facts=known or found.reason,
            brings=(),
            is_new=False,
            offers=tuple(FeedChoice(address=feed.url, title=feed.title) for feed in found.offered),
        )
    facts = (found.note, *list_contents(one.whole, now, words))
    return FoundView(
        number=number,
        name=source.label,
        address=source.shown_place,
        facts=", ".join(filter(None, facts)),
        brings=tuple(_brings(one, words)),
        is_new=True,
    )


def list_contents(contents: FeedContents, now: datetime, words: DeskWords) -> Iterator[str]:
    """How many articles, how new, how long."""
    if not contents.articles:
        return
    yield words.say("sources.articles", count=contents.articles)
    if contents.newest:
        moment = written_moment(contents.newest, now, words)
        yield words.say("sources.newest", moment=moment)
    yield words.say("sources.whole_texts" if contents.whole else "sources.summaries")


def _brings(one: FoundSource, words: DeskWords) -> Iterator[str]:
    """What it would bring to this week, and to which stories."""
    week, fitting = one.week.articles, one.week.fitting
    if not one.whole.articles:
        return
    if fitting is None or not week:
        yield words.say("sources.this_week", count=week)
    else:
        yield words.say("sources.fit_week", count=week, fitting=fitting)
    if one.joined:
        yield words.say("sources.joins", count=len(one.joined))
        yield _best(one.joined, words)


def _best(joined: Sequence[JoinedStory], words: DeskWords) -> str:
    """The story of the most sources that it would tell, too; one on the page before others."""
    best = max(joined, key=lambda one: (one.on_page, one.sources))
    key = "sources.joins_page" if best.on_page else "sources.joins_story"
    return words.say(key, headline=shortened(best.headline, _LONGEST), number=best.sources)
