"""The newsletter's queries and an article or a story in; whether and how well it fits out."""

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass

from digest.config.settings import Newsletter
from digest.model.articles import Article
from digest.model.stories import Story
from digest.query import Query, parse_query, text_fields
from digest.query.matching import article_fields

_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Fit:
    """How an article fits what was `asked`: queries, and the core queries of headlines.

    `matching` are the texts of the queries that it fits; `headed` says of each core query whether
    its headline has a word of it.
    """

    article: Article
    asked: tuple[tuple[str, ...], tuple[str, ...]]
    matching: frozenset[str]
    headed: tuple[bool, ...]


Fits = MutableMapping[tuple[str, str], Fit]
"""By its source and id how each article fits, as far as anyone asked."""


class Topics:
    """The newsletter's queries and how the articles seen so far fit them.

    What `known` has of an article is used as long as neither it nor the queries are others.
    """

    def __init__(self, newsletter: Newsletter, known: Fits | None = None) -> None:
        self.lead = parse_query(newsletter.lead.match)
        self.sections = {s.id: parse_query(s.match) for s in newsletter.sections if s.show}
        shown = {"lead": self.lead} if newsletter.lead.show else {}
        self.of_places = {**shown, **self.sections}
        queries = dict.fromkeys([self.lead, *self.sections.values()])
        cores = {each.core or each.match for each in newsletter.sections if each.show}
        if newsletter.lead.show:
            cores.add(newsletter.lead.core or newsletter.lead.match)
        self._cores = tuple(parse_query(core) for core in sorted(cores) if core)
        self.narrowing = [query for query in queries if not query.takes_any]
        self._asked = (
            tuple(query.text for query in self.narrowing),
            tuple(query.text for query in self._cores),
        )
        self._known: Fits = {} if known is None else known

    def matches(self, query: Query, article: Article) -> bool:
        """Whether the article fits."""
        return query.takes_any or query.text in self._fit(article).matching

    def story_matches(self, query: Query, story: Story) -> bool:
        """Whether the told article fits, or half of all."""
        return self.fit(query, story.article, story.articles)

    def fit(self, query: Query, told: Article, articles: Sequence[Article]) -> bool:
        """Whether the `told` one of `articles` fits, or half of all."""
        if self.matches(query, told):
            return True
        matching = [article for article in articles if self.matches(query, article)]
        return len(matching) >= _ENOUGH * len(articles)

    def in_headlines(self, articles: Sequence[Article]) -> float:
        """The share of the headlines with a core word of the query of which most have one."""
        headed = [self._fit(article).headed for article in articles]
        return max((sum(core) / len(headed) for core in zip(*headed, strict=True)), default=0.0)

    def _fit(self, article: Article) -> Fit:
        place = (article.source, article.id)
        known = self._known.get(place)
        # An article that was corrected, or another that has its id, is another object.
        if known is None or known.article is not article or known.asked != self._asked:
            fields, title = article_fields(article), text_fields({"title": article.title})
            known = self._known[place] = Fit(
                article,
                self._asked,
                frozenset([each.text for each in self.narrowing if each.matches(fields)]),
                tuple([core.touches(title) for core in self._cores]),
            )
        return known
