"""What is picked: stories with their scores, the proposal, the editor's decisions, past issues."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from digest.model.articles import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The time an issue covers: `start <= moment < end`.

    An article published since `late_from` but first seen only inside the window is a late arrival
    and belongs to it; None takes no late arrivals (the first issue).
    """

    start: datetime
    end: datetime
    late_from: datetime | None = None

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One named part of a score: `value` in 0..1 times `weight`, and the reason in words."""

    name: str
    value: float
    weight: float
    reason: str = ""

    @property
    def points(self) -> float:
        """What the term adds to the score."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An article as one line under an item: linked headline, source, day."""

    article: str
    """The article's id."""
    headline: str
    """Its title."""
    url: str
    """Its address."""
    source: str
    """What its source is called."""
    when: datetime
    """When it was published, or else first seen."""
    language: str = ""
    """The main tag of what it is written in, whatever its source says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One event: the article that is printed and those that also cover it.

    `id` is the id of the story's earliest article, so that it stays when coverage grows. `matter`
    is the id of the matter that it belongs to. `also_this_week` are other stories of the matter
    that stand below it, by their told articles; `also_in` are its articles in other languages.
    `spread` says which sources tell it and which do not, in the editor's words for them.
    """

    id: str
    article: Article
    also: tuple[Article, ...] = ()
    terms: tuple[Term, ...] = ()
    blurb: str = ""
    blurb_proposed: bool = False
    note: str = ""
    spread: str = ""
    matter: str = ""
    also_this_week: tuple[Mention, ...] = ()
    also_in: tuple[Mention, ...] = ()

    @property
    def headline(self) -> str:
        """The printed article's title."""
        return self.article.heading

    @property
    def score(self) -> float:
        """The sum of the terms."""
        return sum([term.value * term.weight for term in self.terms])

    @property
    def articles(self) -> tuple[Article, ...]:
        """The printed article first, then the others."""
        return (self.article, *self.also)

    @property
    def sources(self) -> tuple[str, ...]:
        """The distinct sources, the printed one first."""
        return tuple(dict.fromkeys(article.source for article in self.articles))


@dataclass(frozen=True, slots=True, kw_only=True)
class Picks:
    """The stories proposed for one section, in order."""

    section: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """An article that is in no story of this issue, and why."""

    article: Article
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """The stories of one event or saga."""

    id: str
    """That of its best story whose id no other matter has."""
    stories: tuple[str, ...]
    """Their ids, the best first."""
    articles: int
    """How many articles tell of it."""
    sources: int
    """How many sources do."""
    first: datetime
    """When its earliest report was published."""
    last: datetime
    """When its latest was."""
    told_in: tuple[int, ...] = ()
    """The numbers of the past issues that told of it."""
    extent: str = ""
    """All that in words, with days as the newsletter's zone has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Two stories that are probably one; the editor joins them or does not."""

    one: str
    """The id of an article of the one."""
    other: str
    """The id of an article of the other."""
    likeness: float
    """How alike they are, from 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the program would publish, and all it left out, best first.

    `unpinned` has the same stories as they would stand if nothing were pinned; None where nothing
    is. `matters` are those of several stories, the largest first.
    """

    window: Window
    lead: Story | None
    sections: tuple[Picks, ...] = ()
    candidates: tuple[Story, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    matters: tuple[Matter, ...] = ()
    offers: tuple[Offer, ...] = ()
    unpinned: "Proposal | None" = None

    @property
    def picks(self) -> Iterator[tuple[str, Story]]:
        """The stories that would be printed, each with its section ("lead" for the lead)."""
        if self.lead:
            yield "lead", self.lead
        for picks in self.sections:
            for story in picks.stories:
                yield picks.section, story

    @property
    def printed(self) -> Iterator[Story]:
        """The stories of the page, in order."""
        if self.lead:
            yield self.lead
        for picks in self.sections:
            yield from picks.stories

    @property
    def stories(self) -> Iterator[Story]:
        """Every story of the window: lead, sections, candidates."""
        yield from self.printed
        yield from self.candidates

    def matter_of(self, story: Story) -> Matter | None:
        """The matter of `story`; None where it has no other story."""
        return next((one for one in self.matters if one.id == story.matter), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """The editor wants this article's story in this section ("lead" for the lead)."""

    article: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What the editor decided about stories, by article id; applied to later arrivals too.

    `merged`: articles that are one story. `split`: articles that are never in one story
    with each other.
    """

    pins: tuple[Pin, ...] = ()
    drops: frozenset[str] = frozenset()
    merged: tuple[frozenset[str], ...] = ()
    split: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PastItem:
    """A story that an earlier issue has used."""

    key: str
    headline: str
    url: str
    issue: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PastIssue:
    """A published issue, as later ones refer to it."""

    date: date
    number: int
    headline: str
    url: str
    cut_off: datetime
    items: tuple[PastItem, ...] = ()
