"""Files that can be made again in; those that changed, on disk whole, out."""

import os
from collections.abc import Mapping
from pathlib import Path

from digest.whole_files import put_file

_FEW = 12


def put_files(
    folder: Path, files: Mapping[str, bytes], *, last: Mapping[str, bytes]
) -> tuple[str, ...]:
    """Write the files that differ, then those of `last`; the names of all that were written.

    What `last` vouches for is on the disk before it is. Raises StorageError.
    """
    changed = {name: data for name, data in files.items() if _differs(folder / name, data)}
    if len(changed) <= _FEW:
        for name, data in changed.items():
            put_file(folder / name, data)
    else:
        for name, data in changed.items():
            put_file(folder / name, data, synced=False)
        sync_disk()
    closing = [name for name, data in last.items() if _differs(folder / name, data)]
    for name in closing:
        put_file(folder / name, last[name])
    return (*changed, *closing)


def sync_disk() -> None:
    """Put all that was written on the disk, in one call: hundreds of fsyncs would take seconds."""
    if hasattr(os, "sync"):
        os.sync()


def _differs(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() != data
    except OSError:
        return True
