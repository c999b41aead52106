"""What is not on the page in; the lists New, Left out and Find beside it, in words, out."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from digest.desk.place import Place
from digest.desk.words import DeskWords
from digest.draft.merge.corrections import ChangedWords
from digest.draft.merge.news import Newsroom, PageNews, remaining
from digest.locales import day_and_month
from digest.model.articles import Article
from digest.model.drafts import Draft
from digest.model.stories import Proposal, Story
from digest.pipeline.drafts import Drafted
from digest.pipeline.visits import VisitRecord, load_visit, news_of
from digest.pipeline.workspace import Workspace
from digest.selection.finding import (
    MOST_FOUND,
    FoundStories,
    StoryIndex,
    find_stories,
    index_stories,
)
from digest.selection.left_out import Missing, Omissions, list_left_out
from digest.selection.ranked_week import Ranked, rank_week
from digest.selection.topics import Fits

MakeIndex = Callable[[Proposal, str], StoryIndex]
Work = Callable[[Callable[[], StoryIndex]], Awaitable[StoryIndex]]

_LONGEST_BLURB = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsView:
    """A piece of news as it is decided on; `kind` in words, `when` its told article came."""

    key: str
    kind: str
    headline: str
    language: str
    said: tuple[str, ...]
    when: str
    source: str
    score: str = ""
    blurb: str = ""
    can_accept: bool = False
    can_choose: bool = False
    changes: tuple[ChangedWords, ...] = ()
    more_changes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NewList:
    """What is new; `lede` says how much came and how much of it touches the page."""

    since: str
    lede: str
    pieces: tuple[NewsView, ...]
    acceptable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outsider:
    """A story off the page: `take` names it and where it would go, `swap` also what would leave.

    Either is "" where it cannot be.
    """

    id: str
    headline: str
    language: str
    score: str
    facts: tuple[str, ...]
    take: str = ""
    swap: str = ""
    swap_with: str = ""
    link: str = ""
    is_selected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutList:
    """What was left out: the verdict, its regrets, the best of the rest, and how many more."""

    verdict: str
    is_well: bool
    regrets: tuple[Outsider, ...]
    others: tuple[Outsider, ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChoice:
    """A day of the week to look at."""

    value: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindList:
    """What was looked for, what else can be, and the stories that fit."""

    counted: str
    stories: tuple[Outsider, ...]
    sources: tuple[str, ...]
    days: tuple[DayChoice, ...]


class Lists:
    """What a proposal has beside the page, each worked out once and when it is first asked for."""

    def __init__(self, make_index: MakeIndex = index_stories) -> None:
        self._make_index = make_index
        self._proposal: Proposal | None = None
        self._ranked: Ranked | None = None
        self._index: StoryIndex | None = None
        self._room: Newsroom | None = None
        self._record: VisitRecord | None = None
        self._fits: Fits = {}
        self._indexing = asyncio.Lock()
        self._knowing = threading.RLock()

    def news(self, drafted: Drafted) -> Newsroom:
        """What is new about the page as it stands: exact but for what would leave it by now."""
        record = load_visit(drafted.proposed.path)
        with self._knowing:
            self._know(drafted.proposed.proposal)
            if self._room is None or record != self._record:
                self._room, self._record = news_of(drafted), record
            room = self._room
        return remaining(room, drafted.page)

    def left_out(self, workspace: Workspace, drafted: Drafted) -> Omissions:
        """What the page does not print."""
        ranked = self.ranked(workspace, drafted)
        return list_left_out(drafted.draft, drafted.proposed.proposal, workspace.newsletter, ranked)

    def ranked(self, workspace: Workspace, drafted: Drafted) -> Ranked:
        """The stories of the week, best first."""
        with self._knowing:
            self._know(drafted.proposed.proposal)
            if self._ranked is None:
                # A proposal holds the very articles of the one before, as far as they stayed.
                self._ranked = rank_week(
                    drafted.proposed.proposal, workspace.newsletter, self._fits
                )
            return self._ranked

    def index(self, proposal: Proposal, timezone: str) -> StoryIndex:
        """What can be looked for."""
        with self._knowing:
            self._know(proposal)
            if self._index is None:
                self._index = self._make_index(proposal, timezone)
            return self._index

    async def make_ready(self, proposal: Proposal, timezone: str, work: Work) -> None:
        """Have the index made by `work`, apart: a large week takes half a second."""
        async with self._indexing:
            if proposal is self._proposal and self._index:
                return
            await work(lambda: self._keep_index(proposal, timezone))

    def _keep_index(self, proposal: Proposal, timezone: str) -> StoryIndex:
        made = self._make_index(proposal, timezone)  # nobody who needs no index waits for it
        with self._knowing:
            self._know(proposal)
            self._index = made
        return made

    def _know(self, proposal: Proposal) -> None:
        if proposal is not self._proposal:
            self._proposal = proposal
            self._ranked = self._index = self._room = self._record = None
            if len(self._fits) > 2 * sum(len(story.articles) for story in proposal.stories):
                self._fits = {}


def describe_news(
    room: Newsroom, stories: Mapping[str, Story], zone: ZoneInfo, words: DeskWords
) -> NewList:
    """The pieces of `room`, each as it is read; `stories` are the week's by their articles."""
    since = room.since.astimezone(zone) if room.since else None
    touching = len(room.pieces)
    return NewList(
        since=words.say("since.title", when=_moment(since.date(), f"{since:%H:%M}", words))
        if since
        else words.say("since.title_unknown"),
        lede=_lede(room.articles, touching, words),
        pieces=tuple(_piece(one, stories, zone, words) for one in room.pieces),
        acceptable=sum(one.edit is not None for one in room.pieces),
    )


