"""The window's articles and the editor's page in; the proposal and the draft to print out."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from digest.archive.reading import past_issues
from digest.draft import fresh_page, merged_page, page_text, read_page, write_page
from digest.errors import NothingToPublish
from digest.model.articles import Article
from digest.model.drafts import Draft
from digest.model.stories import Decisions, PastIssue, Proposal, Window
from digest.pipeline.desk import Desk
from digest.selection import select
from digest.store import open_store
from digest.store.articles import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """An issue in preparation: what is proposed, what the editor's page says, all it refers to."""

    date: date
    page: Path
    text: str
    draft: Draft
    proposal: Proposal
    past: tuple[PastIssue, ...]
    articles: dict[str, Article]
    changes: tuple[str, ...] = ()
    is_new: bool = False


def draft_issue(desk: Desk, day: date, *, merge: bool) -> Drafted:
    """Write the page of `day` where there is none; else read it, or merge what is new into it.

    Raises DraftError for a page with an error, which is left as it is, and NothingToPublish when
    neither the page nor the window holds anything.
    """
    past = past_issues(desk.issues, url=desk.newsletter.archive.url)
    page = desk.page(day)
    old = page_text(page) if page.exists() else ""
    draft = read_page(old, name=str(page), newsletter=desk.newsletter) if old else None
    decisions = draft.decisions if draft else Decisions()
    with open_store(desk.store_file) as store:
        articles = _articles(store, desk.window(day, past), draft)
        proposal = select(
            tuple(articles.values()),
            desk.newsletter,
            window=desk.window(day, past),
            past=tuple(issue for issue in past if issue.date != day),
            decisions=decisions,
        )
        if not old and not any(proposal.stories):
            raise NothingToPublish(_nothing(proposal.window, store.count()))
    changes: tuple[str, ...] = ()
    text = old
    if not old:
        text = fresh_page(proposal, desk.newsletter, date=day)
    elif merge:
        merged = merged_page(old, proposal, desk.newsletter, date=day)
        text, changes = merged.text, merged.changes
    if text != old:
        write_page(page, text)
    return Drafted(
        date=day,
        page=page,
        text=text,
        draft=read_page(text, name=str(page), newsletter=desk.newsletter),
        proposal=proposal,
        past=past,
        articles=articles,
        changes=changes,
        is_new=not old,
    )


def _articles(store: Store, window: Window, draft: Draft | None) -> dict[str, Article]:
    """The window's articles, and those that the page names from outside it."""
    inside = store.articles(since=window.late_from or window.start, until=window.end)
    named = {one for item in draft.items for one in item.articles} if draft else set()
    pinned = {pin.article for pin in draft.decisions.pins} if draft else set()
    return {one.id: one for one in (*inside, *store.by_id(named | pinned))}


def _nothing(window: Window, known: int) -> str:
    span = f"between {window.start:%Y-%m-%d %H:%M} and {window.end:%Y-%m-%d %H:%M} UTC"
    if not known:
        return f"No articles {span}: nothing was collected yet. `digest collect` reads the sources."
    return f"None of the {known} articles collected is from {span}. Try another --date."
