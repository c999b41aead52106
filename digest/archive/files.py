"""Files that can be made again in; those that changed, on disk whole, out."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from digest.archive.folders import put_file, told_as_storage_error

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
        with told_as_storage_error(folder):
            for name, data in changed.items():
                _replace(folder / name, data)
            # One call for all of them: hundreds of fsyncs would take seconds.
            if hasattr(os, "sync"):
                os.sync()
    closing = [name for name, data in last.items() if _differs(folder / name, data)]
    for name in closing:
        put_file(folder / name, last[name])
    return (*changed, *closing)


def _differs(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() != data
    except OSError:
        return True


def _replace(path: Path, data: bytes) -> None:
    staged = path.with_name(f".{path.name}.new")
    try:
        staged.write_bytes(data)
        staged.replace(path)
    finally:
        with suppress(OSError):
            staged.unlink(missing_ok=True)
