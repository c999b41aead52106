"""Files and folders in; a tick for every change among them out."""

from collections.abc import AsyncIterator, Iterable
from pathlib import Path

from watchfiles import Change, awatch

IGNORED = {".digest", ".git", ".history", "__pycache__"}


async def changes(watched: Iterable[Path]) -> AsyncIterator[None]:
    """Tick when something in `watched` changed; a path that is not there yet is watched too."""
    paths = {path.resolve() for path in watched}
    # A folder is watched for a file: editing tools replace a file rather than write into it.
    folders = {_nearest_folder(path) for path in paths}

    def concerns(_change: Change, name: str) -> bool:
        path = Path(name)
        if path.name.startswith(".") or path.name.endswith("~") or IGNORED & set(path.parts):
            return False
        return any(path == one or one in path.parents for one in paths)

    async for _ in awatch(*folders, watch_filter=concerns, debounce=300, recursive=True):
        yield


def _nearest_folder(path: Path) -> Path:
    while not path.is_dir():
        path = path.parent
    return path
