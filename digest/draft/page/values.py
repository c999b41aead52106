"""A block and a key in, the value in the form it must have out; what has another is a problem."""

from collections.abc import Sequence
from datetime import date

from digest.draft.page.blocks import PageBlock
from digest.draft.page.page import Group
from digest.draft.page.problems import PageProblem
from digest.draft.page.toml_text import paragraphs, single_line


def read_text(block: PageBlock, key: str, problems: list[PageProblem]) -> str:
    """The text under `key` as it is meant, "" where there is none."""
    entry = block.entry(key)
    if entry is None:
        return ""
    if not isinstance(entry.value, str):
        problems.append(PageProblem(entry.line, f'{key} is a text: {key} = "…"'))
        return ""
    return paragraphs(entry.value) if key in {"blurb", "text"} else single_line(entry.value)


def read_texts(
    block: PageBlock, keys: Sequence[str], problems: list[PageProblem]
) -> dict[str, str]:
    """Those texts of a story that have a line."""
    return {key: read_text(block, key, problems) for key in keys if block.entry(key)}


def read_flag(block: PageBlock, key: str, problems: list[PageProblem], *, default: bool) -> bool:
    """Whether `key` is true, `default` where there is no such line."""
    entry = block.entry(key)
    if entry is None:
        return default
    if not isinstance(entry.value, bool):
        what = f"{key} is true or false, without quotation marks"
        problems.append(PageProblem(entry.line, what))
    return entry.value is True


def read_articles(block: PageBlock, problems: list[PageProblem]) -> Group:
    """The articles of a story, the told one first; none for an item of the editor's own."""
    entry = block.entry("articles")
    if entry is None:
        return ()
    ids = _strings([entry.value] if isinstance(entry.value, str) else entry.value)
    if not ids:
        what = (
            'articles = ["…"] needs at least one id in quotation marks; to leave the story out, '
            "delete all of it; for an item of your own, delete this line"
        )
        problems.append(PageProblem(entry.line, what))
    return tuple(dict.fromkeys(ids))


def read_groups(block: PageBlock, key: str, problems: list[PageProblem]) -> tuple[Group, ...]:
    """The rows of a list of decisions in all its parts; a row is an id or a list of ids."""
    found: list[Group] = []
    for entry in block.entries:
        if entry.key != key:
            continue
        rows = entry.value if isinstance(entry.value, list) else [entry.value]
        groups = [_strings([row] if isinstance(row, str) else row) for row in rows]
        if not all(groups):
            form = '"one"' if key == "dropped" else '["one", "other"]'
            what = f"{key} is a list of article ids: {key} = [{form}]"
            problems.append(PageProblem(entry.line, what))
        found += [group for group in groups if group]
    return tuple(dict.fromkeys(found))


def read_date(block: PageBlock, key: str, is_: str, problems: list[PageProblem]) -> date | None:
    """The day under `key`, None where there is none; `is_` says what it stands for."""
    entry = block.entry(key)
    if entry is None:
        return None
    # A moment is a date to Python, too.
    if isinstance(entry.value, date) and type(entry.value) is date:
        return entry.value
    what = f"{key} is {is_}, such as 2024-08-09, without quotation marks"
    problems.append(PageProblem(entry.line, what))
    return None


def read_number(block: PageBlock, key: str, default: int, problems: list[PageProblem]) -> int:
    """The whole number under `key`, `default` where there is none."""
    entry = block.entry(key)
    if entry is None:
        return default
    if type(entry.value) is int and entry.value >= 0:
        return entry.value
    problems.append(PageProblem(entry.line, f"{key} is a whole number, such as {default}"))
    return default


def _strings(value: object) -> tuple[str, ...]:
    """The strings of a list; none where it holds anything else."""
    if not isinstance(value, list):
        return ()
    texts = [one for one in value if isinstance(one, str) and one]
    return tuple(texts) if len(texts) == len(value) else ()
