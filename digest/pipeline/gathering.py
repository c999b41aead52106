"""A newsletter's folder in; all that one issue is made of, by value, out."""

from datetime import date
from pathlib import Path

from digest.draft import read_draft, read_page
from digest.model.articles import Article
from digest.pictures import UnfitPicture
from digest.pipeline.gathered import Gathered
from digest.pipeline.holdings import FolderHoldings, picture_bytes
from digest.pipeline.proposing import articles_on_page, known_since, window_of
from digest.pipeline.week_size import extend_window
from digest.pipeline.workspace import Workspace


def gather_issue(workspace: Workspace, day: date) -> Gathered:
    """All that the issue of `day` is made of. Raises DraftError, StorageError.

    The pictures are those that the page and the local pieces of the week name.
    """
    held, weeks = FolderHoldings(workspace, day), workspace.newsletter.weeks
    past = held.past()
    window, _ = window_of(workspace, day, past)
    since = known_since(window)
    if weeks.thin == "extend":
        since = min(since, known_since(extend_window(window, weeks)))
    week = held.articles(since=since, until=window.end)
    pictures = _Pictures(workspace)
    text, sent = held.page(), held.is_sent()
    asked_for = _named(workspace, day, text, pictures, sent=sent) if text else frozenset()
    named = held.by_id(asked_for)
    for one in (*week, *named):
        pictures.look_at(one)
    return Gathered(
        past_issues=past,
        skipped_issues=held.skipped(),
        sent=sent,
        corrected=held.corrections(),
        text=text,
        since=since,
        week=week,
        named=named,
        asked_for=asked_for,
        kept=held.count(),
        pictures=pictures.found,
        templates=_own_files(workspace.templates),
    )


class _Pictures:
    """The pictures that were asked for, each read once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.found: dict[str, bytes | str] = {}

    def why_unfit(self, path: str) -> str:
        """Why a file of the newsletter's folder is no picture to be printed, "" for one that is."""
        if path not in self.found:
            try:
                self.found[path] = picture_bytes(self._workspace, path)
            except UnfitPicture as unfit:
                self.found[path] = str(unfit)
        found = self.found[path]
        return found if isinstance(found, str) else ""

    def look_at(self, article: Article) -> None:
        """Read the picture of a local piece."""
        if article.file and article.image:
            self.why_unfit(article.image.url)


def _named(
    workspace: Workspace, day: date, text: str, pictures: _Pictures, *, sent: bool
) -> frozenset[str]:
    """The articles that the page names; its pictures are looked at on the way."""
    page = read_page(
        text,
        name=str(workspace.page(day)),
        newsletter=workspace.newsletter,
        sent=sent,
        unfit=pictures.why_unfit,
    )
    return articles_on_page(read_draft(page)) if page.edited else frozenset()


def _own_files(templates: Path) -> dict[str, bytes]:
    return {
        path.relative_to(templates).as_posix(): path.read_bytes()
        for path in sorted(templates.rglob("*.j2"))
        if path.is_file()
    }
