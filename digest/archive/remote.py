"""The issues folder in; the same archive at any fsspec address (s3://, memory://) out, and back.

An object store cannot rename a folder. Instead every new file is written first, then the pages that
lead to it, and last `archive.json`, the list of what belongs to the archive: whoever follows the
index, or that list, never meets half an issue. What is no longer listed is removed after that.
Imported only where an address is set: fsspec comes with the extra `remote`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from digest.archive.pulling import Pulled, pull_from
from digest.archive.pushing import push_to
from digest.archive.stored_list import Place
from digest.errors import StorageError, UsageError

try:
    import fsspec
except ImportError:
    raise UsageError(
        "[archive] storage needs the extra `remote`: pip install 'newsletter-digest[remote]'"
    ) from None


def push(issues: Path, address: str) -> tuple[str, ...]:
    """Bring the archive at `address` up to date; the names of the files that were written.

    Raises StorageError; what the index there leads to is then still whole. So it does, before
    anything is written, when the archive there knows more than this one.
    """
    place, root = _opened(address)
    with _told(address):
        return push_to(issues, place, root)


def pull(address: str, issues: Path) -> Pulled:
    """Bring here what is newer at `address`; the files that were read, the issues left alone.

    What only the local archive has stays, and so does an issue that readers have, unless the one
    there came after it. The web site is not touched: rebuild it afterwards. Raises StorageError,
    also for a file that is not what the list says.
    """
    place, root = _opened(address)
    with _told(address):
        return pull_from(place, root, issues)


def _opened(address: str) -> tuple[Place, str]:
    try:
        place, root = fsspec.core.url_to_fs(address)
    except (ValueError, ImportError) as error:
        raise UsageError(f"[archive] storage = {address!r}: {error}") from None
    return place, str(root).rstrip("/")


@contextmanager
def _told(address: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(f"{address}: {error}; what was there before is still there") from error
