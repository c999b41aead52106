"""A lead whose feed gave only a summary in, the same article with the text of its page out."""

from dataclasses import dataclass, replace
from pathlib import Path

from digest.errors import NoSourceAnswered
from digest.model.articles import Article
from digest.pipeline.desk import Desk
from digest.records import from_json, to_json
from digest.sources.feeds.entries import Unreadable
from digest.sources.pages.fulltext import full_text
from digest.sources.web.asking import fetch_page
from digest.whole_files import put_file

FEWEST_WORDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """What a page held; kept, so that the page is asked for once and a rebuild is the same."""

    html: str
    text: str


def with_full_text(desk: Desk, article: Article, *, offline: bool) -> Article:
    """`article` with its page's text where that is longer than its own short one.

    A page that cannot be read is told, and the article stays as it is.
    """
    if not article.url or article.file or len(article.text.split()) >= FEWEST_WORDS:
        return article
    kept = desk.store_file.parent / "pages" / f"{article.id}.json"
    if not kept.exists() and not offline:
        _fetch(desk, article, kept)
    if not kept.exists():
        return article
    page = from_json(PageText, kept.read_bytes())
    if len(page.text.split()) <= len(article.text.split()):
        return article
    return replace(article, html=page.html, text=page.text)


def _fetch(desk: Desk, article: Article, kept: Path) -> None:
    private = {one.label for one in desk.newsletter.sources if one.allow_private}
    try:
        page = fetch_page(article.url, allow_private=article.source in private)
        html, text, _ = full_text(page.body, page.url)
    except (NoSourceAnswered, Unreadable) as error:
        desk.voice.warn(f"The page of the lead was not read: {error}")
        return
    put_file(kept, to_json(PageText(html=html, text=text)))
