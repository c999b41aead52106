"""A page's path and text in; the page on disk, whole or not at all, its earlier versions kept."""

import re
from pathlib import Path

from digest.errors import DraftError, PageChanged, StorageError
from digest.whole_files import put_file


def page_text(path: Path) -> str:
    """The text of the page at `path`, line ends as they are; raises DraftError."""
    try:
        data = path.read_bytes()
        return data.decode()
    except OSError as error:
        raise DraftError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = "is not UTF-8 text; save it again with the encoding UTF-8"
        raise DraftError(f"{path}:{line}: {what}") from None


def page_bytes(path: Path) -> bytes | None:
    """What the page at `path` holds, be it text or not; None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DraftError(f"{path}: cannot be read: {error.strerror or error}") from None


def write_page(path: Path, text: str, *, over: bytes | None, keep: bool = True) -> Path | None:
    """Make `path` hold `text`; what it held before is kept as .history/NAME.N.toml beside it.

    Raises PageChanged where that is not `over`: somebody has saved the page since it was read.
    Returns where it is kept; None where there was nothing to keep, or `keep` says that nobody would
    miss it. A page that holds `text` already is not touched. Raises StorageError; the page is then
    as it was.
    """

    def look() -> None:
        if page_bytes(path) != over:
            raise PageChanged(f"{path} was saved by another program meanwhile; try again")

    data = text.encode()
    look()
    if data == over:
        return None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = keep_version(path, over) if keep and over is not None else None
        put_file(path, data, last_look=look)
    except OSError as error:
        raise StorageError(f"{path}: cannot be written: {error.strerror or error}") from error
    return kept


def keep_version(path: Path, data: bytes) -> Path:
    """Where `data` is kept as a version of the page at `path`: the newest one, if that holds it.

    Raises OSError.
    """
    history = path.parent / ".history"
    history.mkdir(parents=True, exist_ok=True)
    form = re.compile(re.escape(path.stem) + r"\.(\d+)" + re.escape(path.suffix))
    found = (form.fullmatch(one.name) for one in history.iterdir())
    number = max((int(one[1]) for one in found if one), default=0)
    newest = history / f"{path.stem}.{number}{path.suffix}"
    if number and newest.read_bytes() == data:
        return newest
    kept = history / f"{path.stem}.{number + 1}{path.suffix}"
    put_file(kept, data)
    return kept
