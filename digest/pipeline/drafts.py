"""A proposal and the editor's page in; the page on disk, and the draft that it makes, out."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from digest.draft import (
    Arrivals,
    Page,
    fresh_page,
    gaps,
    merge_page,
    page_bytes,
    page_text,
    read_draft,
    write_page,
)
from digest.draft.json_view import Listing, list_stories
from digest.errors import DraftError, NothingToPublish, PageChanged
from digest.lock import hold_pages
from digest.model.drafts import Draft
from digest.pipeline.holdings import holdings
from digest.pipeline.proposing import (
    Proposed,
    propose_issue,
    stored_page,
    with_articles,
    within_bounds,
)
from digest.pipeline.workspace import Workspace
from digest.text import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwritten:
    """What the disk holds while a new page is not there yet; None where there is no page.

    The page before is to be kept where that is said. It was not read where the program starts
    `afresh`.
    """

    over: bytes | None
    keep: bool = False
    afresh: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """The editor's page, the draft that it makes, and a proposal, perhaps of an earlier page.

    A page that the program made is `unwritten` until `write_draft`.
    """

    proposed: Proposed
    page: Page
    draft: Draft
    notes: tuple[str, ...] = ()
    unwritten: Unwritten | None = None

    @property
    def text(self) -> str:
        """The page, as it stands on disk."""
        return self.page.text

    @property
    def is_behind(self) -> bool:
        """Whether the proposal was made for an earlier page."""
        known = self.proposed.page
        return known is None or known.text != self.page.text

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


TRIES = 5
"""How often a page is read, changed and written that others save all the time."""

_MERGE = "The page stays as you left it; `digest draft` puts what is new among its candidates."


def draft_issue(
    workspace: Workspace, day: date, *, merge: bool = False, afresh: bool = False
) -> Drafted:
    """Write the page of `day`; one that was edited is read, and merged with what is new on `merge`.

    A page that nobody has edited is proposed anew; with `afresh` any page is, and the old one goes
    to the history. A page that is saved meanwhile is read again. Raises DraftError for a page with
    an error, which is left as it is, and NothingToPublish when neither an edited page nor the
    window holds anything.
    """
    for _ in range(TRIES):
        with suppress(PageChanged):
            return write_draft(workspace, make_draft(workspace, day, merge=merge, afresh=afresh))
    raise page_in_use(workspace.page(day))


def page_in_use(path: Path) -> DraftError:
    """That the page could not be written, because others do so all the time."""
    return DraftError(f"{path} is being saved again and again by another program; try again")


def make_draft(
    workspace: Workspace, day: date, *, merge: bool = False, afresh: bool = False
) -> Drafted:
    """As `draft_issue` does, but nothing is written yet."""
    proposed = within_bounds(workspace, propose_issue(workspace, day, afresh=afresh))
    if proposed.page is None or proposed.draft is None:
        return _propose_page(workspace, proposed, afresh=afresh)
    if not merge:
        return _followed(proposed, proposed.page, proposed.draft)
    merged = merge_page(proposed.page, proposed.proposal)
    page = _reread(workspace, proposed, merged.text)
    draft = read_draft(page)
    changes = merged.changes or ("Nothing new for the page.",)
    notes = (*proposed.notes, *proposed.draft.remarks, *changes, *_gaps(proposed, page, draft))
    unwritten = Unwritten(over=proposed.page.text.encode(), keep=True)
    return Drafted(proposed=proposed, page=page, draft=draft, notes=notes, unwritten=unwritten)


def write_draft(workspace: Workspace, drafted: Drafted) -> Drafted:
    """Put the page of `drafted` on the disk, if it is not there.

    Raises PageChanged where the page is not the one that it was made of.
    """
    unwritten, path = drafted.unwritten, drafted.proposed.path
    if unwritten is None:
        return drafted
    with hold_pages(workspace.folder):
        kept = write_page(path, drafted.text, over=unwritten.over, keep=unwritten.keep)
    notes = drafted.notes
    if unwritten.afresh and unwritten.over is not None:
        before = f"; the page before is kept as {kept}" if kept else ", as it was before"
        notes += (f"Started over: {path} is the program's own proposal{before}.",)
    return replace(drafted, notes=notes, unwritten=None)


def follow_page(workspace: Workspace, proposed: Proposed, page: Page | None = None) -> Drafted:
    """What the page says by now, with a proposal made before; nothing is selected or written.

    `page` is the page as it stands where it was just read. Raises DraftError for a page with an
    error, or none.
    """
    if page is None:
        path = proposed.path
        page = stored_page(workspace, path, page_text(path), sent=proposed.sent)
    draft = read_draft(page)
    return _followed(with_articles(workspace, proposed, draft), page, draft)


def _followed(proposed: Proposed, page: Page, draft: Draft) -> Drafted:
    """The draft with notes on what the program would add to a page that it leaves alone."""
    notes = (*proposed.notes, *draft.remarks)
    if page.edited:
        came = proposed.arrivals
        notes += (f"{came.facts()} {_MERGE}",) if came else ()
        notes += _gaps(proposed, page, draft)
    return Drafted(proposed=proposed, page=page, draft=draft, notes=notes)


def _gaps(proposed: Proposed, page: Page, draft: Draft) -> tuple[str, ...]:
    """A sentence on each section that the page fills less than it could."""
    return tuple(gaps(draft, proposed.proposal, page.newsletter))


def left_out(workspace: Workspace, day: date) -> LeftOut:
    """What the page of `day` does not print though an editor may think so. Raises DraftError."""
    # Counting needs no blurbs, and the editor's program may take its time.
    blurbs = workspace.newsletter.blurbs.model_copy(update={"command": ()})
    workspace = replace(
        workspace, newsletter=workspace.newsletter.model_copy(update={"blurbs": blurbs})
    )
    proposed = within_bounds(workspace, propose_issue(workspace, day))
    if proposed.page is None:
        return LeftOut()
    return LeftOut(
        arrivals=proposed.arrivals,
        remarks=proposed.draft.remarks if proposed.draft else (),
    )


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
    stood = page_bytes(path) if afresh else None
    over = proposed.page.text.encode() if proposed.page else stood
    if stood is not None:
        said = ()
    page = _reread(workspace, proposed, text)
    return Drafted(
        proposed=replace(proposed, page=page),
        page=page,
        draft=read_draft(page),
        notes=(*proposed.notes, *said),
        unwritten=Unwritten(over=over, keep=afresh, afresh=afresh),
    )


def _reread(workspace: Workspace, proposed: Proposed, text: str) -> Page:
    """The page of `text`; a merge that changed nothing leaves the page that was read."""
    if proposed.page and proposed.page.text == text:
        return proposed.page
    return stored_page(workspace, proposed.path, text, sent=proposed.sent)


def _require_stories(workspace: Workspace, proposed: Proposed) -> None:
    if any(proposed.proposal.stories):
        return
    window = proposed.proposal.window
    span = f"between {window.start:%Y-%m-%d %H:%M} and {window.end:%Y-%m-%d %H:%M} UTC"
    known = holdings(workspace, proposed.date).count()
    if not known:
        raise NothingToPublish(
            f"No articles {span}: nothing was collected yet. `digest collect` reads the sources."
        )
    raise NothingToPublish(
        f"Of {counted(known, 'article')} collected none is for an issue {span}. "
        "Try another --date; `digest why` says why an article is not in."
    )
