"""The window's articles and what the editor decided in; what the program would print out."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from digest import cutoffs
from digest.config.selection import Blurbs
from digest.draft import Arrivals, Page, count_arrivals, read_draft, read_page
from digest.model.articles import Article
from digest.model.drafts import Draft
from digest.model.stories import Decisions, PastIssue, Proposal, Window
from digest.pipeline.holdings import holdings, picture_bytes
from digest.pipeline.week_size import extend_window, limit_items, thin_week
from digest.pipeline.workspace import Workspace
from digest.selection import select
from digest.selection.command import CommandBlurber
from digest.text import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What the program would print on a day, all it knows about the week, and notes for the editor.

    `page` is the page at `path` as it stands, None where there is none yet; `draft` what it says,
    None as long as it is the program's alone. `sent` says that readers have had an issue of it,
    `arrivals` what came since it was last written.
    """

    date: date
    path: Path
    page: Page | None
    draft: Draft | None
    sent: bool
    proposal: Proposal
    past: tuple[PastIssue, ...]
    articles: dict[str, Article]
    arrivals: Arrivals = field(default_factory=Arrivals)
    notes: tuple[str, ...] = ()

    @property
    def decisions(self) -> Decisions:
        """What the editor decided."""
        return self.draft.decisions if self.draft else Decisions()


def stored_page(workspace: Workspace, path: Path, text: str, *, sent: bool) -> Page:
    """The page that `text` holds, with its pictures looked at; raises DraftError."""
    return read_page(
        text,
        name=str(path),
        newsletter=workspace.newsletter,
        sent=sent,
        unfit=lambda picture: why_unfit(workspace, picture),
    )


def why_unfit(workspace: Workspace, picture: str) -> str:
    """Why a file of the newsletter's folder is no picture to be printed, "" for one that is."""
    try:
        picture_bytes(workspace, picture)
    except (ValueError, OSError) as error:
        return str(error)
    return ""


def propose_issue(workspace: Workspace, day: date, *, afresh: bool = False) -> Proposed:
    """Select for the issue of `day`, following what the editor decided; nothing is written.

    Where the editor decided nothing yet, or starts `afresh`, it looks back further when [weeks]
    says so.
    """
    held = holdings(workspace, day)
    past = held.past()
    path = workspace.page(day)
    # Readers have had what such a page says, whether anyone edited it or not.
    sent = not afresh and held.is_sent()
    text = "" if afresh else held.page()
    page = stored_page(workspace, path, text, sent=sent) if text else None
    draft = read_draft(page) if page and page.edited else None
    window, notes = window_of(workspace, day, past)
    proposed = Proposed(
        date=day,
        path=path,
        page=page,
        draft=draft,
        sent=sent,
        proposal=Proposal(window=window, lead=None),
        past=past,
        articles={},
        notes=notes,
    )
    proposed = _select(workspace, proposed, window)
    if draft and _names_older(draft, proposed) and workspace.newsletter.weeks.thin == "extend":
        return _select(workspace, proposed, extend_window(window, workspace.newsletter.weeks))
    if draft is None:
        thin = thin_week(len([*proposed.proposal.picks]), window, workspace.newsletter.weeks)
        if thin and thin.window != window:
            wider = _select(workspace, proposed, thin.window)
            return replace(wider, notes=(*notes, thin.sentence))
    return proposed


def with_articles(workspace: Workspace, proposed: Proposed, draft: Draft) -> Proposed:
    """`proposed` with the articles that `draft` names and it did not know, as far as they are kept.

    A page may name more than the one that the proposal was made for.
    """
    named = {one for item in draft.items for one in item.articles} - proposed.articles.keys()
    if not named:
        return proposed
    found = holdings(workspace, proposed.date).by_id(named)
    return replace(proposed, articles=proposed.articles | {one.id: one for one in found})


def within_bounds(workspace: Workspace, proposed: Proposed) -> Proposed:
    """`proposed` with its arrivals, and no more picks of its own than max_items allows."""
    proposal, weeks, page = proposed.proposal, workspace.newsletter.weeks, proposed.page
    notes = proposed.notes
    if proposed.draft is None:
        proposal, said = limit_items(proposal, weeks)
        notes = (*notes, said) if said else notes
    elif proposal.unpinned is not None:
        fewer, _ = limit_items(proposal.unpinned, weeks)
        proposal = replace(proposal, unpinned=fewer)
    arrivals = count_arrivals(page, proposal) if page else Arrivals()
    return replace(proposed, proposal=proposal, arrivals=arrivals, notes=notes)


def window_of(
    workspace: Workspace, day: date, past: Sequence[PastIssue]
) -> tuple[Window, tuple[str, ...]]:
    """From the cut-off of the last issue that was published or skipped, and what that means."""
    over = [
        *((issue.date, issue.cut_off) for issue in past),
        *((issue.date, issue.cut_off) for issue in holdings(workspace, day).skipped()),
    ]
    last = max((cut_off for when, cut_off in over if when < day), default=None)
    rhythm = workspace.newsletter.schedule
    window = cutoffs.issue_window(day, rhythm, workspace.zone, last)
    missed = cutoffs.count_missed(window, day, rhythm, workspace.zone)
    if not missed:
        return window, ()
    said = f"{counted(missed, 'issue')} missed: looking back to {window.start:%Y-%m-%d}"
    if last and window.start > last:
        said += f" (longest_window = {counted(rhythm.longest_window, 'day')})"
    return window, (f"{said}.",)


def _select(workspace: Workspace, proposed: Proposed, window: Window) -> Proposed:
    draft, decisions = proposed.draft, proposed.decisions
    held = holdings(workspace, proposed.date)
    found = held.articles(since=known_since(window), until=window.end)
    articles = {one.id: one for one in (*found, *held.by_id(articles_on_page(draft)))}
    proposal = select(
        tuple(articles.values()),
        workspace.newsletter,
        window=window,
        past=tuple(issue for issue in proposed.past if issue.date != proposed.date),
        decisions=decisions,
        blurber=_blurber(workspace.newsletter.blurbs),
        memory=workspace.memory,
    )
    return replace(proposed, proposal=proposal, articles=articles)


def known_since(window: Window) -> datetime:
    """From when on articles are read: older ones, too, so that `digest why` can say why not."""
    return (window.late_from or window.start) - timedelta(days=7)


def articles_on_page(draft: Draft | None) -> frozenset[str]:
    """The ids of the articles that the editor's page prints or pins."""
    if draft is None:
        return frozenset()
    printed = {one for item in draft.items for one in item.articles}
    return frozenset(printed | {pin.article for pin in draft.decisions.pins})


def _names_older(draft: Draft, proposed: Proposed) -> bool:
    """Whether the page holds articles that the window does not: it was written for a thin week."""
    in_window = {one.id for story in proposed.proposal.stories for one in story.articles}
    named = {one for item in draft.items for one in item.articles}
    return bool(named & proposed.articles.keys() - in_window)


def _blurber(settings: Blurbs) -> CommandBlurber | None:
    if not settings.command:
        return None
    return CommandBlurber(command=settings.command, timeout=settings.timeout)
