"""A file in; which picture it is, by its own bytes, out. Other files never reach an issue."""

import os
import struct
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

MOST_PIXELS = 40_000_000
MOST_BYTES = 10_000_000
# Real files have a few dozen; each costs a step.
_MOST_SEGMENTS = 1_000
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})


class UnfitPicture(ValueError):
    """Why a file is not shown and what to do about it, in words that follow the file's name."""


class PictureKind(StrEnum):
    """What mail programs show; the value is how its files end."""

    PNG = ".png"
    JPEG = ".jpg"
    GIF = ".gif"
    WEBP = ".webp"

    @property
    def endings(self) -> frozenset[str]:
        """All that a file of this kind may end in."""
        return frozenset({self.value, ".jpeg"} if self is PictureKind.JPEG else {self.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What the head of a picture says; `width` and `height` in pixels."""

    kind: PictureKind
    width: int
    height: int


def read_picture(path: Path, folder: Path) -> bytes:
    """The file of a picture, links followed; raises UnfitPicture unless `folder` may show it.

    It has to be a PNG, JPEG, GIF or WebP below `folder`, in no hidden folder, and not too large.
    """
    root, place = Path(os.path.realpath(folder)), Path(os.path.realpath(path))
    if not place.is_relative_to(root):
        raise UnfitPicture("leads out of the newsletter's folder; copy the picture into it")
    if any(part.startswith(".") for part in place.relative_to(root).parts):
        raise UnfitPicture("is hidden: its name or a folder's begins with a dot; move the picture")
    if not place.is_file():
        raise UnfitPicture("is not there; put the picture back, or take out the line that names it")
    try:
        size = place.stat().st_size
        if size > MOST_BYTES:
            raise UnfitPicture(
                f"has {size:,} bytes, and no more than {MOST_BYTES:,} are read; make it smaller"
            )
        data = place.read_bytes()
    except OSError as error:
        raise UnfitPicture(f"cannot be read: {error.strerror}; mend that, or use another") from None
    parse_picture(data)
    return data


def parse_picture(data: bytes) -> Picture:
    """What picture `data` is; raises UnfitPicture for other, damaged and too large files."""
    kind = _kind(data)
    if kind is None:
        raise UnfitPicture("is no PNG, JPEG, GIF or WebP picture; name one that is")
    try:
        width, height = _SIZES[kind](data)
    except (struct.error, IndexError):
        width = height = 0
    if not width or not height:
        raise UnfitPicture(f"is a damaged {kind.name} picture; save it anew")
    if width * height > MOST_PIXELS:
        raise UnfitPicture(
            f"claims {width:,} × {height:,} pixels, and no more than {MOST_PIXELS:,} are shown; "
            "make it smaller"
        )
    return Picture(kind=kind, width=width, height=height)


def _kind(data: bytes) -> PictureKind | None:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PictureKind.PNG
    if data.startswith(b"\xff\xd8\xff"):
        return PictureKind.JPEG
    if data.startswith((b"GIF87a", b"GIF89a")):
        return PictureKind.GIF
    return PictureKind.WEBP if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def _png_size(data: bytes) -> tuple[int, int]:
    if data[12:16] != b"IHDR":
        return 0, 0
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _gif_size(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """From the first frame header, which may stand behind a whole preview (ITU T.81, B.2)."""
    at = 2
    for _ in range(_MOST_SEGMENTS):
        if data[at] != 0xFF:
            break
        marker = data[at + 1]
        if marker in _JPEG_SIZES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        if marker == 0xFF:
            at += 1
        elif marker in _JPEG_WITHOUT_LENGTH:
            at += 2
        else:
            (length,) = struct.unpack_from(">H", data, at + 2)
            at += 2 + length
    return 0, 0


def _webp_size(data: bytes) -> tuple[int, int]:
    """From whichever of its three first chunks it has (RFC 9649)."""
    chunk = data[12:16]
    if chunk == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") for at in (24, 27))
        return (width + 1, height + 1) if len(data) >= 30 else (0, 0)
    if chunk == b"VP8L" and data[20] == 0x2F:
        (bits,) = struct.unpack_from("<I", data, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return 0, 0


_SIZES = {
    PictureKind.PNG: _png_size,
    PictureKind.JPEG: _jpeg_size,
    PictureKind.GIF: _gif_size,
    PictureKind.WEBP: _webp_size,
}
