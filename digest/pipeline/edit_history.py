"""The steps by which a page came to be as it is, in `drafts/.history/DATE.steps.json`.

Each names the versions before and after it, which stand beside it as DATE.N.toml. What changed the
page without being asked for here, a text editor or a merge, is a step, too.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from digest.draft import changed_lines
from digest.errors import DraftError, StorageError
from digest.json_records import from_json, to_json
from digest.model.edits import Edit
from digest.text import counted
from digest.whole_files import put_file


class Kind(StrEnum):
    """What a step is; an undo takes an edit back, a redo makes it again."""

    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What was done, when, and what an undo of it does, in words; and by which edit.

    `before` and `after` are file names in `drafts/.history`, `version` the fingerprint of the page
    after it, `of` the number of the edit that an undo or a redo is about.
    """

    number: int
    when: datetime
    kind: Kind
    sentence: str
    undo: str = ""
    of: int = 0
    before: str = ""
    after: str = ""
    version: str = ""
    inverse: Edit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Steps:
    steps: tuple[Step, ...] = ()


def page_version(text: str) -> str:
    """Stands for the bytes of a page, as its version."""
    return sha256(text.encode()).hexdigest()


def load_steps(path: Path) -> tuple[Step, ...]:
    """The steps of the page at `path`, the oldest first; raises StorageError."""
    file = _file(path)
    try:
        if not file.exists():
            return ()
        status = file.stat()
        return _parsed(file, status.st_ino, status.st_mtime_ns, status.st_size)
    except (OSError, ValueError, IndexError) as error:
        what = f"{file}: cannot be read ({error}); move it away to begin a new history"
        raise StorageError(what) from None


@lru_cache(maxsize=4)
def _parsed(file: Path, _inode: int, _written: int, _size: int) -> tuple[Step, ...]:
    """The steps in a file that is as it was: every page of a desk asks for them."""
    steps = from_json(_Steps, file.read_bytes()).steps
    _stacks(steps)
    return steps


def save_steps(path: Path, steps: tuple[Step, ...]) -> None:
    """Keep `steps` of the page at `path`; raises StorageError."""
    put_file(_file(path), to_json(_Steps(steps=steps)))


def version_text(path: Path, name: str) -> str:
    """The text of a version of the page at `path`; raises DraftError where it is gone."""
    try:
        return (path.parent / ".history" / name).read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        what = f"drafts/.history/{name} is gone, which holds the page as it was"
        raise DraftError(f"{what}; put it back, or edit the page itself") from None


def outside_step(
    path: Path, text: str, steps: tuple[Step, ...], when: datetime, *, merged: bool
) -> Step | None:
    """The step that made `text` of the page as the last of `steps` left it; None if none did.

    `merged` says that the program wrote it.
    """
    if not steps or steps[-1].version == page_version(text):
        return None
    # The version before may be gone: that costs the count of lines, and stops no edit.
    lines = ""
    with suppress(DraftError):
        before = version_text(path, steps[-1].after)
        lines = f": {counted(changed_lines(before, text), 'line')}"
    who = "Written by the program, with what came since" if merged else "Changed in an editor"
    return Step(
        number=len(steps) + 1,
        when=when,
        kind=Kind.OUTSIDE,
        sentence=f"{who}{lines}",
        before=steps[-1].after,
        version=page_version(text),
    )


def to_undo(steps: tuple[Step, ...]) -> Step | None:
    """The step that an undo takes back: the last edit that stands."""
    return next(reversed(_stacks(steps)[0]), None)


def to_redo(steps: tuple[Step, ...]) -> Step | None:
    """The undo that a redo takes back; none where an edit followed it."""
    return next(reversed(_stacks(steps)[1]), None)


def standing(steps: tuple[Step, ...]) -> frozenset[int]:
    """The numbers of the steps that still stand: all but edits that were taken back."""
    gone = {step.of for step in _stacks(steps)[1]}
    replaced = {one.of for one in steps if one.kind is Kind.UNDO} - {
        one.of or one.number for one in _stacks(steps)[0]
    }
    return frozenset(one.number for one in steps) - gone - replaced


def _stacks(steps: tuple[Step, ...]) -> tuple[list[Step], list[Step]]:
    """The edits that stand and the undos, each the last one last."""
    done: list[Step] = []
    undone: list[Step] = []
    for step in steps:
        if step.kind is Kind.EDIT:
            done.append(step)
            undone.clear()
        elif step.kind is Kind.UNDO:
            done.pop()
            undone.append(step)
        elif step.kind is Kind.REDO:
            undone.pop()
            done.append(step)
    return done, undone


def _file(path: Path) -> Path:
    return path.parent / ".history" / f"{path.stem}.steps.json"
