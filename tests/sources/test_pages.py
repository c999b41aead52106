"""Pages saved from a website, as .txt and .html: what is the article, and what is the site."""

from pathlib import Path

import pytest
from sources.reading import read_here

from digest.config.settings import Source
from digest.model.articles import Article

FOLDER = Path(__file__).parent
PAGES = sorted(path.name for path in (FOLDER / "pages").iterdir() if path.suffix != ".expected")


@pytest.mark.parametrize("name", PAGES)
def test_a_saved_page_gives_its_article_and_nothing_of_the_site(name: str) -> None:
    """Headline, dek, byline, date and paragraphs are found; menus, pleas and other cards go."""
    expected = (FOLDER / "pages" / f"{name}.expected").read_text(encoding="utf-8")

    reading = read_here(Source(path=f"pages/{name}"), FOLDER)

    assert reading.failures == ()
    assert shown(reading.articles[0]) == expected


def shown(article: Article) -> str:
    """An article as the .expected files write it."""
    fields = {
        "title": article.title,
        "kicker": article.kicker,
        "dek": article.dek,
        "byline": article.byline,
        "published": article.published.date().isoformat() if article.published else "",
        "url": article.url,
        "image": article.image.url if article.image else "",
        "credit": article.image.credit if article.image else "",
    }
    head = "".join(f"{name}: {value}\n" for name, value in fields.items() if value)
    return f"{head}\n{article.text}\n"
