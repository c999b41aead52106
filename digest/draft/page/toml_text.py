"""Texts and lists in, TOML out in the form that is easiest to edit; texts as they are meant.

A list that stands already keeps what the editor wrote around its rows.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from textwrap import wrap

from digest.text import without_controls

WIDTH = 92
_ESCAPED = re.compile('["\\\\\x00-\x08\x0a-\x1f\x7f]')
_ESCAPED_IN_LONG = re.compile(
    # A header of the page would end the text, three quotation marks would, too.
    r'\\|(?<=")"(?=")'
    r"|\[(?=\[?\s*(?:story|headings|slots\.[\w-]+|candidates|decisions|memory)\s*\]\]?\s*(?:#.*)?$)"
    "|[\x00-\x08\x0b-\x1f\x7f]",
    re.MULTILINE,
)
_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_BLANKS = re.compile("[ \t\n\r\v\f\u0085\u2028\u2029]+")
_OPENING = re.compile(r"\s*[\w-]+\s*=\s*\[\s*(#.*)?$")
_CODE = re.compile(
    r"""(?:[^"'#]|"{3}.*?"{3,5}|'{3}.*?'{3,5}|"(?:[^"\\]|\\.)*"|'[^']*')*""",
)

REMARK = "#:"
"""Lines that start so are the program's own, renewed with each merge."""

Row = tuple[str, str]
"""A value as TOML, and the remark after it."""


def quote(text: str) -> str:
    """`text` as a TOML string on one line."""
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def write_entry(key: str, text: str) -> list[str]:
    """The lines of `key` with `text`; a long blurb, or text of a slot, has lines of its own."""
    if key not in {"blurb", "text"} or ("\n" not in text and len(text) < 60):
        return [f"{key} = {quote(text)}"]
    lines = [
        row
        for paragraph in text.split("\n\n")
        for row in ("", *wrap(paragraph, WIDTH, break_long_words=False, break_on_hyphens=False))
    ]
    whole = _ESCAPED_IN_LONG.sub(_escape, "\n".join(lines[1:]))
    return [f'{key} = """', *whole.split("\n"), '"""']


def write_list(key: str, rows: Iterable[Row]) -> list[str]:
    """The lines of a list, a row a line, each with its comment."""
    lines = [f"  {value},  # {remark}" if remark else f"  {value}," for value, remark in rows]
    return [f"{key} = [", *lines, "]"] if lines else [f"{key} = []"]


def quote_all(texts: Iterable[str]) -> str:
    """A list of strings on one line."""
    return "[" + ", ".join(quote(text) for text in texts) + "]"


def paragraphs(text: str) -> str:
    """`text` as it is meant: a line end is a space, one blank line parts two paragraphs."""
    parts = (
        single_line(part) for part in re.split(r"\n[ \t]*(?:\n[ \t]*)+", text.replace("\r\n", "\n"))
    )
    return "\n\n".join(part for part in parts if part)


def single_line(text: str) -> str:
    """`text` on one line; unlike other blanks, those that do not break stay."""
    return _BLANKS.sub(" ", without_controls(text)).strip(" ")


def is_remark(line: str) -> bool:
    """Whether a line is the program's own comment."""
    return line.lstrip().startswith(REMARK)


def split_comment(line: str) -> tuple[str, str]:
    """What stands on a line before its comment, and the comment with its #; "" if there is none."""
    code = _CODE.match(line)
    end = code.end() if code else 0
    return line[:end], line[end:]


def comment_after(lines: Sequence[str]) -> str:
    """The comment on the last line of an entry, with its #."""
    mark = lines[0].partition("=")[2].strip()[:3]
    if len(lines) > 1 and mark in {'"' * 3, "'" * 3}:
        return split_comment(lines[-1].rpartition(mark)[2])[1]
    return split_comment(lines[-1])[1]


def rewrite_list(lines: Sequence[str], key: str, rows: Sequence[Row]) -> list[str]:
    """The list with exactly `rows`, each a value as TOML and its remark; in any order.

    Rows that stand already keep their lines, and comments of the editor's between them stay; a list
    that is not written a row a line is written anew, its comments after it.
    """
    wanted = [_value(value) for value, _ in rows]
    if _values("\n".join(lines)) == wanted:
        return list(lines)
    if not (_OPENING.match(lines[0]) and lines[-1].strip().startswith("]")):
        return _anew(lines, key, rows)
    kept = [lines[0]]
    have: list[object] = []
    for line in lines[1:-1]:
        code, note = split_comment(line)
        values = _values(f"x = [{code}]")
        if not values:
            kept.append(line)
        elif len(values) > 1:
            return _anew(lines, key, rows)
        elif values[0] in wanted and values[0] not in have:
            have += values
            kept.append(_with_comma(code) + note)
    fresh = [row for row, value in zip(rows, wanted, strict=True) if value not in have]
    return [*kept, *write_list(key, fresh)[1:-1], lines[-1]]


def _anew(lines: Sequence[str], key: str, rows: Sequence[Row]) -> list[str]:
    notes = [note for line in lines for note in [split_comment(line)[1]] if note]
    written = write_list(key, rows)
    return [*written[:-1], "  ".join([written[-1], *notes])]


def _with_comma(code: str) -> str:
    bare = code.rstrip()
    return code if bare.endswith(",") else f"{bare},{code[len(bare) :]}"


def _values(statement: str) -> list[object]:
    """The values of a list that stands after a key."""
    try:
        value = next(iter(tomllib.loads(statement).values()))
    except (ValueError, RecursionError):
        return []
    return list(value) if isinstance(value, list) else [value]


def _value(text: str) -> object:
    return next(iter(_values(f"x = [{text}]")), None)


def _escape(found: re.Match[str]) -> str:
    return _NAMED.get(found[0]) or f"\\u{ord(found[0]):04x}"
