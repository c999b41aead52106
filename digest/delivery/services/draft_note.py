"""What is noted of a draft at a service, in the archive's own folder: read and kept whole."""

from dataclasses import dataclass
from pathlib import Path

from digest.errors import StorageError
from digest.json_records import from_json, to_json
from digest.whole_files import put_file, translate_os_errors


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftNote:
    """The draft of `key` at `service`, as it was after it was put last.

    `id` and `version` are the service's, `content` what it gave back then, `put` the SHA-256 of
    what it was given. `putting` is the fingerprint of what is about to be put: a run that was
    killed in between knows its own work by it.
    """

    service: str
    key: str
    id: str = ""
    version: str = ""
    content: str = ""
    put: str = ""
    putting: str = ""


def read_note(path: Path) -> DraftNote | None:
    """What was noted; None where nothing was. Raises StorageError for a damaged file."""
    with translate_os_errors(path):
        if not path.is_file():
            return None
        data = path.read_bytes()
    try:
        return from_json(DraftNote, data)
    except ValueError as error:
        raise StorageError(
            f"{path}: {error}. It says what was put there: put the file back from a copy, or "
            "delete it, and the draft there is found by its key and left as it is"
        ) from None


def keep_note(path: Path, note: DraftNote) -> None:
    """Write it; it is on the disk when this returns. Raises StorageError."""
    put_file(path, to_json(note, indent=1) + b"\n")
