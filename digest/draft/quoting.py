"""Texts in, TOML out in the form that is easiest to edit by hand; and texts as they are meant."""

import re
from collections.abc import Iterable
from textwrap import wrap

from digest.text import without_controls

WIDTH = 92
_ESCAPED = re.compile('["\\\\\x00-\x08\x0a-\x1f\x7f]')
_ESCAPED_IN_LONG = re.compile(
    # A header of the page would end the text, three quotation marks would, too.
    r'\\|(?<=")"(?=")'
    r"|\[(?=\[?\s*(?:story|headings|candidates|decisions|memory)\s*\]\]?\s*(?:#.*)?$)"
    "|[\x00-\x08\x0b-\x1f\x7f]",
    re.MULTILINE,
)
_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_BLANKS = re.compile("[ \t\n\r\v\f\u0085\u2028\u2029]+")


def quoted(text: str) -> str:
    """`text` as a TOML string on one line."""
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def entry(key: str, text: str) -> list[str]:
    """The lines of `key` with `text`; a blurb that is long stands on lines of its own."""
    if key != "blurb" or ("\n" not in text and len(text) < 60):
        return [f"{key} = {quoted(text)}"]
    lines = [
        row
        for paragraph in text.split("\n\n")
        for row in ("", *wrap(paragraph, WIDTH, break_long_words=False, break_on_hyphens=False))
    ]
    whole = _ESCAPED_IN_LONG.sub(_escape, "\n".join(lines[1:]))
    return [f'{key} = """', *whole.split("\n"), '"""']


def listed(key: str, rows: Iterable[tuple[str, str]]) -> list[str]:
    """The lines of a list, a row a line, each with its comment."""
    lines = [f"  {value},  # {remark}" if remark else f"  {value}," for value, remark in rows]
    return [f"{key} = [", *lines, "]"] if lines else [f"{key} = []"]


def strings(texts: Iterable[str]) -> str:
    """A list of strings on one line."""
    return "[" + ", ".join(quoted(text) for text in texts) + "]"


def paragraphs(text: str) -> str:
    """`text` as it is meant: a line end is a space, one blank line parts two paragraphs."""
    parts = (
        single_line(part) for part in re.split(r"\n[ \t]*(?:\n[ \t]*)+", text.replace("\r\n", "\n"))
    )
    return "\n\n".join(part for part in parts if part)


def single_line(text: str) -> str:
    """`text` on one line; unlike other blanks, those that do not break stay."""
    return _BLANKS.sub(" ", without_controls(text)).strip(" ")


def _escape(found: re.Match[str]) -> str:
    return _NAMED.get(found[0]) or f"\\u{ord(found[0]):04x}"
