"""The bytes of a mail in, the sizes of the pictures that travel inside it out."""

import re

_PICTURE = re.compile(
    rb"^Content-Type: image/[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n([A-Za-z0-9+/=\r\n]*)",
    re.MULTILINE,
)


def picture_sizes(eml: bytes) -> tuple[int, ...]:
    """The decoded size in bytes of each base64 image part, in order."""
    if b"Content-Type: image/" not in eml:
        return ()
    return tuple(_decoded(match[1]) for match in _PICTURE.finditer(eml))


def _decoded(base64: bytes) -> int:
    written = len(base64) - base64.count(b"\r") - base64.count(b"\n")
    return written * 3 // 4 - base64.count(b"=")
