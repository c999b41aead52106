"""A list of folders in; the newsletters of a fleet, each once, out."""

import os
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from digest.config import FILE_NAME
from digest.errors import UsageError

MOST = 1_000_000


def read_list(data: bytes, *, name: str, base: Path) -> tuple[Path, ...]:
    """The folders that a list names, one a line, from `base`; empty lines and `#` are passed over.

    Raises UsageError with the line.
    """
    folders: list[Path] = []
    for number, line in enumerate(_text_of(data, name).splitlines(), start=1):
        said = line.strip()
        if not said or said.startswith("#"):
            continue
        if "\0" in said:
            raise UsageError(f"{name}:{number}: is no folder; write one path a line")
        try:
            folders.append(base / Path(said).expanduser())
        except RuntimeError:
            raise UsageError(
                f"{name}:{number}: nobody here has the home folder {said}; write the whole path"
            ) from None
    return tuple(folders)


def _text_of(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{name}:{line}: is not UTF-8; save the list again as UTF-8") from None


def choose_newsletters(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Each of `folders` once, in their order; raises UsageError where there are none, or too many.

    Two ways to one folder are one newsletter, called by the first. A folder without newsletter.toml
    stays: what came of it is told like any other's.
    """
    named: dict[tuple[str, str], Path] = {}
    real = cache(os.path.realpath)
    for folder in folders:
        named.setdefault(_place_of(folder, real), folder.absolute())
    chosen = tuple(named.values())
    if not chosen:
        raise UsageError(
            f"no newsletters are named; name folders that hold a {FILE_NAME}, or a list of them "
            "with --from FILE"
        )
    if len(chosen) > MOST:
        raise UsageError(f"{len(chosen):,} newsletters are more than {MOST:,}; make several lists")
    return chosen


def _place_of(folder: Path, real: Callable[[Path], str]) -> tuple[str, str]:
    """Where `folder` is without links: its parent, which nearly all of a fleet share, and name."""
    try:
        followed = folder.name in {"", ".."} or folder.is_symlink()
    except OSError:  # Nobody can look there, and its own outcome says so.
        followed = False
    place = Path(real(folder)) if followed else folder
    return real(place.parent), place.name
