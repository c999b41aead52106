"""What an editor decided about news, kept beside the page: `drafts/.history/DATE.visit.json`.

No time of a visit is kept: new is what the page does not know and nobody passed over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from digest.draft import Page
from digest.draft.edits.taking import take_in
from digest.draft.merge.news import (
    Newsroom,
    PageNews,
    VisitNotes,
    accept_all,
    in_one_edit,
    list_news,
    pass_over,
    remember_read,
    take_back,
)
from digest.errors import DraftError
from digest.json_records import from_json, to_json
from digest.lock import hold_pages
from digest.model.edits import Several
from digest.pipeline.drafts import Drafted
from digest.pipeline.editing import edit_draft
from digest.pipeline.rehearsal import named_articles
from digest.pipeline.workspace import Workspace
from digest.whole_files import put_file

_MOST_DECIDED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A piece of news that was accepted or passed over, and its articles.

    `step` is the number of the edit that accepted it, 0 for one that was passed over.
    """

    headline: str
    said: str
    articles: tuple[str, ...]
    accepted: bool
    step: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRecord:
    """What is kept: articles passed over, the words of told ones as read, what was decided."""

    passed: tuple[str, ...] = ()
    read: dict[str, str] | None = None
    decided: tuple[Decision, ...] = ()

    @property
    def visit(self) -> VisitNotes:
        """The same as the draft's room asks for it."""
        return VisitNotes(passed=frozenset(self.passed), read=self.read or {})


def load_visit(path: Path) -> VisitRecord:
    """What was decided about the page at `path`; nothing where it cannot be read."""
    try:
        return from_json(VisitRecord, _file(path).read_bytes())
    except (OSError, ValueError):
        # Lost, it costs some decisions to be made again; it must not keep the desk from opening.
        return VisitRecord()


def save_visit(path: Path, record: VisitRecord) -> None:
    """Keep what was decided; raises StorageError."""
    put_file(_file(path), to_json(record))


def with_visit(record: VisitRecord, visit: VisitNotes, *decided: Decision) -> VisitRecord:
    """`record` after `visit` became another one, and what was decided by that."""
    return VisitRecord(
        passed=tuple(sorted(visit.passed)),
        read=dict(sorted(visit.read.items())),
        decided=(*record.decided, *decided)[-_MOST_DECIDED:],
    )


def news_of(drafted: Drafted) -> Newsroom:
    """What came since the page was last written, without what was passed over."""
    page = drafted.page
    if not page.edited:
        # The program's own page is written anew with every build: nothing waits.
        return Newsroom()
    record = load_visit(drafted.proposed.path)
    return list_news(page, drafted.proposed.proposal, record.visit)


def note_visit(drafted: Drafted | None) -> None:
    """Remember the words of what the page prints, so that a correction can show the old ones.

    Those that are known already stay as they were first seen. Of a published issue nothing is.
    """
    if drafted is None:
        return
    path, page = drafted.proposed.path, drafted.page
    with hold_pages(path.parent.parent):
        record = load_visit(path)
        visit = remember_read(record.visit, page, drafted.proposed.proposal)
        if visit.read != (record.read or {}):
            save_visit(path, with_visit(record, visit))


def decide_news(
    workspace: Workspace, drafted: Drafted, verb: str, key: str, section: str = ""
) -> None:
    """Accept or pass over the piece of news `key`, all of it, or take a pass back.

    A new story that is accepted into a `section` goes to its end, and nothing leaves for it.
    Raises DraftError, StaleEdit.
    """
    path, proposal = drafted.proposed.path, drafted.proposed.proposal
    if verb == "back":
        with hold_pages(workspace.folder):
            save_visit(path, _taken_back(load_visit(path), key))
        return
    record = load_visit(path)
    pieces = list_news(drafted.page, proposal, record.visit).pieces
    chosen = tuple(one for one in pieces if one.key == key or (verb == "accept-all" and one.edit))
    if not chosen:
        raise DraftError("that is no news any more; what is new stands here")
    step = 0
    if verb != "pass":
        choice = _Choice(verb=verb, key=key, section=section)

        def accept(page: Page) -> Several:
            nonlocal chosen
            edit, chosen = _accepting(page, drafted, record, choice)
            return edit

        edited = edit_draft(workspace, drafted.page.date, accept)
        step = edited.step.number if edited.step else 0
    # An edit holds the pages itself; what was noted beside it meanwhile stays.
    with hold_pages(workspace.folder):
        save_visit(path, _noted(load_visit(path), drafted, chosen, step))


def _taken_back(record: VisitRecord, key: str) -> VisitRecord:
    left = tuple(one for one in record.decided if ",".join(one.articles) != key)
    return with_visit(VisitRecord(decided=left), take_back(record.visit, key.split(",")))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """What is to be accepted, and where."""

    verb: str
    key: str
    section: str


def _accepting(
    page: Page, drafted: Drafted, record: VisitRecord, choice: _Choice
) -> tuple[Several, tuple[PageNews, ...]]:
    """The edit of the piece, or of all of them, as the page stands by now; what it accepts."""
    proposal = drafted.proposed.proposal
    if choice.verb == "accept-all":
        accepted = accept_all(page, proposal, record.visit)
        return in_one_edit(accepted), accepted
    pieces = list_news(page, proposal, record.visit).pieces
    piece = next((one for one in pieces if one.key == choice.key and one.edit), None)
    if piece is None or piece.edit is None or choice.verb != "accept":
        raise DraftError("there is nothing to accept in that; pass it instead")
    if choice.section and not piece.story:
        story = next(one for one in proposal.stories if one.article.id == piece.articles[0])
        return take_in(page, named_articles(story.articles), choice.section), (piece,)
    return piece.edit, (piece,)


def _noted(
    record: VisitRecord, drafted: Drafted, pieces: Sequence[PageNews], step: int
) -> VisitRecord:
    """What was decided by `step`, 0 for what was passed over."""
    visit = record.visit
    for piece in pieces:
        if not step or piece.correction is not None:
            visit = pass_over(visit, piece, drafted.proposed.proposal)
    return with_visit(record, visit, *(decision(one, step) for one in pieces))


def decision(piece: PageNews, step: int = 0) -> Decision:
    """What is kept of a piece once it is decided: accepted by the edit `step`, or passed over."""
    return Decision(
        headline=piece.headline,
        said=piece.said[0],
        articles=piece.articles,
        accepted=step > 0,
        step=step,
    )


def _file(path: Path) -> Path:
    return path.parent / ".history" / f"{path.stem}.visit.json"
