"""The issues folder in; the same archive at any fsspec address (s3://, memory://) out, and back.

An object store cannot rename a folder. Instead every new file is written first, then the pages that
lead to it, and last `archive.json`, the list of what belongs to the archive: whoever follows the
index, or that list, never meets half an issue. What is no longer listed is removed after that.
Imported only where an address is set: fsspec comes with the extra `remote`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol

from digest.archive.layout import ATOM, JSON_FEED, SEARCH, SEARCH_SCRIPT, SITE_MAP, WEB_PAGE
from digest.archive.record import fingerprint
from digest.errors import StorageError, UsageError
from digest.records import from_json, to_json
from digest.whole_files import put_file, told_as_storage_error

try:
    import fsspec
except ImportError:
    raise UsageError(
        "[archive] storage needs the extra `remote`: pip install 'newsletter-digest[remote]'"
    ) from None

LIST = "archive.json"
# In this order: what is linked before what links to it.
_LAST = (SEARCH_SCRIPT, SEARCH, ATOM, JSON_FEED, SITE_MAP, WEB_PAGE)


class Place(Protocol):
    """What is used of an fsspec file system."""

    def pipe_file(self, path: str, value: bytes) -> None:
        """Write a file."""

    def cat_file(self, path: str) -> bytes:
        """Read a file; raises FileNotFoundError."""

    def rm_file(self, path: str) -> None:
        """Remove a file."""

    def makedirs(self, path: str, *, exist_ok: bool = False) -> None:
        """Make a folder, where the store has folders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    version: int = 1
    files: dict[str, str] = field(default_factory=dict)


def push(issues: Path, address: str) -> tuple[str, ...]:
    """Bring the archive at `address` up to date; the names of the files that were written.

    Raises StorageError; what the index there leads to is then still whole.
    """
    place, root = _opened(address)
    with _told(address):
        return push_to(issues, place, root)


def pull(address: str, issues: Path) -> tuple[str, ...]:
    """Bring the local archive up to date with the one at `address`; the files that were written.

    Files that only the local archive has are left alone. Raises StorageError, also for a file that
    is not what the list says.
    """
    place, root = _opened(address)
    with _told(address):
        return pull_from(place, root, issues)


def push_to(issues: Path, place: Place, root: str) -> tuple[str, ...]:
    """`push` to a folder of a file system; raises what the file system raises."""
    here, there = _local(issues), _listed(place, root)
    new = sorted((name for name in here if there.get(name) != here[name]), key=_rank)
    for name in new:
        _write(place, f"{root}/{name}", (issues / name).read_bytes())
    if here != there:
        _write(place, f"{root}/{LIST}", to_json(_Listed(files=here), indent=1) + b"\n")
    for name in there:
        if name not in here:
            place.rm_file(f"{root}/{name}")
    return tuple(new)


def pull_from(place: Place, root: str, issues: Path) -> tuple[str, ...]:
    """`pull` from a folder of a file system; raises what the file system raises."""
    here, there = _local(issues), _listed(place, root)
    missing = sorted((name for name in there if here.get(name) != there[name]), key=_rank)
    for name in missing:
        data = place.cat_file(f"{root}/{name}")
        if fingerprint(data) != there[name]:
            raise StorageError(f"{root}/{name}: not what {LIST} says; push it again")
        put_file(_inside(issues, name), data)
    return tuple(missing)


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


def _listed(place: Place, root: str) -> dict[str, str]:
    try:
        data = place.cat_file(f"{root}/{LIST}")
    except FileNotFoundError:
        return {}
    try:
        return from_json(_Listed, data).files
    except ValueError as error:
        raise StorageError(f"{root}/{LIST}: {error}; remove it and push again") from None


def _local(issues: Path) -> dict[str, str]:
    with told_as_storage_error(issues):
        paths = sorted(path for path in issues.rglob("*") if path.is_file())
        names = {path.relative_to(issues).as_posix(): path for path in paths}
        return {
            name: fingerprint(path.read_bytes())
            for name, path in names.items()
            if not any(part.startswith(".") for part in PurePosixPath(name).parts)
        }


def _rank(name: str) -> tuple[int, str]:
    """Issues and templates, then their pages, then what leads to them."""
    if name in _LAST:
        return 2 + _LAST.index(name), name
    return (1 if name.endswith(f"/{WEB_PAGE}") else 0), name


def _write(place: Place, path: str, data: bytes) -> None:
    place.makedirs(path.rpartition("/")[0], exist_ok=True)
    place.pipe_file(path, data)


def _inside(issues: Path, name: str) -> Path:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise StorageError(f"{name!r} is no name for a file of the archive")
    return issues / path
