"""The newsletter's queries and an article or a story in; whether and how strongly it fits out."""

from collections.abc import Sequence

from digest.config.settings import Newsletter
from digest.model.articles import Article
from digest.model.stories import Story
from digest.query import Query, parse_query, text_fields
from digest.query.matching import article_fields

_ENOUGH = 0.5


class Topics:
    """The newsletter's queries and how the articles seen so far fit them."""

    def __init__(self, newsletter: Newsletter) -> None:
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
        self._strengths: dict[tuple[str, str], dict[Query, float]] = {}

    def matches(self, query: Query, article: Article) -> bool:
        """Whether the article fits."""
        return query.takes_any or self.strength(query, article) > 0

    def story_matches(self, query: Query, story: Story) -> bool:
        """Whether the told article fits, or half of all."""
        return self.fit(query, story.article, story.articles)

    def fit(self, query: Query, told: Article, articles: Sequence[Article]) -> bool:
        """Whether the `told` one of `articles` fits, or half of all."""
        matching = sum(self.matches(query, article) for article in articles)
        return self.matches(query, told) or matching >= _ENOUGH * len(articles)

    def strength(self, query: Query, article: Article) -> float:
        """How strongly the article fits, 0 (not at all) to 1."""
        place = (article.source, article.id)
        if place not in self._strengths:
            fields = article_fields(article)
            self._strengths[place] = {each: each.strength(fields) for each in self.narrowing}
        return self._strengths[place][query]

    def in_headlines(self, articles: Sequence[Article]) -> float:
        """The share of the headlines with a core word of the query of which most have one."""
        titles = [text_fields({"title": article.title}) for article in articles]
        return max(
            (sum(map(core.touches, titles)) / len(titles) for core in self._cores), default=0.0
        )
