"""A template's name and text in; the code that they became in this run or an earlier one, out.

Compiling the stock takes as long as all else that a build does, so what becomes of it is kept where
Python keeps the code of modules. Whoever may write there may change the program itself: what lies
there is trusted as the program is, no more.
"""

import marshal
import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from digest.errors import StorageError
from digest.whole_files import put_file

_MOST = 1000
_SUM = sha256().digest_size
_version_of = cache(version)


class Codes:
    """What each text of a template became, wherever it stands.

    The folders of an archive's snapshots, and one that gains a file, differ in few texts. A code
    knows its file, by which errors name it.
    """

    def __init__(self, *, kept_as: str = "") -> None:
        """Later runs find, too, what is `kept_as`, in letters, how it was compiled."""
        self._known: dict[tuple[str, str], CodeType] = {}
        self._kept_as = kept_as

    def find(self, name: str, text: str, file: str) -> CodeType | None:
        """The code as that of `file`, or None where it is to be compiled."""
        code = self._known.get((name, text))
        if not code and self._kept_as:
            code = _read_code(Path(file), self._kept_as, name, text)
            if code:
                self._remember(name, text, code)
        return _in_file(code, file) if code else None

    def put(self, name: str, text: str, code: CodeType) -> None:
        """Keep the code for the next who asks."""
        self._remember(name, text, code)
        if self._kept_as and not sys.dont_write_bytecode:
            # Where this user may not write, each run compiles.
            with suppress(StorageError, NotImplementedError):
                keep_code(Path(code.co_filename), self._kept_as, name, text, code)

    def _remember(self, name: str, text: str, code: CodeType) -> None:
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[name, text] = code


class KnownCodes(BytecodeCache):
    """Codes as Jinja asks for them: its own caches know a text in one file only."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """What the text became, or room for it."""
        bucket = Bucket(environment, name, checksum=source)
        bucket.code = self._codes.find(name, source, filename or "")
        return bucket

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code:
            self._codes.put(bucket.key, bucket.checksum, bucket.code)


def keep_code(template: Path, way: str, name: str, text: str, code: CodeType) -> None:
    """Keep what `template` became, compiled in a `way`, for later runs; raises StorageError."""
    data = marshal.dumps(code)
    # The sum is also for two runs that write at once: neither waits for the other.
    put_file(_place(template, way), _sum(way, name, text, data) + data, synced=False)


def compile_for_all(environment: Environment, template: Path, way: str, name: str) -> None:
    """Keep what `template` becomes in `environment`, for later runs; raises StorageError."""
    text = template.read_text(encoding="utf-8")
    keep_code(template, way, name, text, environment.compile(text, name, str(template)))


def _read_code(template: Path, way: str, name: str, text: str) -> CodeType | None:
    try:
        kept = _place(template, way).read_bytes()
    except (OSError, NotImplementedError):
        return None
    data = kept[_SUM:]
    if kept[:_SUM] != _sum(way, name, text, data):
        return None
    code = marshal.loads(data)
    return code if isinstance(code, CodeType) else None


def _sum(way: str, name: str, text: str, data: bytes) -> bytes:
    """Over the code, and all that it was made of and by."""
    made = (way, sys.version, _version_of("jinja2"), name, text)
    return sha256("\0".join(made).encode() + data).digest()


def _place(template: Path, way: str) -> Path:
    return Path(cache_from_source(str(template), optimization=way))


def _in_file(code: CodeType, file: str) -> CodeType:
    if code.co_filename == file:
        return code
    inner = (_in_file(one, file) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_filename=file, co_consts=tuple(inner))
