"""Whether a run has nothing to do, known before anything heavy is imported.

`.digest/idle.json` says until when nothing is due, and how the files were that could change that.
Whatever is in doubt is no rest: then the run looks at everything.
"""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

PLACE = Path(".digest") / "idle.json"
SETTINGS = "newsletter.toml"

_ALONE = frozenset({"run", "--json", "--offline", "-q", "--quiet", "--wait"})
_WITH_VALUE = frozenset({"-C", "--log-format"})


def is_idle_run(
    arguments: Sequence[str], environment: Mapping[str, str], *, now: float, version: str
) -> bool:
    """Whether a command line is a `digest run` for which nothing is due at `now`.

    A run that is told another moment by the environment looks for itself.
    """
    folder = _folder_of_run(arguments)
    return (
        folder is not None
        and "SOURCE_DATE_EPOCH" not in environment
        and is_resting(Path(folder), now=now, version=version)
    )


def is_resting(folder: Path, *, now: float, version: str) -> bool:
    """Whether nothing is due in the newsletter's `folder`, and nothing was changed."""
    try:
        kept = json.loads((folder / PLACE).read_bytes())
        stamps = kept["stamps"]
        return bool(
            kept["version"] == version
            and kept["since"] <= now < kept["until"]
            and stamps
            and stamp_files(folder, stamps) == stamps
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return False


def stamp_files(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """What stands for each file or folder as it is now: its time, its size, its number."""
    return {name: _stamp(folder / name) for name in names}


def rest(
    folder: Path, *, since: float, until: float, version: str, stamps: Mapping[str, str]
) -> None:
    """Note until when nothing is due; where that cannot be written, each run looks for itself."""
    kept = {"version": version, "since": since, "until": until, "stamps": dict(stamps)}
    place = folder / PLACE
    staged = place.with_name(f".{place.name}.new")
    try:
        staged.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
        staged.replace(place)
    except OSError:
        wake(folder)


def wake(folder: Path) -> None:
    """Let the next run look at everything."""
    try:
        (folder / PLACE).unlink(missing_ok=True)
    except OSError:
        return


def _folder_of_run(arguments: Sequence[str]) -> str | None:
    """The folder in which a command line runs what is due; None for any other command line."""
    folder, commands = os.curdir, 0
    waiting = iter(arguments)
    for one in waiting:
        if one in _WITH_VALUE:
            value = next(waiting, "")
            folder = value if one == "-C" else folder
        elif one in _ALONE or one.startswith("--log-format="):
            commands += one == "run"
        else:
            return None
    return folder if commands == 1 else None


def _stamp(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_mtime_ns} {found.st_size} {found.st_ino}"
