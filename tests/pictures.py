"""The smallest files of every kind of picture, of any size that heads can claim, and real ones."""

import struct
import zlib
from hashlib import shake_128
from io import BytesIO

from PIL import Image, ImageDraw


def png(width: int = 3, height: int = 2) -> bytes:
    """A black PNG; a bomb where the size is large, as its data then ends too soon."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = bytes((width + 1) * height) if width * height < 2_000_000 else bytes(4)
    chunks = (b"IHDR" + head, b"IDAT" + zlib.compress(lines), b"IEND")
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


def saved(image: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    """The file of a picture."""
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    """The picture of a file, with what the file says of it."""
    image = Image.open(BytesIO(data))
    image.load()
    return image


def photo(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture with as many colours as a photograph, and as much grain."""
    size = (width, height)
    grain = Image.frombytes("L", size, shake_128(b"grain").digest(width * height))
    slope = Image.linear_gradient("L").resize(size)
    channels = [Image.blend(slope.rotate(turn), grain, 0.15) for turn in (0, 90, 180)]
    return Image.merge("RGB", channels).convert(mode)


def chart(width: int, height: int) -> Image.Image:
    """Bars in seven colours on white."""
    image = Image.new("RGB", (width, height), "white")
    board = ImageDraw.Draw(image)
    for bar in range(7):
        left = (bar + 1) * width // 9
        colour = (30 * bar, 90, 220 - 30 * bar)
        board.rectangle((left, height // (bar + 2), left + width // 12, height), colour)
    return image
