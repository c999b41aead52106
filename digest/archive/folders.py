"""A folder's files in, the folder on disk whole or not at all, also when it replaces another.

A folder is staged beside its place, everything in it is synced, and one rename makes it visible.
Replacing exchanges the two folders in one step, so that a reader sees the old one or the new one.
Where the system cannot exchange, the old folder steps aside for a moment: `find_folder` finds it.
The caller holds the newsletter's lock: the names of staged folders are fixed.
"""

import ctypes
import errno
import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from digest.errors import StorageError
from digest.whole_files import (
    make_parent,
    staging_path,
    sync_folder,
    translate_os_errors,
    write_file,
)

Content = bytes | Path
Exchange = Callable[[Path, Path], bool]

_DAY = "[0-9]" * 4 + "-[0-9][0-9]-[0-9][0-9]"
_HERE = -100  # AT_FDCWD of <fcntl.h>
_EXCHANGE = 2  # RENAME_EXCHANGE of <linux/fs.h>
_NOT_HERE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM}


def exchange_folders(one: Path, other: Path) -> bool:
    """Exchange two folders atomically (renameat2(2), Linux).

    False where the system or the file system knows no such call. Raises OSError when it failed.
    """
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    if renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NOT_HERE:
        return False
    raise OSError(code, os.strerror(code), str(one))


def put_folder(
    folder: Path, files: Mapping[str, Content], *, exchange: Exchange = exchange_folders
) -> None:
    """Make `folder` hold exactly `files`: names with "/" to bytes, or to the file to copy.

    Raises StorageError; `folder` is then as it was, or already new when only the last sync failed.
    """
    staged = staging_path(folder)
    with translate_os_errors(folder):
        if folder.exists() and not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
        make_parent(folder)
        _remove(staged)
        try:
            _write_all(staged, files)
            _swap_in(staged, folder, exchange)
        finally:
            with suppress(OSError):
                _remove(staged)


def clear_leftovers(parent: Path) -> None:
    """Clear away what a run that was killed has left in `parent`. Raises StorageError."""
    if not parent.is_dir():
        return
    with translate_os_errors(parent):
        # Only what has the name of an issue: a site's own `.htaccess.old` is somebody else's.
        for left in sorted(parent.glob(f".{_DAY}.old")):
            place = proper_place(left)
            if place.exists():
                _remove(left)
            else:
                left.rename(place)
                sync_folder(parent)
        for left in parent.glob(".*.new"):
            _remove(left)


def find_folder(folder: Path) -> Path:
    """`folder`, or the place it stepped aside to when a run was killed while replacing it."""
    aside = _aside(folder)
    return aside if aside.is_dir() and not folder.exists() else folder


def proper_place(path: Path) -> Path:
    """The place of a folder that stepped aside to `path`; any other path is itself."""
    name = path.name
    aside = name.startswith(".") and name.endswith(".old")
    return path.with_name(name[1:-4]) if aside and len(name) > 5 else path


def _aside(path: Path) -> Path:
    return path.with_name(f".{path.name}.old")


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _write_all(staged: Path, files: Mapping[str, Content]) -> None:
    staged.mkdir()
    folders = {staged}
    for name, content in files.items():
        path = staged / _inside(name)
        for folder in reversed(path.relative_to(staged).parents[:-1]):
            (staged / folder).mkdir(exist_ok=True)
            folders.add(staged / folder)
        write_file(path, content if isinstance(content, bytes) else content.read_bytes())
    for folder in sorted(folders, reverse=True):
        sync_folder(folder)


def _inside(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or path == PurePosixPath():
        raise StorageError(f"{name!r} is no name for a file of an issue")
    return path


def _swap_in(staged: Path, folder: Path, exchange: Exchange) -> None:
    if not folder.exists():
        staged.rename(folder)
    elif not exchange(staged, folder):
        folder.rename(_aside(folder))
        staged.rename(folder)
    sync_folder(folder.parent)
    _remove(_aside(folder))
