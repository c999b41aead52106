"""What is wrong with a page: the line, what was found there, and how to mend it."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from digest.draft.page.toml_text import split_comment
from digest.errors import DraftError

_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


class PageProblem(NamedTuple):
    """A line of the page, from 1, and what is wrong there, in a sentence with the remedy."""

    line: int
    sentence: str


class PageMistakes(DraftError):
    """A page that cannot be used; `problems` are all of them, in its order."""

    def __init__(self, name: str, problems: Sequence[PageProblem]) -> None:
        told = [f"  {name}:{line}: {sentence}" for line, sentence in problems]
        what = f"{name} cannot be used as it is; it was not changed:"
        super().__init__("\n".join([what, *told]))
        self.problems = tuple(problems)


def refuse(name: str, problems: Iterable[PageProblem]) -> None:
    """Raise PageMistakes with every problem, in the order of the page, if there is any."""
    if found := sorted(set(problems)):
        raise PageMistakes(name, found)


def suggestion(found: str, valid: Sequence[str]) -> str:
    """The remedy for a word that is none of the `valid` ones."""
    near = get_close_matches(found, valid, n=1, cutoff=0.5)
    return f'did you mean "{near[0]}"?' if near else f"valid are {', '.join(valid)}"


def unreadable_entry(raw: Sequence[str], line: int, error: str) -> PageProblem:
    """What an editor can do about a line that is no TOML; `error` is tomllib's own sentence."""
    place = _PLACE.search(error)
    at = line + int(place[1]) - 1 if place and place[1] else line
    text = raw[0].strip()
    key, equals, value = (part.strip() for part in text.partition("="))
    if not equals:
        hint = f"{_short(text)} is neither key = value nor a comment; a comment starts with #"
    elif value.startswith(("“", "”", "„", "«", "‘", "’")):
        hint = f'{key}: a text starts and ends with straight quotation marks, like "this"'
    elif value.startswith(('"""', "'''")):
        return _long_text(key, value[:3], raw, line, at)
    elif not value:
        hint = f'{key} = has nothing after it; for no text write {key} = ""'
    elif value.startswith('"'):
        hint = _short_text(key, value)
    elif re.match(r"\w", value) and not re.match(r"(\d|true|false)", value):
        hint = f'{key}: a text stands between quotation marks: {key} = "{_short(value)}"'
    elif value.startswith("[") and (row := _row_without_comma(raw[: at - line + 1])) is not None:
        return PageProblem(line + row, f"{key}: a comma is missing at the end of this row")
    elif value.startswith("["):
        hint = f'{key}: a list is written ["one", "two"]: check marks, commas, closing bracket'
    else:
        hint = f"{key}: {_PLACE.sub('', error)}"
    return PageProblem(at if value.startswith("[") else line, hint)


def _row_without_comma(raw: Sequence[str]) -> int | None:
    """The place of the last row before the last of `raw`, if another follows it without a comma."""
    if not re.match(r"""\s*["'\[]""", raw[-1]) or len(raw) < 3:
        return None
    rows = [split_comment(row)[0].strip() for row in raw[:-1]]
    last = max(place for place, row in enumerate(rows) if row)
    return None if not last or rows[last].endswith((",", "[")) else last


def _short_text(key: str, value: str) -> str:
    if "\\" in value and not re.search(r'[^\\]"[^#]*\w', value[1:]):
        return rf"{key}: a backslash is written twice, \\"
    if value.count('"') > 2:
        return rf"{key}: a quotation mark inside the text is written \" or as “ and ”"
    if value.count('"') < 2:
        return f'{key}: the closing " is missing; text of several lines stands between """ and """'
    return f"{key}: after the closing quotation mark nothing may follow but a # comment"


def _long_text(key: str, mark: str, raw: Sequence[str], line: int, at: int) -> PageProblem:
    if "\n".join(raw).count(mark) < 2:
        return PageProblem(line, f"{key}: the text that begins here has no closing {mark}")
    if any("\\" in one for one in raw):
        return PageProblem(at, rf"{key}: a backslash is written twice, \\")
    return PageProblem(at, f"{key}: the text ends at the first {mark}; nothing may follow it")


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
