"""The window's articles and the editor's page in; the proposal and the draft to print out."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from digest import cutoffs
from digest.archive.contents import past_issues, published_version
from digest.archive.skipped import skipped_issues
from digest.config.selection import Blurbs
from digest.draft import (
    Arrivals,
    Page,
    count_arrivals,
    fresh_page,
    gaps,
    merge_page,
    page_text,
    read_draft,
    read_page,
    write_page,
)
from digest.draft.json_view import Listing, list_stories
from digest.errors import NothingToPublish
from digest.model.articles import Article
from digest.model.drafts import Draft
from digest.model.stories import Decisions, PastIssue, Proposal, Window
from digest.pictures import read_picture
from digest.pipeline.week_size import extend_window, limit_items, thin_week
from digest.pipeline.workspace import Workspace
from digest.selection import select
from digest.selection.command import CommandBlurber
from digest.store import open_store
from digest.text import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What the program would print on a day, all it knows about the week, and notes for the editor.

    `page` is the page at `path` as it stands, None where there is none yet; `draft` what it says,
    None as long as it is the program's alone. `sent` says that readers have had an issue of it.
    """

    date: date
    path: Path
    page: Page | None
    draft: Draft | None
    sent: bool
    proposal: Proposal
    past: tuple[PastIssue, ...]
    articles: dict[str, Article]
    notes: tuple[str, ...] = ()

    @property
    def decisions(self) -> Decisions:
        """What the editor decided."""
        return self.draft.decisions if self.draft else Decisions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A proposal with the draft that the editor's page makes of it."""

    proposed: Proposed
    draft: Draft
    text: str
    notes: tuple[str, ...] = ()

    @property
    def listing(self) -> Listing:
        """All that the page and the proposal know, for programs."""
        return list_stories(self.draft, self.proposed.proposal)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What an issue goes out without: news that the page has not, stories that have no section.

    `remarks` name the stories that newsletter.toml has no section for.
    """

    arrivals: Arrivals = field(default_factory=Arrivals)
    remarks: tuple[str, ...] = ()


_MERGE = "The page stays as you left it; `digest draft` puts what is new among its candidates."


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
        read_picture(workspace.folder / picture, workspace.folder)
    except (ValueError, OSError) as error:
        return str(error)
    return ""


def propose_issue(workspace: Workspace, day: date, *, afresh: bool = False) -> Proposed:
    """Select for the issue of `day`, following what the editor decided; nothing is written.

    Where the editor decided nothing yet, or starts `afresh`, it looks back further when [weeks]
    says so.
    """
    past = past_issues(workspace.issues, url=workspace.newsletter.archive.url)
    path = workspace.page(day)
    # Readers have had what such a page says, whether anyone edited it or not.
    sent = published_version(workspace.issues, day) is not None and not afresh
    text = page_text(path) if path.exists() and not afresh else ""
    page = stored_page(workspace, path, text, sent=sent) if text else None
    draft = read_draft(page) if page and page.edited else None
    window, notes = _window(workspace, day, past)
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


def draft_issue(
    workspace: Workspace, day: date, *, merge: bool = False, afresh: bool = False
) -> Drafted:
    """Write the page of `day`; one that was edited is read, and merged with what is new on `merge`.

    A page that nobody has edited is proposed anew; with `afresh` any page is, and the old one goes
    to the history. Raises DraftError for a page with an error, which is left as it is, and
    NothingToPublish when neither an edited page nor the window holds anything.
    """
    proposed = _within_bounds(workspace, propose_issue(workspace, day, afresh=afresh))
    page, draft = proposed.page, proposed.draft
    if page is None or draft is None:
        return _propose_page(workspace, proposed, afresh=afresh)
    notes = (*proposed.notes, *draft.remarks)
    if merge:
        merged = merge_page(page, proposed.proposal)
        write_page(proposed.path, merged.text)
        notes += merged.changes or ("Nothing new for the page.",)
        page = _reread(workspace, proposed, merged.text)
        draft = read_draft(page)
    elif came := count_arrivals(page, proposed.proposal):
        notes += (f"{came.facts()} {_MERGE}",)
    notes += tuple(gaps(draft, proposed.proposal, workspace.newsletter))
    return Drafted(proposed=proposed, draft=draft, text=page.text, notes=notes)


def left_out(workspace: Workspace, day: date) -> LeftOut:
    """What the page of `day` does not print though an editor may think so. Raises DraftError."""
    # Counting needs no blurbs, and the editor's program may take its time.
    blurbs = workspace.newsletter.blurbs.model_copy(update={"command": ()})
    workspace = replace(
        workspace, newsletter=workspace.newsletter.model_copy(update={"blurbs": blurbs})
    )
    proposed = _within_bounds(workspace, propose_issue(workspace, day))
    if proposed.page is None:
        return LeftOut()
    return LeftOut(
        arrivals=count_arrivals(proposed.page, proposed.proposal),
        remarks=proposed.draft.remarks if proposed.draft else (),
    )


def _within_bounds(workspace: Workspace, proposed: Proposed) -> Proposed:
    """`proposed` with no more picks of the program's own than max_items allows."""
    proposal, weeks = proposed.proposal, workspace.newsletter.weeks
    if proposed.draft is None:
        proposal, said = limit_items(proposal, weeks)
        notes = (*proposed.notes, said) if said else proposed.notes
        return replace(proposed, proposal=proposal, notes=notes)
    if proposal.unpinned is None:
        return proposed
    fewer, _ = limit_items(proposal.unpinned, weeks)
    return replace(proposed, proposal=replace(proposal, unpinned=fewer))