def _lede(came: int, touching: int, words: DeskWords) -> str:
    """How much came, and how much of it touches the page."""
    if not came and not touching:
        return words.say("since.nothing")
    said = [words.say("since.came", count=came)] if came else []
    return " ".join((*said, words.say("since.touching", count=touching)))


def _piece(
    piece: PageNews, stories: Mapping[str, Story], zone: ZoneInfo, words: DeskWords
) -> NewsView:
    story = stories.get(piece.articles[0])
    article = _article(story, piece.articles[0])
    when = article.when.astimezone(zone) if article else None
    correction = piece.correction
    shown = correction.passages if correction else ()
    return NewsView(
        key=piece.key,
        kind=correction.said if correction else words.say(f"since.{piece.kind}"),
        headline=piece.headline,
        language=article.language if article else "",
        said=piece.said,
        when=_moment(when.date(), f"{when:%H:%M}", words) if when else "",
        source=article.source if article else "",
        score=f"{story.score:.2f}" if story and not piece.story else "",
        blurb=(story.blurb or (article.summary if article else ""))[:_LONGEST_BLURB]
        if story and not piece.story
        else "",
        can_accept=piece.edit is not None,
        can_choose=not piece.story,
        changes=shown,
        more_changes=correction.count - len(shown) if correction else 0,
    )


def _article(story: Story | None, name: str) -> Article | None:
    return next((one for one in story.articles if one.id == name), None) if story else None


def _moment(day: date, time: str, words: DeskWords) -> str:
    return f"{day_and_month(day, words.language)}, {time}"


def describe_left_out(omissions: Omissions, place: Place, words: DeskWords) -> LeftOutList:
    """The verdict first, then each story with what kept it out."""
    shown = len(omissions.regrets) + len(omissions.others)
    more = max(omissions.count - shown, 0)
    return LeftOutList(
        verdict=omissions.verdict,
        is_well=not omissions.regrets,
        regrets=tuple(_missing(one, place, words) for one in omissions.regrets),
        others=tuple(_missing(one, place, words) for one in omissions.others),
        more=words.say("left.more", count=more) if more else "",
    )


def _missing(missing: Missing, place: Place, words: DeskWords) -> Outsider:
    told = missing.story.article.id
    plain = _outsider(missing.story, place, facts=missing.reasons)
    if not missing.section:
        return plain
    swap = f"{told}:{missing.section}:{missing.last}" if missing.last else ""
    return replace(
        plain,
        take=f"{told}:{missing.section}",
        swap=swap,
        swap_with=words.say("left.swap", place=missing.place) if swap else "",
    )


def _outsider(story: Story, place: Place, *, facts: Sequence[str]) -> Outsider:
    told = story.article
    return Outsider(
        id=told.id,
        headline=story.headline,
        language=told.language,
        score=f"{story.score:.2f}",
        facts=tuple(facts),
        link=place.link(story=told.id, about="why"),
        is_selected=told.id == place.story,
    )


def describe_candidates(
    index: StoryIndex,
    draft: Draft,
    place: Place,
    zone: ZoneInfo,
    words: DeskWords,
) -> FindList:
    """The candidates that `place` asks for, at most forty, and how many there are."""
    placed: Collection[str] = {one for item in draft.items for one in item.articles}
    days = {day.isoformat(): day for day in index.days}
    source = place.source if place.source in index.sources else ""
    found = find_stories(index, place.q, source=source, day=days.get(place.day), without=placed)
    return FindList(
        counted=_counted(found, words),
        stories=tuple(
            replace(
                _outsider(one, place, facts=(_facts(one, zone, words),)), take=f"{one.article.id}:"
            )
            for one in found.stories
        ),
        sources=index.sources,
        days=tuple(
            DayChoice(value=value, name=day_and_month(day, words.language))
            for value, day in days.items()
        ),
    )


def _counted(found: FoundStories, words: DeskWords) -> str:
    if found.count > MOST_FOUND:
        return words.say("find.best", count=found.count, shown=MOST_FOUND)
    return words.say("find.found", count=found.count)


def _facts(story: Story, zone: ZoneInfo, words: DeskWords) -> str:
    told = story.article
    day = day_and_month(told.when.astimezone(zone).date(), words.language)
    others = len(story.sources) - 1
    also = f" {words.say('find.also', count=others)}" if others else ""
    return f"{told.source}, {day}{also}"
