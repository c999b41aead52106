"""What a picture is made of in; its bytes out, made once and kept for the builds that follow.

A preview builds with every change, and an encoder's bytes differ from version to version: a draft
keeps the pictures that it was first built with.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from digest.pictures import UnfitPicture, parse_picture
from digest.whole_files import put_file

RECIPE = 1
"""Raised with every change of what comes out: pictures made before are then made anew."""


@dataclass(frozen=True, slots=True)
class PictureCache:
    """The pictures made for a newsletter, in `folder`; the `most` that were used last stay."""

    folder: Path
    most: int = 300

    def get(self, make: Callable[[], bytes], *, of: bytes, how: str) -> bytes:
        """What `make` makes `of` some bytes; `how` names what else its result depends on."""
        identity = sha256(f"{RECIPE} {how} ".encode() + of).hexdigest()
        path = self.folder / identity[:40]
        with suppress(OSError, UnfitPicture):
            data = path.read_bytes()
            parse_picture(data)
            path.touch()
            return data
        made = make()
        put_file(path, made)
        self._drop_oldest()
        return made

    def _drop_oldest(self) -> None:
        with suppress(OSError):
            files = [path for path in self.folder.iterdir() if path.is_file()]
            for path in sorted(files, key=lambda path: path.stat().st_mtime_ns)[: -self.most]:
                path.unlink()
