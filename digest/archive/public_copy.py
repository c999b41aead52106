"""The archive and a folder in; the public site in that folder, brought up to date, out.

The folder may be served meanwhile: what is linked is there before what links to it, the index comes
last, and what nothing links to any more goes after that. A list in the folder names what pushes
have put there; whatever else is there belongs to someone else and is left alone.
"""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from digest.archive.folders import clear_leftovers
from digest.archive.names import PUSHED, SITE_FILES, SITE_LOOKS, TOPICS, WEB_PAGE, issue_day
from digest.archive.public_files import PublicFile, public_files
from digest.archive.record import sha256_hex
from digest.errors import StorageError, UsageError
from digest.json_records import from_json, to_json
from digest.whole_files import staging_path, sync_disk, sync_folder, translate_os_errors, write_file

_FEW = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """The names of the files that were written, and of those that were removed."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """What pushes have put into a folder: the SHA-256 of each file, by name."""

    version: int = 1
    files: dict[str, str] = field(default_factory=dict)


def update_copy(issues: Path, folder: Path) -> Pushed:
    """Make `folder` hold what readers may have; nothing is written when it does.

    Raises UsageError for a folder that would be served with the drafts in it. Raises StorageError,
    before anything is written, when an issue there is not here, when a file there that is not the
    archive's is in the way, or when one here is damaged; also when the folder cannot be written.
    """
    _check_apart(issues, folder)
    clear_leftovers(issues)
    public = public_files(issues)
    wanted = {name: _sound(file) for name, file in public.items()}
    with translate_os_errors(folder):
        ours = _listed(folder)
        _check_issues(folder, wanted)
        new = [name for name, digits in wanted.items() if not _holds(folder / name, digits)]
        _check_ours(folder, new, ours)
        gone = [name for name in ours if name not in wanted]
        # What is about to be there is ours, too, if this push dies before its end.
        _write_list(folder, ours, ours | wanted)
        # The list may name what a push that died never wrote.
        standing = {name for name in new if (folder / name).is_file()}
        ordered = sorted(new, key=lambda name: _turn(name, standing))
        _write_all(folder, ordered, public)
        for name in gone:
            _remove(folder, name)
        _write_list(folder, ours | wanted, wanted)
    return Pushed(written=tuple(ordered), removed=tuple(gone))


def _check_apart(issues: Path, folder: Path) -> None:
    archive, there = issues.resolve(), folder.resolve()
    if there.is_relative_to(archive) or archive.is_relative_to(there):
        raise UsageError(
            f"{folder} would be served with the drafts in {issues}; name a folder beside it, "
            "such as public"
        )


def _sound(file: PublicFile) -> str:
    with translate_os_errors(file.path):
        digits = sha256_hex(file.path.read_bytes()) if file.path.is_file() else ""
    if not digits or digits != (file.built or digits):
        raise StorageError(
            f"{file.path}: not as it was built; `digest archive verify` says what can be rebuilt"
        )
    return digits


def _listed(folder: Path) -> dict[str, str]:
    path = folder / PUSHED
    if not path.exists():
        return {}
    try:
        files = from_json(_List, path.read_bytes()).files
    except ValueError as error:
        raise StorageError(
            f"{path}: {error}; it lists what pushes have put there. Put it back from a copy, or "
            "push to an empty folder"
        ) from None
    for name in files:
        parts = PurePosixPath(name).parts
        if not parts or {"/", ".."} & set(parts) or "\\" in name or "\0" in name:
            raise StorageError(f"{path}: {name!r} is no name for a file of the site; remove it")
    return files


def _check_issues(folder: Path, wanted: Collection[str]) -> None:
    """Refuse a push from an archive that has lost issues: its index would lead past them."""
    pages = sorted(folder.glob(f"*/{WEB_PAGE}"))
    days = [day for page in pages if (day := issue_day(page.parent.name))]
    lost = [day for day in days if f"{day}/{WEB_PAGE}" not in wanted]
    if lost:
        raise StorageError(
            f"{folder} holds {_told(lost)}, not published here. Put it back into issues/ from a "
            f"copy; or, if readers are to lose it, remove {folder / lost[0].isoformat()} and push "
            "again"
        )


def _told(days: list[date]) -> str:
    more = f" and {len(days) - _FEW} more" if len(days) > _FEW else ""
    return f"the issue{'s' * (len(days) > 1)} of {', '.join(map(str, days[:_FEW]))}{more}"


def _check_ours(folder: Path, new: list[str], ours: Collection[str]) -> None:
    for name in new:
        path = folder / name
        if path.is_dir() or (name not in ours and (path.exists() or path.is_symlink())):
            raise StorageError(
                f"{path} is in the way, and no push has put it there; move it away, or push to a "
                "folder of its own"
            )


def _holds(path: Path, digits: str) -> bool:
    """Whether the file is there and every reader's server may read it."""
    return (
        path.is_file()
        and path.stat().st_mode & 0o444 == 0o444
        and sha256_hex(path.read_bytes()) == digits
    )


def _turn(name: str, standing: Collection[str]) -> tuple[int, str]:
    """New pages come before those that stand, which lead to them; then feeds, search, index."""
    if name in SITE_LOOKS:
        return 0, name
    if name in SITE_FILES:
        return 3 + SITE_FILES.index(name), name
    if name.endswith(f"/{WEB_PAGE}") or name.startswith(f"{TOPICS}/"):
        return (2 if name in standing else 1), name
    return 0, name


def _write_all(folder: Path, names: list[str], public: Mapping[str, PublicFile]) -> None:
    for name in names:
        if name == WEB_PAGE:
            sync_disk()
        _put(folder / name, public[name].path.read_bytes())
    if names:
        sync_disk()


def _write_list(folder: Path, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    if before != after:
        data = to_json(_List(files=dict(sorted(after.items()))), indent=1)
        _put(folder / PUSHED, data + b"\n")
        sync_folder(folder)


def _put(path: Path, data: bytes) -> None:
    """Write a file whole; whoever serves the folder may be another user."""
    _make_folder(path.parent)
    staged = staging_path(path)
    try:
        write_file(staged, data, synced=False)
        staged.chmod(0o644)
        staged.replace(path)
    finally:
        with suppress(OSError):
            staged.unlink(missing_ok=True)


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir()
        folder.chmod(0o755)


def _remove(folder: Path, name: str) -> None:
    (folder / name).unlink(missing_ok=True)
    for left in PurePosixPath(name).parents[:-1]:
        # Someone else's file keeps the folder.
        with suppress(OSError):
            (folder / left).rmdir()
