"""A block and a key in, the value in the form it must have out; what has another is a problem."""

from datetime import date

from digest.draft.blocks import Block
from digest.draft.page import TEXTS
from digest.draft.problems import Problem
from digest.draft.quoting import paragraphs, single_line


def text_of(block: Block, key: str, problems: list[Problem]) -> str:
    """The text under `key` as it is meant, "" where there is none."""
    entry = block.entry(key)
    if entry is None:
        return ""
    if not isinstance(entry.value, str):
        problems.append(Problem(entry.line, f'{key} is a text: {key} = "…"'))
        return ""
    return paragraphs(entry.value) if key == "blurb" else single_line(entry.value)


def texts_of(block: Block, problems: list[Problem]) -> dict[str, str]:
    """The texts of a story that have a line."""
    return {key: text_of(block, key, problems) for key in TEXTS if block.entry(key)}


def flag_of(block: Block, key: str, problems: list[Problem]) -> bool:
    """Whether `key` is true."""
    entry = block.entry(key)
    if entry is not None and not isinstance(entry.value, bool):
        what = f"{key} is true or false, without quotation marks"
        problems.append(Problem(entry.line, what))
    return entry is not None and entry.value is True


def articles_of(block: Block, problems: list[Problem]) -> tuple[str, ...]:
    """The articles of a story, the told one first."""
    entry = block.entry("articles")
    value = entry.value if entry else []
    ids = _strings([value] if isinstance(value, str) else value)
    if ids or not (entry or block.readable):
        return tuple(dict.fromkeys(ids))
    what = (
        'a story needs articles = ["…"] with at least one id in quotation marks; '
        "to leave the story out, delete all of it; a piece of your own goes into articles/"
    )
    problems.append(Problem(entry.line if entry else block.line, what))
    return ()


def groups_of(block: Block, key: str, problems: list[Problem]) -> tuple[tuple[str, ...], ...]:
    """The rows of a list of decisions; a row is an id or a list of ids."""
    entry = block.entry(key)
    if entry is None:
        return ()
    rows = entry.value if isinstance(entry.value, list) else [entry.value]
    groups = [_strings([row] if isinstance(row, str) else row) for row in rows]
    if not all(groups):
        form = '"one"' if key == "dropped" else '["one", "other"]'
        what = f"{key} is a list of article ids: {key} = [{form}]"
        problems.append(Problem(entry.line, what))
    return tuple(group for group in groups if group)


def date_of(block: Block, problems: list[Problem]) -> date | None:
    """The issue's date."""
    entry = block.entry("date")
    if entry is None:
        return None
    # A moment is a date to Python, too.
    if isinstance(entry.value, date) and type(entry.value) is date:
        return entry.value
    what = "date is the issue's, such as 2024-08-09, without quotation marks"
    problems.append(Problem(entry.line, what))
    return None


def number_of(block: Block, key: str, default: int, problems: list[Problem]) -> int:
    """The whole number under `key`, `default` where there is none."""
    entry = block.entry(key)
    if entry is None:
        return default
    if type(entry.value) is int and entry.value >= 0:
        return entry.value
    problems.append(Problem(entry.line, f"{key} is a whole number, such as {default}"))
    return default


def _strings(value: object) -> tuple[str, ...]:
    """The strings of a list; none where it holds anything else."""
    if not isinstance(value, list):
        return ()
    texts = [one for one in value if isinstance(one, str) and one]
    return tuple(texts) if len(texts) == len(value) else ()
