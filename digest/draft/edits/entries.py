"""A block of a page, a key and what should stand there in; the lines that change out."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from digest.draft.edits.sheet import Sheet, Splice
from digest.draft.page.blocks import PageBlock, PageEntry
from digest.draft.page.page import Group
from digest.draft.page.toml_text import (
    Row,
    comment_after,
    is_remark,
    quote,
    quote_all,
    rewrite_list,
    write_entry,
    write_list,
)
from digest.model.edits import Written

_DECISIONS = ("dropped", "together", "apart")


def write_value(key: str, value: Written) -> list[str]:
    """The lines of `key` with `value`."""
    if isinstance(value, str):
        return write_entry(key, value)
    if isinstance(value, bool):
        return [f"{key} = {str(value).lower()}"]
    return [f"{key} = {value.isoformat() if isinstance(value, date) else value}"]


def set_entry(
    sheet: Sheet, block: PageBlock, lines: Sequence[str] | None, *, key: str, order: Sequence[str]
) -> list[Splice]:
    """The entry of `key` as `lines`, in its place or where `order` has it; None takes it away.

    A comment after it stays.
    """
    entry = block.entry(key)
    if entry is None:
        at = _place_of(sheet, block, key, order)
        return [Splice(first=at, end=at, lines=sheet.fresh(lines))] if lines else []
    first, end = sheet.entry(block, entry)
    note = _note_after(block, entry)
    alone = [note.lstrip()] if note else []
    kept = alone if lines is None else [*lines[:-1], lines[-1] + note]
    return [Splice(first=first, end=end, lines=sheet.fresh(kept))]


def set_articles(sheet: Sheet, block: PageBlock, rows: Mapping[str, str]) -> list[Splice]:
    """A story's articles, each with the remark on it; rows that stand keep their lines."""
    entry = block.entry("articles")
    listed: list[Row] = [(quote(one), note) for one, note in rows.items()]
    return _set_list(sheet, block, entry, listed) if entry else []


def list_dropped(sheet: Sheet, group: Group, note: str) -> list[Splice]:
    """The page with a dropped story in its list."""
    value = quote_all(group) if len(group) > 1 else quote(group[0])
    block = sheet.page.block("decisions")
    if block is None:
        return [_new_decisions(sheet, [(value, note)])]
    entry = block.entry("dropped")
    if entry:
        return _set_list(sheet, block, entry, [*_rows(entry), (value, note)])
    lines = write_list("dropped", [(value, note)])
    return set_entry(sheet, block, lines, key="dropped", order=_DECISIONS)


def forget_rows(
    sheet: Sheet, key: str, one: Collection[str], other: Collection[str] = ()
) -> list[Splice]:
    """A list of decisions without the rows that name one of each."""
    block = sheet.page.block("decisions")
    splices: list[Splice] = []
    for entry in block.entries if block else ():
        rows = _rows(entry)
        kept = [
            row for row, ids in zip(rows, _groups(entry), strict=True) if not _both(ids, one, other)
        ]
        if block and entry.key == key and len(kept) < len(rows):
            splices += _set_list(sheet, block, entry, kept)
    return splices


def _both(ids: Collection[str], one: Collection[str], other: Collection[str]) -> bool:
    return bool({*ids} & {*one}) and (not other or bool({*ids} & {*other}))


def _set_list(
    sheet: Sheet, block: PageBlock, entry: PageEntry, rows: Sequence[Row]
) -> list[Splice]:
    first, end = sheet.entry(block, entry)
    lines = rewrite_list(block.lines[entry.first : entry.end], entry.key, rows)
    if not rows and len(lines) == 2:
        lines = [f"{entry.key} = []{lines[1].lstrip().removeprefix(']')}"]
    return [Splice(first=first, end=end, lines=sheet.fresh(lines))]


def _new_decisions(sheet: Sheet, rows: Sequence[Row]) -> Splice:
    memory = sheet.page.block("memory")
    at = sheet.start(memory) if memory else sheet.end(sheet.page.blocks[-1])
    lines = ["[decisions]", *write_list("dropped", rows), ""]
    return Splice(first=at, end=at, lines=sheet.fresh(lines))


def _groups(entry: PageEntry) -> list[list[str]]:
    rows = entry.value if isinstance(entry.value, list) else [entry.value]
    return [[str(one) for one in row] if isinstance(row, list) else [str(row)] for row in rows]


def _rows(entry: PageEntry) -> list[Row]:
    """The rows that stand; their remarks stand with them."""
    rows = entry.value if isinstance(entry.value, list) else [entry.value]
    return [
        (quote_all(ids) if isinstance(row, list) else quote(ids[0]), "")
        for row, ids in zip(rows, _groups(entry), strict=True)
    ]


def _note_after(block: PageBlock, entry: PageEntry) -> str:
    """The comment after an entry, with the blanks before it."""
    lines = block.lines[entry.first : entry.end]
    note = comment_after(lines)
    before = lines[-1].removesuffix(note)
    return before[len(before.rstrip()) :] + note if note else ""


def _place_of(sheet: Sheet, block: PageBlock, key: str, order: Sequence[str]) -> int:
    """After what comes earlier in `order`, else under the header and the program's remarks."""
    earlier = order[: order.index(key)] if key in order else order
    ends = [one.end for one in block.entries if one.key in earlier]
    if ends:
        return sheet.start(block) + max(ends)
    at = block.header + 1 if block.name else _foot(block)
    while at < len(block.lines) and is_remark(block.lines[at]):
        at += 1
    return sheet.start(block) + at


def _foot(block: PageBlock) -> int:
    """After the last line of the page's head that is not blank."""
    return max((n + 1 for n, line in enumerate(block.lines) if line.strip()), default=0)
