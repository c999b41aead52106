"""A file's bytes in; the file on disk whole or not at all, or an error that says what to do, out.

The caller holds a lock on what it writes: the names of staged files are fixed, so that what a
killed run has left is overwritten by the next.
"""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from digest.errors import StorageError

_ADVICE = {
    errno.ENOSPC: "the disk is full; free some space and run it again",
    errno.EDQUOT: "the disk quota is used up; free some space and run it again",
    errno.EROFS: "the file system is read-only",
    errno.EACCES: "this user may not write there",
    errno.EPERM: "this user may not write there",
    errno.ENOENT: "a folder vanished; is the disk still there?",
    errno.EEXIST: "a file is where a folder should be; move it away",
    errno.EISDIR: "a folder is where a file should be; move it away",
    errno.ENOTDIR: "a file is where a folder should be; move it away",
    errno.EIO: "the disk reports an input/output error; check the disk",
}


@contextmanager
def translate_os_errors(place: Path) -> Iterator[None]:
    """Turn an OSError into a StorageError that says what to do about `place`."""
    try:
        yield
    except OSError as error:
        advice = _ADVICE.get(error.errno or 0, error.strerror or str(error))
        raise StorageError(f"{place}: {advice}") from error


def _all_well() -> None:
    """Nothing stands against it."""


def put_file(
    path: Path, data: bytes, *, synced: bool = True, last_look: Callable[[], None] = _all_well
) -> None:
    """Make `path` hold `data`, whole or not at all; what was there gives the new file its mode.

    A link stays, and what it leads to is replaced. One that is not `synced` is whole, but on the
    disk only when the caller has seen to it. `last_look` may raise when all but the last step is
    done, so that what it saw is still so. Raises StorageError; `path` is then as it was.
    """
    with translate_os_errors(path):
        place = Path(os.path.realpath(path)) if path.is_symlink() else path
        make_parent(place)
        staged = staging_path(place)
        try:
            mode = place.stat().st_mode & 0o777 if place.exists() else None
            if mode is not None and not staged.is_symlink():
                # What may hold a password is not for others to read for a moment, either.
                staged.unlink(missing_ok=True)
                staged.touch(0o600)
            write_file(staged, data, synced=synced)
            if mode is not None:
                staged.chmod(mode)
            last_look()
            staged.replace(place)
        finally:
            with suppress(OSError):
                staged.unlink(missing_ok=True)
        if synced:
            sync_folder(place.parent)


def write_file(path: Path, data: bytes, *, synced: bool = True) -> None:
    """Write a file that nobody reads yet; raises OSError."""
    with path.open("wb") as file:
        file.write(data)
        if synced:
            file.flush()
            os.fsync(file.fileno())


def make_parent(path: Path) -> None:
    """Make the folder that `path` is to stand in; raises OSError."""
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
        sync_folder(path.parent.parent)


def sync_folder(folder: Path) -> None:
    """Put a folder's names on the disk (fsync); Windows has no such call. Raises OSError."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_disk() -> None:
    """Put all that was written on the disk, in one call: hundreds of fsyncs would take seconds."""
    if hasattr(os, "sync"):
        os.sync()


def staging_path(path: Path) -> Path:
    """The place beside `path` where its new contents are made."""
    return path.with_name(f".{path.name}.new")
