"""Bytes in, text out: by byte order mark, else what is declared, else UTF-8, else Windows-1252.

Never by statistics: on short texts they guess wrong without a word.
"""

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode_text(data: bytes, declared: str = "") -> str:
    """`data` as text with plain newlines; bytes that mean nothing become U+FFFD."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _plain_newlines(data.decode(name, errors="replace").removeprefix("\ufeff"))
    for name in (declared, "utf-8"):
        try:
            return _plain_newlines(data.decode(name or "utf-8"))
        except (LookupError, ValueError):
            continue
    return _plain_newlines(data.decode("cp1252", errors="replace"))


def _plain_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
