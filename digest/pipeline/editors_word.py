"""The editor's word on an issue: a file beside its page, drafts/DATE.approved or DATE.held.

An empty one made by hand counts. Who has both has held it.
"""

import json
import os
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from digest.errors import DraftError
from digest.json_records import from_json
from digest.lock import hold_pages
from digest.model.reviews import Word, WordKind
from digest.pipeline.workspace import Workspace
from digest.text import one_line, shortened
from digest.whole_files import put_file, translate_os_errors

_MOST_BYTES = 100_000
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenWord:
    """What stands in the file of a word."""

    page: str = ""
    lead: str = ""
    article: str = ""
    when: datetime | None = None
    reason: str = ""


def read_word(workspace: Workspace, day: date) -> Word:
    """The word on the issue of `day`. Raises StorageError, DraftError for a damaged approval."""
    held, approved = _path(workspace, day, WordKind.HELD), _path(workspace, day, WordKind.APPROVED)
    if (text := _text(held)) is not None:
        try:
            return _read(held, text, WordKind.HELD)
        except (ValueError, RecursionError):
            # Whatever it says, it holds.
            reason = shortened(text.strip().partition("\n")[0], LONGEST_REASON)
            return Word(kind=WordKind.HELD, reason=reason, when=_made(held))
    if os.path.lexists(held):
        # Nor does it matter what it is: a folder, or a link to a file that is gone.
        return Word(kind=WordKind.HELD, when=_made(held))
    if (text := _text(approved)) is None:
        return Word()
    try:
        return _read(approved, text, WordKind.APPROVED)
    except (ValueError, RecursionError) as error:
        raise DraftError(
            f"{approved}: {error}; `digest approve {day}` writes it anew, and an empty file "
            "approves, too"
        ) from None


def write_word(workspace: Workspace, day: date, word: Word) -> None:
    """Give `word` in place of the one before. Raises StorageError, Locked."""
    verb = "approves" if word.kind is WordKind.APPROVED else "holds"
    fields = {"page": word.page, "lead": word.lead, "article": word.article, "reason": word.reason}
    written = "".join(
        f"{key} = {json.dumps(one_line(text), ensure_ascii=False)}\n"
        for key, text in fields.items()
        if text
    )
    when = f"when = {word.when.astimezone(UTC).isoformat()}\n" if word.when else ""
    text = f"# This file {verb} the issue of {day}. Without it, nothing was said.\n{written}{when}"
    other = WordKind.HELD if word.kind is WordKind.APPROVED else WordKind.APPROVED
    with hold_pages(workspace.folder):
        put_file(_path(workspace, day, word.kind), text.encode())
        # Only now: in between it is held, whichever comes.
        _remove(_path(workspace, day, other))


def forget_word(workspace: Workspace, day: date) -> None:
    """Take back whatever was said. Raises StorageError, Locked."""
    with hold_pages(workspace.folder):
        # The approval first: what is held never goes out in between.
        for kind in (WordKind.APPROVED, WordKind.HELD):
            _remove(_path(workspace, day, kind))


def _path(workspace: Workspace, day: date, kind: WordKind) -> Path:
    return workspace.page(day).with_suffix(f".{kind}")


def _text(path: Path) -> str | None:
    """What stands in the file; None where there is none."""
    with translate_os_errors(path):
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return file.read(_MOST_BYTES).decode("utf-8-sig", errors="replace")


def _read(path: Path, text: str, kind: WordKind) -> Word:
    """The word in `text`; raises ValueError where it is none of the program's own."""
    said = from_json(WrittenWord, json.dumps(tomllib.loads(text), default=str))
    when = said.when if said.when and said.when.tzinfo else _made(path)
    return Word(
        kind=kind,
        page=said.page,
        lead=said.lead,
        article=said.article,
        when=when,
        reason=said.reason,
    )


def _made(path: Path) -> datetime:
    with translate_os_errors(path):
        return datetime.fromtimestamp(path.lstat().st_mtime, UTC)


def _remove(path: Path) -> None:
    with translate_os_errors(path):
        path.unlink(missing_ok=True)
