"""An article in, its words by field out, as the queries of newsletter.toml read them."""

from digest.model.articles import Article
from digest.query.matching import Fields, lazy_fields

_OPENING_WORDS = 80


def article_fields(article: Article) -> Fields:
    """The article's words by field; each field is cut and stemmed when first asked for."""
    return lazy_fields(lambda name: _field(article, name))


def _field(article: Article, name: str) -> str:
    match name:
        case "title" | "text" | "source" | "section" | "url":
            return str(getattr(article, name))
        case "summary":
            return f"{article.dek} {article.summary}" if article.dek else article.summary
        case "category":
            return " ".join(article.categories)
        case "opening":
            return " ".join(article.text[:2000].split()[:_OPENING_WORDS])
        case _:
            return ""
