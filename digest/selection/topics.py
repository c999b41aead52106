"""An article in, its words by field out, as the queries of newsletter.toml read them."""

from collections.abc import Sequence
from functools import cache

from digest.config.settings import Newsletter
from digest.model.articles import Article
from digest.query import Fields, Query, parse_query
from digest.query.matching import spaced

_OPENING_WORDS = 80


def fields_of(article: Article) -> Fields:
    """The article's words by field; each field is cut and stemmed when first asked for."""

    @cache
    def words(name: str) -> str:
        return spaced(_field(article, name))

    return words


class Topics:
    """The newsletter's queries and how the articles seen so far fit them."""

    def __init__(self, newsletter: Newsletter) -> None:
        self.lead = parse_query(newsletter.lead.match)
        self.sections = {s.id: parse_query(s.match) for s in newsletter.sections if s.show}
        self._fields: dict[Article, Fields] = {}

    @property
    def narrowing(self) -> list[Query]:
        """The queries that say something, the lead's first."""
        queries = [self.lead, *self.sections.values()]
        return [query for query in dict.fromkeys(queries) if not query.takes_any]

    def share(self, query: Query, articles: Sequence[Article]) -> float:
        """The share of articles that match, 0..1."""
        return sum(query.matches(self._of(article)) for article in articles) / len(articles)

    def strength(self, articles: Sequence[Article]) -> float:
        """How strongly the articles fit the query that they fit best, 0..1, on average."""
        return max(
            (
                sum(query.strength(self._of(article)) for article in articles) / len(articles)
                for query in self.narrowing
            ),
            default=0.0,
        )

    def _of(self, article: Article) -> Fields:
        if article not in self._fields:
            self._fields[article] = fields_of(article)
        return self._fields[article]


def _field(article: Article, name: str) -> str:
    match name:
        case "title" | "text" | "source" | "section" | "url":
            return str(getattr(article, name))
        case "summary":
            return f"{article.dek} {article.summary}"
        case "category":
            return " ".join(article.categories)
        case "opening":
            return " ".join(article.text[:2000].split()[:_OPENING_WORDS])
        case _:
            return ""
