"""The archive and a renderer in; what is damaged or cannot be made again, and what can, out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Protocol

from digest.archive.contents import issue_dates, kept_versions, read_record
from digest.archive.folders import find_folder
from digest.archive.names import HTML, MAIL, PAGE, RECORD, TEXT, VERSIONS
from digest.archive.record import Record, sha256_hex
from digest.archive.snapshots import is_whole_snapshot, snapshot_folder
from digest.errors import DigestError, StorageError
from digest.model.issues import Issue, RenderedIssue
from digest.text import shortened
from digest.whole_files import put_file, translate_os_errors

_LENGTH = 300


class Rerender(Protocol):
    """Renders an issue with a snapshot's templates and the pictures of its own folder."""

    def __call__(self, issue: Issue, /, *, templates: Path, folder: Path) -> RenderedIssue:
        """The bytes of the issue; raises DigestError when a template fails."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A file that is not as it was published, why, and what can be done.

    `rebuilt` holds its right bytes where they could be made again.
    """

    path: Path
    problem: str
    remedy: str
    rebuilt: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was found of one issue; `notes` name differences that damage nothing."""

    date: date
    damages: tuple[Damage, ...] = ()
    notes: tuple[str, ...] = ()


def verify_archive(
    issues: Path, render: Rerender, *, tools: Mapping[str, str]
) -> tuple[Verdict, ...]:
    """Check every issue, newest first, by its record's fingerprints and by rendering it again.

    `tools` are the versions in use. One issue's damage costs only itself: StorageError is raised
    when the archive cannot be listed, and for nothing else.
    """
    return tuple(verify_issue(issues, day, render, tools) for day in issue_dates(issues))


def mend_archive(verdicts: tuple[Verdict, ...]) -> tuple[Path, ...]:
    """Write back every file that could be made again; their paths. Raises StorageError.

    A link in place of a file goes: what it leads to does not belong to the archive.
    """
    mended: list[Path] = []
    for verdict in verdicts:
        for damage in verdict.damages:
            if damage.rebuilt is not None:
                if damage.path.is_symlink():
                    damage.path.unlink()
                put_file(damage.path, damage.rebuilt)
                mended.append(damage.path)
    return tuple(mended)


def verify_issue(issues: Path, day: date, render: Rerender, tools: Mapping[str, str]) -> Verdict:
    """Check one issue, with its earlier versions, as `verify_archive` does."""
    home = find_folder(issues / day.isoformat())
    damages: list[Damage] = []
    notes: list[str] = []
    try:
        folders = (home, *kept_versions(home))
    except StorageError as error:
        return Verdict(date=day, damages=(_unreadable(home, error),))
    for folder in folders:
        try:
            record = read_record(folder)
        except StorageError as error:
            damages.append(_lost_record(folder, error))
            continue
        if record.issue.date != day:
            damages.append(_misplaced(folder, record.issue.date))
        again = _made_again(issues, folder, record, render)
        if isinstance(again, Damage):
            damages.append(again)
            again = {}
        damages += _damaged_files(folder, record, again)
        notes += _unlike(folder, record, again, tools)
    return Verdict(date=day, damages=tuple(damages), notes=tuple(notes))


def _made_again(
    issues: Path, folder: Path, record: Record, render: Rerender
) -> dict[str, bytes] | Damage:
    if not record.templates:
        return {}
    templates = snapshot_folder(issues, record.templates)
    try:
        whole = is_whole_snapshot(templates)
    except StorageError as error:
        return _unreadable(templates, error)
    if not whole:
        return Damage(
            path=templates,
            problem="the snapshot of templates is missing or was changed",
            remedy="put it back from a copy; until then the issue cannot be made again",
        )
    try:
        rendered = render(record.issue, templates=templates, folder=folder)
    except Exception as error:  # No renderer is made for what a damaged record may hold.
        reason = str(error) if isinstance(error, DigestError) else repr(error)
        return Damage(
            path=folder / RECORD,
            problem=f"the issue cannot be made again: {shortened(reason, _LENGTH)}",
            remedy="install the versions that it names under `tools` and verify again",
        )
    return {HTML: rendered.html.encode(), TEXT: rendered.text.encode(), MAIL: rendered.eml}


def _damaged_files(folder: Path, record: Record, again: Mapping[str, bytes]) -> Iterator[Damage]:
    for name in (HTML, TEXT, MAIL, PAGE):
        if name not in record.files:
            yield Damage(
                path=folder / RECORD,
                problem=f"says nothing of {name}",
                remedy="put it back from a copy; without it nobody knows if that file is right",
            )
    for name, right in record.files.items():
        if not _is_inside(name):
            yield _stray(folder, name)
            continue
        path = folder / name
        try:
            here = _bytes(path)
        except StorageError as error:
            yield _unreadable(path, error)
            continue
        if here is not None and sha256_hex(here) == right:
            continue
        made = again.get(name)
        rebuilt = made if made is not None and sha256_hex(made) == right else None
        yield Damage(
            path=path,
            problem="missing" if here is None else "not as it was built",
            remedy=_remedy(name, rebuildable=rebuilt is not None),
            rebuilt=rebuilt,
        )


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return name.isprintable() and bool(path.parts) and not ({"/", ".."} & set(path.parts))


def _bytes(path: Path) -> bytes | None:
    with translate_os_errors(path):
        return path.read_bytes() if path.is_file() else None


def _remedy(name: str, *, rebuildable: bool) -> str:
    if rebuildable:
        return "can be rebuilt, byte for byte, from issue.json"
    if name == PAGE:
        return "put it back from a copy; the page in drafts/ may be the same"
    return "put it back from a copy; it cannot be rebuilt here"


def _unlike(
    folder: Path, record: Record, again: Mapping[str, bytes], tools: Mapping[str, str]
) -> Iterator[str]:
    changed = [
        f"{name} {version} then, {tools.get(name, 'absent')} now"
        for name, version in record.tools.items()
        if tools.get(name) != version
    ]
    different = [
        name
        for name, data in again.items()
        if name in record.files and sha256_hex(data) != record.files[name]
    ]
    place = "/".join(folder.parts[folder.parts.index(_day_folder(folder)) :])
    if different:
        why = "; ".join(changed) or "the record or the program changed"
        yield f"{place}: {', '.join(different)} would come out otherwise today: {why}"
    elif changed and again:
        yield f"{place}: made with other versions, and still comes out the same ({len(changed)})"


def _day_folder(folder: Path) -> str:
    return folder.parent.parent.name if folder.parent.name == VERSIONS else folder.name


def _unreadable(path: Path, error: StorageError) -> Damage:
    return Damage(
        path=path,
        problem=f"cannot be read: {str(error).removeprefix(f'{path}: ')}",
        remedy="see to that, or put it back from a copy",
    )


def _stray(folder: Path, name: str) -> Damage:
    return Damage(
        path=folder / RECORD,
        problem=f"names {shortened(repr(name), _LENGTH)}, which is no file of an issue",
        remedy="put it back from a copy",
    )


def _lost_record(folder: Path, error: StorageError) -> Damage:
    try:
        left = sorted(path.name for path in folder.iterdir() if path.is_file())
    except OSError:
        left = []
    # A name that is no UTF-8 can be printed, but is no JSON.
    names = [name.encode(errors="backslashreplace").decode() for name in left]
    readable = [name for name in names if name != RECORD]
    return Damage(
        path=folder / RECORD,
        problem=str(error).partition("; ")[0].removeprefix(f"{folder / RECORD}: "),
        remedy=(
            "put it back from a copy; nothing can be rebuilt without it. "
            f"Still here: {', '.join(readable) or 'nothing'}; "
            f"its headlines also stand in search.json, its picks in drafts/{folder.name}.toml"
        ),
    )


def _misplaced(folder: Path, real: date) -> Damage:
    return Damage(
        path=folder,
        problem=f"holds the issue of {real}",
        remedy=f"move it to {real}, or put the right folder back from a copy",
    )
