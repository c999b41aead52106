"""A stock template's compiled code in; the same in later runs, out.

Compiling the stock takes as long as all else that a build does. Whoever may write to that place
may change the program itself: what lies there is trusted as the program is, no more.
"""

import sys
from contextlib import suppress
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path

from digest.errors import StorageError
from digest.whole_files import put_file

_SUM = sha256().digest_size


def read_code(template: Path, way: str) -> bytes:
    """What was kept of `template`, or b"" where nothing whole is.

    `way` is how it was compiled, in letters: for markup otherwise than for text.
    """
    try:
        kept = _place(template, way).read_bytes()
    except (OSError, NotImplementedError):
        return b""
    code = kept[_SUM:]
    return code if sha256(code).digest() == kept[:_SUM] else b""


def keep_code(template: Path, way: str, code: bytes) -> None:
    """Keep it for later runs, where this user may write and Python is to keep code at all."""
    if sys.dont_write_bytecode:
        return
    # The sum is for two runs that write at once: neither waits for the other.
    with suppress(StorageError, NotImplementedError):
        put_file(_place(template, way), sha256(code).digest() + code, synced=False)


def _place(template: Path, way: str) -> Path:
    return Path(cache_from_source(str(template), optimization=way))
