"""The draft and the proposal in; who is where, and why, as data for other programs out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from digest.draft.merge.placement import Wishes, place_articles
from digest.model.articles import Article
from digest.model.drafts import Draft, DraftItem, DraftSlot
from digest.model.stories import Matter, Mention, Offer, Proposal, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedArticle:
    """An article of a story."""

    id: str
    """Its id."""
    url: str = ""
    """Its address; may be empty."""
    title: str = ""
    """Its title; may be empty."""
    source: str = ""
    """What its source is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTerm:
    """A named part of a score."""

    name: str
    """Its name, as in `[ranking]`."""
    points: float
    """What it adds to the score: `value` times `weight`."""
    value: float
    """How much the story has of it, from 0 to 1."""
    weight: float
    """How much that counts."""
    reason: str
    """Why, in words; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedStory:
    """A story; an item of the editor's own has no articles."""

    id: str
    """Its id."""
    headline: str
    """The headline that the page gives it; may be empty."""
    score: float = 0.0
    """Its score, by which stories are ranked."""
    terms: tuple[ListedTerm, ...] = ()
    """What the score is made of."""
    articles: tuple[ListedArticle, ...] = ()
    """Its articles, the told one first."""
    matter: str = ""
    """The id of its matter, which is listed where it has other stories."""
    spread: str = ""
    """Which sources tell it and which do not, in words."""
    also_this_week: tuple[Mention, ...] = ()
    """Other stories of its matter that stand below it."""
    also_in: tuple[Mention, ...] = ()
    """Its articles in other languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSection:
    """A section's stories in order."""

    id: str
    """The section's id."""
    items: tuple[ListedStory, ...]
    """Its stories."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What an issue would print, and what it leaves out."""

    lead: ListedStory | None
    """The story that opens it; null where none does."""
    sections: tuple[ListedSection, ...] = ()
    """Each section, in order."""
    candidates: tuple[ListedStory, ...] = ()
    """The stories that are left out, the best first."""
    slots: tuple[DraftSlot, ...] = ()
    """Slots as this issue has them, also those that are not shown."""
    matters: tuple[Matter, ...] = ()
    """Matters of several stories, the largest first."""
    offers: tuple[Offer, ...] = ()
    """Pairs of stories that are probably one."""


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
        return replace(
            list_story(story) if story else ListedStory(id=told, headline=told),
            # Two stories of the page may come of one of the proposal: each keeps an id of its own.
            id=story.id if story and story.id in articles else told,
            headline=title if item is None or item.headline is None else item.headline,
            articles=tuple(self.article(one) for one in articles),
        )

    def article(self, id_: str) -> ListedArticle:
        """The article, or its bare id where it is not known."""
        one = self.articles.get(id_)
        return list_article(one) if one else ListedArticle(id=id_)


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


def list_story(story: Story) -> ListedStory:
    """`story` as the proposal has it."""
    return ListedStory(
        id=story.id,
        headline=story.headline,
        score=round(story.score, 6),
        terms=_terms(story),
        articles=tuple(map(list_article, story.articles)),
        matter=story.matter,
        spread=story.spread,
        also_this_week=story.also_this_week,
        also_in=story.also_in,
    )


def list_article(article: Article) -> ListedArticle:
    """What names an article."""
    return ListedArticle(id=article.id, url=article.url, title=article.title, source=article.source)


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
