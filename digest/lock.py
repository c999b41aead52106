"""A newsletter's folder in; the right to write in it out, for one run at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from digest.errors import Locked, StorageError

PLACE = ".digest"
NAME = "lock"
FOR_EVER = -1.0


@contextmanager
def hold_lock(folder: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold the newsletter for the length of a `with` block; `wait` up to that many seconds for it.

    The system frees the lock when the process ends, however it ends. Raises Locked when another
    run has it, StorageError when the folder cannot be written.
    """
    path = folder / PLACE / NAME
    lock = FileLock(path)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock.acquire(timeout=wait)
    except Timeout:
        raise Locked(
            f"another run is working on {folder}; try again when it is done, or use --wait"
        ) from None
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror}; may this user write there?") from error
    try:
        yield
    finally:
        lock.release()
