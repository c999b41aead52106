"""The draft and the proposal in; who is where, and why, as data for other programs out."""

from collections.abc import Sequence
from dataclasses import dataclass

from digest.draft.merge.placement import Wishes, place_articles
from digest.model.articles import Article
from digest.model.drafts import Draft, DraftItem, DraftSlot
from digest.model.stories import Matter, Mention, Offer, Proposal, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedArticle:
    """An article of a story."""

    id: str
    url: str = ""
    title: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTerm:
    """A part of a score: `points` is `value`, between 0 and 1, times `weight`."""

    name: str
    points: float
    value: float
    weight: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedStory:
    """A story with the headline that the page gives it, and the articles, the told one first.

    An item of the editor's own has none, and may have no headline.
    `matter` is the id of its matter, which is listed where it has other stories.
    """

    id: str
    headline: str
    score: float = 0.0
    terms: tuple[ListedTerm, ...] = ()
    articles: tuple[ListedArticle, ...] = ()
    matter: str = ""
    spread: str = ""
    also_this_week: tuple[Mention, ...] = ()
    also_in: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSection:
    """A section's stories in order."""

    id: str
    items: tuple[ListedStory, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What an issue would print, and what it leaves out, best first.

    `matters` are those of several stories, the largest first; `offers` are pairs of stories that
    are probably one. `slots` are as this issue has them, also those that are not shown.
    """

    lead: ListedStory | None
    sections: tuple[ListedSection, ...] = ()
    candidates: tuple[ListedStory, ...] = ()
    slots: tuple[DraftSlot, ...] = ()
    matters: tuple[Matter, ...] = ()
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """The proposal's articles and stories, by article id."""

    articles: dict[str, Article]
    stories: dict[str, Story]

    def story(self, articles: Sequence[str], item: DraftItem | None = None) -> ListedStory:
        """`articles` as a story; its score is that of the told one's."""
        if item is not None and item.own:
            return ListedStory(id=item.own, headline=item.headline or "")
        told = next((one for one in articles if one in self.articles), articles[0])
        story = self.stories.get(told)
        title = self.articles[told].title if told in self.articles else told
        return ListedStory(
            # Two stories of the page may come of one of the proposal: each keeps an id of its own.
            id=story.id if story and story.id in articles else told,
            headline=title if item is None or item.headline is None else item.headline,
            score=round(story.score, 6) if story else 0.0,
            terms=_terms(story) if story else (),
            articles=tuple(self.article(one) for one in articles),
            matter=story.matter if story else "",
            spread=story.spread if story else "",
            also_this_week=story.also_this_week if story else (),
            also_in=story.also_in if story else (),
        )

    def article(self, id_: str) -> ListedArticle:
        """The article, or its bare id where it is not known."""
        if id_ not in self.articles:
            return ListedArticle(id=id_)
        one = self.articles[id_]
        return ListedArticle(id=id_, url=one.url, title=one.title, source=one.source)


def list_stories(draft: Draft, proposal: Proposal) -> Listing:
    """`draft` with all that `proposal` knows: every article of the window is in one story."""
    items = list(draft.items)
    decisions = draft.decisions
    places = place_articles(
        proposal,
        [item.articles for item in items],
        Wishes(
            dropped=decisions.drops,
            together=[tuple(sorted(group)) for group in decisions.merged],
            apart=[tuple(sorted(group)) for group in decisions.split],
        ),
    )
    known = _Known(
        articles={one.id: one for story in proposal.stories for one in story.articles},
        stories={one.id: story for story in proposal.stories for one in story.articles},
    )
    listed = iter(
        known.story(articles, item) for articles, item in zip(places.standing, items, strict=True)
    )
    return Listing(
        lead=next(listed) if draft.lead else None,
        sections=tuple(
            ListedSection(id=section.id, items=tuple(next(listed) for _ in section.items))
            for section in draft.sections
        ),
        candidates=tuple(known.story(articles) for articles in places.candidates),
        slots=draft.slots,
        matters=proposal.matters,
        offers=proposal.offers,
    )


def _terms(story: Story) -> tuple[ListedTerm, ...]:
    return tuple(
        ListedTerm(
            name=term.name,
            points=round(term.points, 6),
            value=term.value,
            weight=term.weight,
            reason=term.reason,
        )
        for term in story.terms
    )
