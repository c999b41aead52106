"""A newsletter's folder in; the right to write in it out, for one run at a time.

The pages of its issues have a lock of their own, which is held for moments only, so that an edit
waits for no collection and no selection. Who holds both took the newsletter's first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from digest.errors import Locked, StorageError

PLACE = ".digest"
NAME = "lock"
PAGES = "pages.lock"
FOR_EVER = -1.0
MOMENTS = 10.0
"""Seconds that a page may be held for; it is some milliseconds, unless a disk is very slow."""


@contextmanager
def hold_lock(folder: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold the newsletter for the length of a `with` block; `wait` up to that many seconds for it.

    The system frees the lock when the process ends, however it ends. Raises Locked when another
    run has it, StorageError when the folder cannot be written.
    """
    busy = f"another run is working on {folder}; try again when it is done, or use --wait"
    with _hold(FileLock(folder / PLACE / NAME), wait, busy):
        yield


@contextmanager
def hold_pages(folder: Path) -> Iterator[None]:
    """Hold the pages in drafts/ while one is read, changed and written; not to be held twice.

    Raises Locked, StorageError.
    """
    busy = f"another run is writing in {folder / 'drafts'}; try again"
    with _hold(FileLock(folder / PLACE / PAGES, poll_interval=0.005), MOMENTS, busy):
        yield


@contextmanager
def _hold(lock: FileLock, wait: float, busy: str) -> Iterator[None]:
    path = Path(lock.lock_file)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock.acquire(timeout=wait)
    except Timeout:
        raise Locked(busy) from None
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror}; may this user write there?") from error
    try:
        yield
    finally:
        lock.release()
