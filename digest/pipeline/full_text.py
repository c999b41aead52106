"""A lead whose feed gave only a summary in, the same article with the text of its page out."""

from dataclasses import dataclass, replace
from pathlib import Path

from digest import __version__
from digest.errors import NoSourceAnswered
from digest.json_records import from_json, to_json
from digest.model.articles import Article
from digest.pipeline.workspace import Workspace
from digest.sources.web.lookups import fetch_page
from digest.sources.web.protocol import Visit
from digest.sources.workers.pool import parse_alone
from digest.sources.workers.tasks import page_task
from digest.whole_files import put_file

FEWEST_WORDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """What the page at `url` held, or why nothing: kept, so that it is asked for and parsed once.

    A rebuild is the same then, and a page made to hang its parser costs its time once. What this
    `version` of the program could not read, the next may.
    """

    url: str
    version: str
    html: str = ""
    text: str = ""
    unreadable: str = ""


def add_full_text(workspace: Workspace, article: Article, *, offline: bool) -> Article:
    """`article` with its page's text where that is longer than its own short one.

    A page that cannot be read is reported, and the article stays as it is.
    """
    if not article.url or article.file or len(article.text.split()) >= FEWEST_WORDS:
        return article
    place = workspace.store_file.parent / "pages" / f"{article.id}.json"
    page = _kept(place, article.url)
    if page is None and not offline:
        page = _fetched(workspace, article, place)
    if page is None:
        return article
    if page.unreadable:
        workspace.voice.warn(
            f"The page of the lead was not read: {article.url} {page.unreadable} "
            f"(to try it again, remove {place})"
        )
    if len(page.text.split()) <= len(article.text.split()):
        return article
    return replace(article, html=page.html, text=page.text)


def _kept(place: Path, url: str) -> KeptPage | None:
    """The page at `url` as it was kept; None where it was not, or cannot be read any more."""
    try:
        page = from_json(KeptPage, place.read_bytes())
    except (OSError, ValueError):
        return None
    outdated = page.unreadable and page.version != __version__
    return page if page.url == url and not outdated else None


def _fetched(workspace: Workspace, article: Article, place: Path) -> KeptPage | None:
    private = {one.label for one in workspace.newsletter.sources if one.allow_private}
    try:
        page = fetch_page(article.url, allow_private=article.source in private)
    except NoSourceAnswered as error:
        workspace.voice.warn(f"The page of the lead was not read: {error}")
        return None
    visit = Visit(folder=workspace.folder, now=workspace.now, zone=workspace.zone)
    parsed = parse_alone(page_task(page.url, page.body, visit), page.body, workspace.parsing)
    kept = KeptPage(
        url=article.url,
        version=__version__,
        html=parsed.page.html,
        text=parsed.page.text,
        unreadable=parsed.unreadable,
    )
    put_file(place, to_json(kept))
    return kept
