"""The window's articles and the editor's page in; the proposal and the draft to print out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from digest import calendar
from digest.archive.reading import past_issues
from digest.archive.skipping import skipped_issues
from digest.config.picking import Blurbs
from digest.draft import fresh_page, merged_page, page_text, read_page, write_page
from digest.errors import NothingToPublish
from digest.model.articles import Article
from digest.model.drafts import Draft
from digest.model.stories import Decisions, PastIssue, Proposal, Window
from digest.pipeline.desk import Desk
from digest.selection import select
from digest.selection.command import CommandBlurber
from digest.store import open_store
from digest.week_rules import extended, thin_week, with_fewer_items


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What the program would print on a day, all it knows about the week, and what is to be said.

    `page_text` is the editor's page as it stands, "" where there is none yet.
    """

    date: date
    page: Path
    page_text: str
    decisions: Decisions
    proposal: Proposal
    past: tuple[PastIssue, ...]
    articles: dict[str, Article]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A proposal with the draft that the editor's page makes of it."""

    proposed: Proposed
    draft: Draft
    text: str
    notes: tuple[str, ...] = ()


def propose(desk: Desk, day: date, *, fill_thin_week: bool = False) -> Proposed:
    """Select for the issue of `day`, following what the editor decided; nothing is written.

    `fill_thin_week` looks back further when [weeks] says so.
    """
    past = past_issues(desk.issues, url=desk.newsletter.archive.url)
    page = desk.page(day)
    text = page_text(page) if page.exists() else ""
    draft = read_page(text, name=str(page), newsletter=desk.newsletter) if text else None
    window, notes = _window(desk, day, past)
    proposed = Proposed(
        date=day,
        page=page,
        page_text=text,
        decisions=draft.decisions if draft else Decisions(),
        proposal=Proposal(window=window, lead=None),
        past=past,
        articles={},
        notes=notes,
    )
    proposed = _select(desk, proposed, draft, window)
    if draft and _names_older(draft, proposed) and desk.newsletter.weeks.thin == "extend":
        return _select(desk, proposed, draft, extended(window, desk.newsletter.weeks))
    if fill_thin_week and draft is None:
        thin = thin_week(_picked(proposed.proposal), window, desk.newsletter.weeks)
        if thin and thin.window != window:
            wider = _select(desk, proposed, draft, thin.window)
            return replace(wider, notes=(*notes, thin.sentence))
    return proposed


def draft_issue(
    desk: Desk, day: date, *, merge: bool = False, fill_thin_week: bool = False
) -> Drafted:
    """Write the page of `day` where there is none; else read it, or merge what is new into it.

    Raises DraftError for a page with an error, which is left as it is, and NothingToPublish when
    neither the page nor the window holds anything.
    """
    proposed = propose(desk, day, fill_thin_week=fill_thin_week)
    old, notes = proposed.page_text, proposed.notes
    text = old
    if not old:
        _require_stories(desk, proposed)
        proposal, said = with_fewer_items(proposed.proposal, desk.newsletter.weeks)
        proposed = replace(proposed, proposal=proposal)
        text = fresh_page(proposal, desk.newsletter, date=day)
        notes += (said,) if said else ()
        notes += (f"Wrote {proposed.page}: edit it and build again.",)
    elif merge:
        merged = merged_page(old, proposed.proposal, desk.newsletter, date=day)
        text = merged.text
        notes += merged.changes or ("Nothing new for the page.",)
    if text != old:
        write_page(proposed.page, text)
    draft = read_page(text, name=str(proposed.page), newsletter=desk.newsletter)
    return Drafted(proposed=proposed, draft=draft, text=text, notes=notes)


def _window(desk: Desk, day: date, past: Sequence[PastIssue]) -> tuple[Window, tuple[str, ...]]:
    """From the cut-off of the last issue that was published or skipped, and what that means."""
    over = [
        *((issue.date, issue.cut_off) for issue in past),
        *((issue.date, issue.cut_off) for issue in skipped_issues(desk.issues)),
    ]
    last = max((cut_off for when, cut_off in over if when < day), default=None)
    rhythm = desk.newsletter.schedule
    window = calendar.window(day, rhythm, desk.zone, last)
    missed = calendar.missed(window, day, rhythm, desk.zone)
    if not missed:
        return window, ()
    said = (
        f"{missed} issue{'s' if missed > 1 else ''} missed: looking back to {window.start:%Y-%m-%d}"
    )
    if last and window.start > last:
        said += f" (longest_window = {rhythm.longest_window} days)"
    return window, (f"{said}.",)


def _select(desk: Desk, proposed: Proposed, draft: Draft | None, window: Window) -> Proposed:
    with open_store(desk.store_file, create=False) as store:
        # Older ones, too: whoever asks why they are not in is told.
        since = (window.late_from or window.start) - timedelta(days=7)
        found = store.articles(since=since, until=window.end, sources=desk.source_names)
        named = {one for item in draft.items for one in item.articles} if draft else set()
        pinned = {pin.article for pin in draft.decisions.pins} if draft else set()
        articles = {one.id: one for one in (*found, *store.by_id(named | pinned))}
    proposal = select(
        tuple(articles.values()),
        desk.newsletter,
        window=window,
        past=tuple(issue for issue in proposed.past if issue.date != proposed.date),
        decisions=draft.decisions if draft else Decisions(),
        blurber=_blurber(desk.newsletter.blurbs),
    )
    return replace(proposed, proposal=proposal, articles=articles)


def _names_older(draft: Draft, proposed: Proposed) -> bool:
    """Whether the page holds articles that the window does not: it was written for a thin week."""
    told = {one.id for story in proposed.proposal.stories for one in story.articles}
    named = {one for item in draft.items for one in item.articles}
    return bool(named & proposed.articles.keys() - told)


def _blurber(settings: Blurbs) -> CommandBlurber | None:
    if not settings.command:
        return None
    return CommandBlurber(command=settings.command, timeout=settings.timeout)


def _picked(proposal: Proposal) -> int:
    return bool(proposal.lead) + sum(len(picks.stories) for picks in proposal.sections)


def _require_stories(desk: Desk, proposed: Proposed) -> None:
    if any(proposed.proposal.stories):
        return
    window = proposed.proposal.window
    span = f"between {window.start:%Y-%m-%d %H:%M} and {window.end:%Y-%m-%d %H:%M} UTC"
    with open_store(desk.store_file, create=False) as store:
        known = store.count()
    if not known:
        raise NothingToPublish(
            f"No articles {span}: nothing was collected yet. `digest collect` reads the sources."
        )
    raise NothingToPublish(
        f"None of the {known} articles collected is for an issue {span}. Try another --date; "
        "`digest why` says why an article is not in."
    )
