"""What an editor decided about news, kept beside the page: `drafts/.history/DATE.visit.json`.

No time of a visit is kept: new is what the page does not know and nobody passed over.
"""

from dataclasses import dataclass
from pathlib import Path

from digest.draft.merge.news import News, Newsroom, VisitNotes, list_news, remember_read
from digest.json_records import from_json, to_json
from digest.pipeline.drafts import Drafted
from digest.whole_files import put_file

_MOST_DECIDED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A piece of news that was accepted or passed over, and its articles."""

    headline: str
    said: str
    articles: tuple[str, ...]
    accepted: bool


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


def note_visit(drafted: Drafted) -> None:
    """Remember the words of what the page prints, so that a correction can show the old ones."""
    path = drafted.proposed.path
    record = load_visit(path)
    page = drafted.page
    visit = remember_read(record.visit, page, drafted.proposed.proposal)
    if visit.read != (record.read or {}):
        save_visit(path, with_visit(record, visit))


def decision(piece: News, *, accepted: bool) -> Decision:
    """What is kept of a piece once it is decided."""
    return Decision(
        headline=piece.headline, said=piece.said[0], articles=piece.articles, accepted=accepted
    )


def _file(path: Path) -> Path:
    return path.parent / ".history" / f"{path.stem}.visit.json"