def _propose_page(workspace: Workspace, proposed: Proposed, *, afresh: bool) -> Drafted:
    """The page as the program proposes it now, in place of none or of one that nobody edited."""
    _require_stories(workspace, proposed)
    path, proposal = proposed.path, proposed.proposal
    if proposed.page:
        merged = merge_page(proposed.page, proposal)
        text, said = merged.text, merged.changes
    else:
        text = fresh_page(proposal, workspace.newsletter, date=proposed.date)
        said = (f"Wrote {path}: edit it and build again.",)
    stood = afresh and path.exists()
    kept = write_page(path, text, keep=afresh)
    if stood:
        before = f"; the page before is kept as {kept}" if kept else ", as it was before"
        said = (f"Started over: {path} is the program's own proposal{before}.",)
    draft = read_draft(_reread(workspace, proposed, text))
    return Drafted(proposed=proposed, draft=draft, text=text, notes=(*proposed.notes, *said))


def _reread(workspace: Workspace, proposed: Proposed, text: str) -> Page:
    """The page of `text`; a merge that changed nothing leaves the page that was read."""
    if proposed.page and proposed.page.text == text:
        return proposed.page
    return stored_page(workspace, proposed.path, text, sent=proposed.sent)


def _window(
    workspace: Workspace, day: date, past: Sequence[PastIssue]
) -> tuple[Window, tuple[str, ...]]:
    """From the cut-off of the last issue that was published or skipped, and what that means."""
    over = [
        *((issue.date, issue.cut_off) for issue in past),
        *((issue.date, issue.cut_off) for issue in skipped_issues(workspace.issues)),
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
    with open_store(workspace.store_file, create=False) as store:
        # Older ones, too, so that `digest why` can say why they are not in.
        since = (window.late_from or window.start) - timedelta(days=7)
        sources = workspace.newsletter.sources
        found = store.articles(since=since, until=window.end, sources=sources)
        named = {one for item in draft.items for one in item.articles} if draft else set()
        pinned = {pin.article for pin in decisions.pins}
        articles = {one.id: one for one in (*found, *store.by_id(named | pinned, sources))}
    proposal = select(
        tuple(articles.values()),
        workspace.newsletter,
        window=window,
        past=tuple(issue for issue in proposed.past if issue.date != proposed.date),
        decisions=decisions,
        blurber=_blurber(workspace.newsletter.blurbs),
    )
    return replace(proposed, proposal=proposal, articles=articles)


def _names_older(draft: Draft, proposed: Proposed) -> bool:
    """Whether the page holds articles that the window does not: it was written for a thin week."""
    in_window = {one.id for story in proposed.proposal.stories for one in story.articles}
    named = {one for item in draft.items for one in item.articles}
    return bool(named & proposed.articles.keys() - in_window)


def _blurber(settings: Blurbs) -> CommandBlurber | None:
    if not settings.command:
        return None
    return CommandBlurber(command=settings.command, timeout=settings.timeout)


def _require_stories(workspace: Workspace, proposed: Proposed) -> None:
    if any(proposed.proposal.stories):
        return
    window = proposed.proposal.window
    span = f"between {window.start:%Y-%m-%d %H:%M} and {window.end:%Y-%m-%d %H:%M} UTC"
    with open_store(workspace.store_file, create=False) as store:
        known = store.count()
    if not known:
        raise NothingToPublish(
            f"No articles {span}: nothing was collected yet. `digest collect` reads the sources."
        )
    raise NothingToPublish(
        f"Of {counted(known, 'article')} collected none is for an issue {span}. "
        "Try another --date; `digest why` says why an article is not in."
    )
