"""The smallest files of every kind of picture, of any size that their heads can claim."""

import struct
import zlib


def png(width: int = 3, height: int = 2) -> bytes:
    """A PNG; a bomb where the size is large, as its data has one line."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = (b"IHDR" + head, b"IDAT" + zlib.compress(bytes(4)), b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        for chunk in chunks
    )


def jpeg(width: int = 3, height: int = 2, *, before: bytes = b"") -> bytes:
    """The head of a JPEG whose frame stands behind a JFIF segment and `before`."""
    jfif = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + jfif + before + b"\xff\xc0\x00\x0b" + frame + b"\xff\xd9"


def gif(width: int = 3, height: int = 2) -> bytes:
    """A GIF without a frame."""
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0) + b";"


def webp(chunk: bytes) -> bytes:
    """A WebP of one chunk."""
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk


def lossy_webp(width: int = 3, height: int = 2) -> bytes:
    """The head of a WebP as cameras and editors write it."""
    head = b"\x00\x00\x00\x9d\x01\x2a" + struct.pack("<HH", width, height)
    return webp(b"VP8 " + struct.pack("<I", len(head)) + head)


def lossless_webp(width: int = 3, height: int = 2) -> bytes:
    """The head of a WebP that keeps every pixel."""
    head = b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14)
    return webp(b"VP8L" + struct.pack("<I", len(head)) + head)


def extended_webp(width: int = 3, height: int = 2) -> bytes:
    """The head of a WebP with a colour profile or an animation."""
    head = bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return webp(b"VP8X" + struct.pack("<I", len(head)) + head)
