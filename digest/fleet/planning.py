"""A list of folders in; the newsletters of a fleet, each once, out."""

from collections.abc import Iterable
from pathlib import Path

from digest.config import FILE_NAME
from digest.errors import UsageError

MOST = 1_000_000


def read_list(text: str, *, name: str, base: Path) -> tuple[Path, ...]:
    """The folders that a list names, one a line, from `base`; empty lines and `#` are passed over.

    Raises UsageError with the line.
    """
    folders: list[Path] = []
    for number, line in enumerate(text.splitlines(), start=1):
        said = line.strip()
        if not said or said.startswith("#"):
            continue
        if "\0" in said:
            raise UsageError(f"{name}:{number}: is no folder; write one path a line")
        folders.append(base / Path(said).expanduser())
    return tuple(folders)


def choose_newsletters(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Each of `folders` once, in their order; raises UsageError where there are none, or too many.

    A folder without newsletter.toml stays: what came of it is told like any other's.
    """
    chosen = tuple({folder.absolute(): None for folder in folders})
    if not chosen:
        raise UsageError(
            f"no newsletters are named; name folders that hold a {FILE_NAME}, or a list of them "
            "with --from FILE"
        )
    if len(chosen) > MOST:
        raise UsageError(f"{len(chosen):,} newsletters are more than {MOST:,}; make several lists")
    return chosen
