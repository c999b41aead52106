"""A list as it stands on the page and what it should hold in; its lines out, the rest as it was."""

import re
import tomllib
from collections.abc import Sequence

from digest.draft.quoting import listed

_OPENING = re.compile(r"\s*[\w-]+\s*=\s*\[\s*(#.*)?$")
_CODE = re.compile(
    r"""(?:[^"'#]|"{3}.*?"{3,5}|'{3}.*?'{3,5}|"(?:[^"\\]|\\.)*"|'[^']*')*""",
)

Row = tuple[str, str]


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


def relisted(lines: Sequence[str], key: str, rows: Sequence[Row]) -> list[str]:
    """The list with exactly `rows`, each a value as TOML and its remark.

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
    return [*kept, *listed(key, fresh)[1:-1], lines[-1]]


def _anew(lines: Sequence[str], key: str, rows: Sequence[Row]) -> list[str]:
    notes = [note for line in lines for note in [split_comment(line)[1]] if note]
    written = listed(key, rows)
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
