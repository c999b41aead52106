"""Files and folders in; for every change among them, which of them it was, out."""

# Folders are watched by the system, single files looked at a few times a second: editing tools
# replace a file rather than write into it, and what is watched by name may not be there yet.

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable
from contextlib import aclosing
from pathlib import Path
from typing import NamedTuple

from watchfiles import Change, awatch

from digest.errors import DigestError

LOOK = 200
"""Milliseconds between two looks at the files."""

IGNORED = frozenset({"__pycache__", "node_modules"})


class Sight(NamedTuple):
    """What a look at the watched paths saw: the folders, and each file with its status."""

    folders: frozenset[Path]
    files: frozenset[tuple[Path, int, int, int]]


async def watch_changes(
    watched: Callable[[], Iterable[Path]], *, ignored: Path, look: int = LOOK
) -> AsyncIterator[frozenset[Path]]:
    """No path as soon as watching has begun, then, after every change, the paths it was seen in.

    `watched` is asked anew after each; as long as it raises a DigestError the paths stay. They need
    not exist. Changes in the folder `ignored` do not count. `look` is in milliseconds.
    """
    paths = _asked(watched, frozenset())
    before = _look(paths)
    while True:
        # What changes while folders are watched anew is seen by the look that was before.
        held = _look(paths).folders
        begun = False
        async with aclosing(_events(held, ignored, look)) as events:
            async for happened in events:
                now = _look(paths)
                if begun and not happened and now == before:
                    continue
                changed = {path for path, *_ in now.files ^ before.files}
                changed |= now.folders ^ before.folders
                begun, before = True, now
                yield happened | changed
                paths, old = _asked(watched, paths), paths
                # A folder that came or went, perhaps to come again, is watched anew.
                if paths != old or happened & held or _look(paths).folders != held:
                    break


def _asked(watched: Callable[[], Iterable[Path]], last: frozenset[Path]) -> frozenset[Path]:
    try:
        return frozenset(path.resolve() for path in watched())
    except DigestError:
        return last


def _look(paths: Iterable[Path]) -> Sight:
    folders: set[Path] = set()
    files: set[tuple[Path, int, int, int]] = set()
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue
        if path.is_dir():
            folders.add(path)
        else:
            files.add((path, status.st_ino, status.st_mtime_ns, status.st_size))
    return Sight(frozenset(folders), frozenset(files))


async def _events(
    folders: frozenset[Path], ignored: Path, look: int
) -> AsyncGenerator[frozenset[Path], None]:
    """At each look, what happened in the folders since the last."""
    ignored = ignored.resolve()

    def concerns(_change: Change, name: str) -> bool:
        path = Path(name)
        return not path.is_relative_to(ignored) and any(
            _counts(path.relative_to(folder)) for folder in folders if path.is_relative_to(folder)
        )

    async for happened in awatch(
        *folders,
        watch_filter=concerns,
        debounce=400,
        rust_timeout=look,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    ):
        yield frozenset(Path(name) for _, name in happened)


def _counts(path: Path) -> bool:
    """Whether a path inside a watched folder is an editor's work, not a tool's own file."""
    hidden = any(part.startswith((".", "#")) or part in IGNORED for part in path.parts)
    return not hidden and not path.name.endswith("~")
