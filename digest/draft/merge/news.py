"""The page, the week and what was decided in; what came since, each with the edit that takes it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from digest.draft.edits.edit import edit_page
from digest.draft.edits.naming import id_of
from digest.draft.edits.taking import take_in
from digest.draft.edits.wording import value_print
from digest.draft.merge.corrections import Amendment, find_correction, read_words
from digest.draft.merge.placement import Wishes, place_articles
from digest.draft.merge.position import Position, take_position
from digest.draft.page.page import LEAD, Page, PageStory
from digest.draft.page.toml_text import paragraphs
from digest.draft.writing.story_text import article_ids, words_print
from digest.errors import DraftError
from digest.model.articles import Article
from digest.model.edits import Rewrite, Send, Several, Take
from digest.model.stories import Proposal, Story
from digest.text import counted, ordinal, shortened

_LONGEST = 60
_MOST_AT_ONCE = 50


class NewsKind(StrEnum):
    """What a piece of news is: an article that joins, a new story, a text that was corrected."""

    JOINS = "joins"
    STORY = "story"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitNotes:
    """What the editor decided about news: articles passed over, and told ones' words as read."""

    passed: frozenset[str] = frozenset()
    read: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNews:
    """Something new about the page. `articles` are those it brings, the told one first.

    `section` is where the story stands, or would; `story` is the one of the page that it is about,
    "" for a new one. `said` are the sentences on it. `edit` makes it so; None where there is
    nothing to be done but to know it.
    """

    kind: NewsKind
    articles: tuple[str, ...]
    headline: str
    section: str
    said: tuple[str, ...]
    story: str = ""
    edit: Several | None = None
    correction: Amendment | None = None

    @property
    def key(self) -> str:
        """What it is known by."""
        return f"{self.kind}-{self.articles[0]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """All that is new: the pieces, how many articles came, and the newest that the page knew."""

    pieces: tuple[PageNews, ...] = ()
    articles: int = 0
    since: datetime | None = None


def list_news(page: Page, proposal: Proposal, visit: VisitNotes) -> Newsroom:
    """What came since the page was written that touches it: corrections, new stories, joins."""
    return _Desk(page, proposal, visit).newsroom()


def remaining(room: Newsroom, page: Page) -> Newsroom:
    """`room` after an edit of the page, without asking the week: what it took in or dropped goes.

    It is exact but for what would leave; `list_news` says that, too.
    """
    there = {one for story in page.decided.printed for one in story.articles}
    there |= {one for group in page.decided.dropped for one in group}
    pieces = (
        one
        for one in room.pieces
        if one.kind is NewsKind.CORRECTED or there.isdisjoint(one.articles)
    )
    return replace(room, pieces=tuple(pieces))


def accept_all(page: Page, proposal: Proposal, visit: VisitNotes) -> tuple[PageNews, ...]:
    """What is left to accept, 50 at most, each as the page stands after the ones before."""
    accepted: list[PageNews] = []
    tried: set[str] = set()
    for _ in range(_MOST_AT_ONCE):
        pieces = list_news(page, proposal, visit).pieces
        piece = next((one for one in pieces if one.edit and one.key not in tried), None)
        if piece is None or piece.edit is None:
            break
        tried.add(piece.key)
        with suppress(DraftError):
            page = edit_page(page, piece.edit)
            accepted.append(piece)
    return tuple(accepted)


def in_one_edit(pieces: Iterable[PageNews]) -> Several:
    """The edits of `pieces`, one after the other."""
    return Several(edits=tuple(one for piece in pieces if piece.edit for one in piece.edit.edits))


def pass_over(visit: VisitNotes, piece: PageNews, proposal: Proposal) -> VisitNotes:
    """`visit` after a piece was passed over, or a correction was accepted."""
    if piece.kind is not NewsKind.CORRECTED:
        return replace(visit, passed=visit.passed | {*piece.articles})
    told = {one.id: one for story in proposal.stories for one in story.articles}
    read = {one: read_words(told[one]) for one in piece.articles if one in told}
    return replace(visit, read={**visit.read, **read})


def take_back(visit: VisitNotes, articles: Sequence[str]) -> VisitNotes:
    """`visit` as if these had not been passed over."""
    return replace(visit, passed=visit.passed - {*articles})


def remember_read(visit: VisitNotes, page: Page, proposal: Proposal) -> VisitNotes:
    """`visit` with the words of each told article that the page prints, as they are first seen."""
    known = {one.id: one for story in proposal.stories for one in story.articles}
    told = [
        known[first]
        for story in page.decided.printed
        if (first := next((one for one in story.articles if one in known), ""))
    ]
    return replace(visit, read={one.id: visit.read.get(one.id) or read_words(one) for one in told})


class _Desk:
    """A page and a week side by side, as a visitor finds them."""

    def __init__(self, page: Page, proposal: Proposal, visit: VisitNotes) -> None:
        self._page, self._proposal, self._visit = page, proposal, visit
        self._position: Position = take_position(page, proposal)
        self._week = self._position.week
        decided = page.decided
        self._printed = decided.printed
        self._on_page = {one for story in self._printed for one in story.articles}
        self._gone = {one for group in decided.dropped for one in group} | self._on_page

    def newsroom(self) -> Newsroom:
        new = [one for one in self._new() if one.id not in self._gone]
        fresh = {one.id for one in new} - self._visit.passed
        known = self._page.memory.articles
        seen = [one.first_seen for name, one in self._week.articles.items() if name in known]
        return Newsroom(
            # What may be wrong on the page comes first, what only adds a source last.
            pieces=(*self._corrected(), *self._stories(fresh), *self._joining(fresh)),
            articles=len(new),
            since=max(seen, default=None),
        )

    def _new(self) -> Iterator[Article]:
        known = self._page.memory.articles
        for story in self._proposal.stories:
            unknown = (one for one in story.articles if one.id not in known)
            yield from (one for one in unknown if self._position.is_new([one.id]))

    def _joining(self, fresh: set[str]) -> Iterator[PageNews]:
        """The new articles that a merge would put into a story that the page prints."""
        if not fresh:
            return
        decided = self._page.decided
        wishes = Wishes(
            dropped={one for group in decided.dropped for one in group},
            together=decided.together,
            apart=decided.apart,
        )
        standing = self._position.standing
        places = place_articles(self._proposal, [one.articles for one in standing], wishes)
        for story, articles in zip(standing, places.standing, strict=True):
            grown = tuple(one for one in articles[len(story.articles) :] if one in fresh)
            if grown and story.section:
                yield self._joins(story, grown)

    def _joins(self, story: PageStory, grown: tuple[str, ...]) -> PageNews:
        articles = [self._week.articles[one] for one in (*story.articles, *grown) if self._has(one)]
        sources = counted(len({one.source for one in articles}), "source")
        where = "the lead" if story.section == LEAD else _quoted(self._called(story))
        name = id_of(self._page, story)
        return PageNews(
            kind=NewsKind.JOINS,
            articles=grown,
            headline=self._week.articles[grown[0]].heading,
            section=story.section,
            story=name,
            said=(f"Joins {where}, which then has {sources}.",),
            edit=Several(edits=(Take(articles=self._rows(grown), story=name),)),
        )

    def _stories(self, fresh: set[str]) -> Iterator[PageNews]:
        """The stories with something new that the program would print and the page does not."""
        for section, story in (self._proposal.unpinned or self._proposal).picks:
            ids = article_ids(story)
            if fresh.intersection(ids) and self._gone.isdisjoint(ids):
                yield self._story(section, story)

    def _story(self, section: str, story: Story) -> PageNews:
        ids = article_ids(story)
        # The old lead goes where the new one would have gone.
        into = self._first_section() if section == LEAD else section
        row = [one for one in self._printed if one.section == into]
        to = 0 if section == LEAD else self._place(row, story)
        leaving = self._leaving(row, into)
        edit = take_in(self._page, self._rows(ids), section, to)
        out = [Send(story=id_of(self._page, leaving), section="")] if leaving else []
        return PageNews(
            kind=NewsKind.STORY,
            articles=ids,
            headline=story.headline,
            section=section,
            said=(
                self._would_stand(section, to or len(row) + 1),
                *([self._leaves(leaving, len(row))] if leaving else []),
            ),
            edit=Several(edits=(*edit.edits, *out)),
        )

    def _place(self, row: Sequence[PageStory], story: Story) -> int:
        """Before the first story of the section that has a lower score; 0 for the end."""
        scores = [self._score(one) for one in row]
        return next(
            (at for at, own in enumerate(scores, 1) if own is not None and own < story.score), 0
        )

    def _leaving(self, row: Sequence[PageStory], section: str) -> PageStory | None:
        """The story with the lowest score of a section that has its number; none that is pinned."""
        settings = next((one for one in self._page.newsletter.sections if one.id == section), None)
        if settings is None or len(row) < settings.items:
            return None
        free = [(own, one) for one in row if not one.pinned and (own := self._score(one))]
        return min(free, key=lambda pair: pair[0])[1] if free else None

    def _leaves(self, story: PageStory, count: int) -> str:
        score = self._score(story) or 0.0
        lowest = f"{score:.2f}, the lowest of {count}"
        return f"{_quoted(self._called(story))} leaves the page ({lowest})."

    def _would_stand(self, section: str, place: int) -> str:
        if section == LEAD:
            return "Would lead the issue; the lead becomes the first below it."
        return f"Would stand {ordinal(place)} in “{self._heading(section)}”."

    def _corrected(self) -> Iterator[PageNews]:
        """The told articles whose words are others than those that were read."""
        for story in self._printed:
            told = None if story.is_own else self._week.told_of(story.articles)
            if told is None:
                continue
            before, now = self._visit.read.get(told.id, ""), read_words(told)
            blurb = self._page.read_blurb(story)
            if before and before != now:
                if correction := find_correction(before, now):
                    yield self._correction(story, told, correction)
            elif not before and blurb and words_print(told) not in self._page.memory.texts:
                yield self._correction(story, told, None)

    def _correction(
        self, story: PageStory, told: Article, correction: Amendment | None
    ) -> PageNews:
        name = id_of(self._page, story)
        said = [f"{told.source} changed its text."]
        if told.updated:
            when = told.updated.astimezone(self._week.matters.zone)
            said = [f"{told.source} marked it as updated on {when:%a %d %b, %H:%M}."]
        if correction is None:
            said.append("What it said before is not kept: read the two yourself.")
        blurb = story.texts.get("blurb", "")
        own = not self._page.follows(story, "blurb")
        if correction and blurb and own:
            said.append(_named_in(blurb, correction))
        edit = self._renewed(name, story, told)
        said.append(self._means(story, told, edit))
        return PageNews(
            kind=NewsKind.CORRECTED,
            articles=(told.id,),
            headline=self._called(story),
            section=story.section,
            story=name,
            said=tuple(said),
            edit=edit,
            correction=correction,
        )

    def _means(self, story: PageStory, told: Article, edit: Several | None) -> str:
        """What comes of a correction."""
        if edit:
            return "Accepting takes its new blurb."
        if "blurb" not in story.texts and self._week.own_text_is_printed(told, story.section):
            return "The mail prints its text, and has the new words already."
        return "Nothing on the page changes."

    def _renewed(self, name: str, story: PageStory, told: Article) -> Several | None:
        """The blurb that the program wrote follows the article again, where that has another."""
        read = self._page.read_blurb(story)
        proposed = self._week.texts(told.id, story.section).get("blurb")
        if not read or proposed is None or proposed == paragraphs(read):
            return None
        was = value_print(read)
        return Several(edits=(Rewrite(story=name, key="blurb", value=None, was=was),))

    def _has(self, article: str) -> bool:
        return article in self._week.articles

    def _rows(self, articles: Sequence[str]) -> dict[str, str]:
        return {one: self._week.named(one) for one in articles}

    def _score(self, story: PageStory) -> float | None:
        known = (self._week.stories[one] for one in story.articles if one in self._week.stories)
        found = next(known, None)
        return found.score if found else None

    def _called(self, story: PageStory) -> str:
        told = self._week.told_of(story.articles)
        return story.texts.get("headline") or (told.heading if told else story.title)

    def _first_section(self) -> str:
        return next((one.id for one in self._page.newsletter.sections if one.show), "")

    def _heading(self, section: str) -> str:
        sections = self._page.newsletter.sections
        return next((one.heading.rstrip(":") for one in sections if one.id == section), section)


def _named_in(blurb: str, correction: Amendment) -> str:
    """Whether the editor's own blurb says what the article says no longer."""
    words = _bare_words(blurb)
    gone = [one.cut for one in correction.passages if one.cut and _bare_words(one.cut) <= words]
    if gone:
        return f"Your blurb still says {', '.join(_quoted(one) for one in gone)}."
    if correction.count > len(correction.passages):
        return "Your blurb names none of the first ones."
    return "Your blurb names none of it."


def _bare_words(text: str) -> set[str]:
    return {word.strip(".,;:()“”\"'") for word in text.split()}


def _quoted(text: str) -> str:
    return f"“{shortened(text, _LONGEST)}”"
