"""The text of newsletter.toml and a change in; the text with only the lines of that change new.

Each result is read again and compared with what the change means for the values, so that a file
that is written in an unforeseen way is refused, never spoiled.
"""

import tomllib
from collections.abc import Iterable, Mapping, MutableMapping, MutableSequence, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import time
from typing import TypeGuard

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Item

from digest.config.file_blocks import (
    FileEntry,
    FileTable,
    Place,
    find_tables,
    line_end,
    whole_lines,
)
from digest.config.problems import dotted_path
from digest.config.tables import read_tables
from digest.errors import ConfigError

BYTE_ORDER_MARK = "\ufeff"

Value = str | int | float | bool | time


@dataclass(frozen=True, slots=True)
class SetKey:
    """Write `key` in the table at `place`, which is made where it is not there."""

    place: Place
    key: str
    value: Value


@dataclass(frozen=True, slots=True)
class RemoveKey:
    """Take a key away, so that its default counts."""

    place: Place
    key: str


@dataclass(frozen=True, slots=True)
class AddTable:
    """Add a table to the end of an array, such as [[sections]]."""

    array: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class RemoveTable:
    """Take the table of that number out of an array, with the comments that are its own."""

    array: str
    number: int


@dataclass(frozen=True, slots=True)
class MoveTable:
    """Give the table of that number another place in its array."""

    array: str
    number: int
    to: int


Change = SetKey | RemoveKey | AddTable | RemoveTable | MoveTable


def change_text(text: str, changes: Iterable[Change], name: str) -> str:
    """`text` with the `changes`, one after another; `name` is the file in messages.

    Raises ConfigError where the text cannot be read, or is written in a way that only a person can
    change.
    """
    mark, bare = (BYTE_ORDER_MARK, text[1:]) if text[:1] == BYTE_ORDER_MARK else ("", text)
    for change in changes:
        before = read_tables(bare, name)
        try:
            meant = _changed_values(before, change)
            bare = _changed_lines(bare, change)
        except (KeyError, IndexError, TypeError, TOMLKitError):
            raise _by_hand(change, name) from None
        if _values(bare) != _without_empty(meant):
            raise _by_hand(change, name)
    return mark + bare


def _by_hand(change: Change, name: str) -> ConfigError:
    what = dotted_path(_target(change))
    return ConfigError(
        f"{name}: {what} is written in a way that only you can change; edit it there"
    )


def _target(change: Change) -> Place:
    match change:
        case SetKey() | RemoveKey():
            return (*change.place, change.key)
        case AddTable():
            return (change.array,)
        case RemoveTable() | MoveTable():
            return (change.array, change.number)


def _values(text: str) -> dict[str, object] | None:
    try:
        return _without_empty(tomllib.loads(text))
    except (ValueError, RecursionError):
        return None


def _without_empty(tables: Mapping[str, object]) -> dict[str, object]:
    """`tables` without arrays of nothing: with its last table [[sources]] is gone, or is []."""
    return {key: value for key, value in tables.items() if value != []}


# What a change means.


def _changed_values(tables: dict[str, object], change: Change) -> dict[str, object]:
    after = deepcopy(tables)
    match change:
        case SetKey(place, key, value):
            _holder(after, place)[key] = value
        case RemoveKey(place, key):
            _holder(after, place).pop(key, None)
        case AddTable(array, values):
            after.setdefault(array, [])
            _rows(after, array).append(dict(values))
        case RemoveTable(array, number):
            del _rows(after, array)[number]
        case MoveTable(array, number, to):
            _move(_rows(after, array), number, to)
    return after


def _move(rows: MutableSequence[object], number: int, to: int) -> None:
    moved = rows[number]
    del rows[number]
    rows.insert(to, moved)


def _holder(tables: object, place: Place) -> MutableMapping[str, object]:
    for part in place:
        if isinstance(tables, MutableSequence) and isinstance(part, int):
            tables = tables[part]
        elif _is_table(tables) and isinstance(part, str):
            tables = tables.setdefault(part, {})
    if not _is_table(tables):
        raise KeyError(place)
    return tables


def _is_table(value: object) -> TypeGuard[MutableMapping[str, object]]:
    return isinstance(value, MutableMapping)


def _rows(tables: Mapping[str, object], array: str) -> MutableSequence[object]:
    rows = tables[array]
    if not isinstance(rows, MutableSequence):
        raise KeyError(array)
    return rows


# What it does to the lines.


def _changed_lines(text: str, change: Change) -> str:
    lines, end = whole_lines(text), line_end(text)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += end
    changed = "".join(_spliced(lines, find_tables(lines), change, end))
    return changed if text.endswith("\n") else changed.removesuffix(end)


def _spliced(
    lines: list[str], tables: Sequence[FileTable], change: Change, end: str
) -> Sequence[str]:
    entry = _entry_of(tables, _target(change))
    if entry:
        statement = "".join(lines[entry.first : entry.end])
        return _with(lines, entry.first, entry.end, _changed_statement(statement, change, entry))
    match change:
        case SetKey(place, key, value):
            return _with_key(lines, tables, place, _written(key, value, end), end)
        case RemoveKey():
            return lines
        case AddTable(array, values):
            written = "".join(_written(key, value, end) for key, value in values.items())
            rows = _tables_of(tables, array)
            at = rows[-1].end if rows else len(lines)
            return _with(lines, at, at, f"{end}[[{array}]]{end}{written}")
        case RemoveTable(array, number):
            return _without(lines, _tables_of(tables, array)[number])
        case MoveTable(array, number, to):
            return _moved(lines, _tables_of(tables, array), number, to)


def _with(lines: Sequence[str], first: int, end: int, text: str) -> Sequence[str]:
    return [*lines[:first], text, *lines[end:]]


def _entry_of(tables: Sequence[FileTable], target: Place) -> FileEntry | None:
    """The entry that holds `target`, or in which it may be written."""
    found = [
        entry
        for table in tables
        for entry in table.entries
        if entry.place == target[: len(entry.place)]
    ]
    return found[-1] if found else None


def _changed_statement(statement: str, change: Change, entry: FileEntry) -> str:
    """An entry with the change inside it: another value, or another row of an inline table."""
    document = tomlkit.parse(statement)
    depth = len(entry.place) - 1
    match change:
        case SetKey(place, key, value):
            _holder(document, place[depth:])[key] = _item(value)
        case RemoveKey(place, key):
            if (*place, key) == entry.place:
                return ""
            del _holder(document, place[depth:])[key]
        case AddTable(array, values):
            _rows(document, array).append(dict(values))
        case RemoveTable(array, number):
            del _rows(document, array)[number]
        case MoveTable(array, number, to):
            _move(_rows(document, array), number, to)
    return _ending_in(line_end(statement), document.as_string())


def _with_key(
    lines: Sequence[str], tables: Sequence[FileTable], place: Place, written: str, end: str
) -> Sequence[str]:
    table = next((one for one in tables if one.place == place), None)
    if table:
        return _with(lines, table.end, table.end, written)
    return [*lines, end, f"[{'.'.join(map(str, place))}]{end}", written]


def _tables_of(tables: Sequence[FileTable], array: str) -> list[FileTable]:
    return [one for one in tables if one.place[:1] == (array,) and len(one.place) == 2]


def _own_lines(rows: Sequence[FileTable], number: int) -> tuple[int, int]:
    """The lines of a table; what stands directly above the first speaks of the whole array."""
    row = rows[number]
    return (row.header if number == 0 else row.first), row.end


def _without(lines: Sequence[str], row: FileTable) -> Sequence[str]:
    last = row.end
    while last < len(lines) and not lines[last].strip():
        last += 1
    first = row.header if row.place[1] == 0 else row.first
    while last == len(lines) and first and not lines[first - 1].strip():
        first -= 1
    return [*lines[:first], *lines[last:]]


def _moved(lines: Sequence[str], rows: Sequence[FileTable], number: int, to: int) -> Sequence[str]:
    """The tables in another order; the lines between them stay where they are."""
    spans = [_own_lines(rows, each) for each in range(len(rows))]
    texts: list[object] = ["".join(lines[first:end]) for first, end in spans]
    _move(texts, number, to)
    after: list[str] = []
    past = 0
    for (first, end), text in zip(spans, texts, strict=True):
        after += [*lines[past:first], str(text)]
        past = end
    return [*after, *lines[past:]]


def _written(key: str, value: Value, end: str) -> str:
    document = tomlkit.document()
    document.add(key, _item(value))
    return _ending_in(end, document.as_string().rstrip("\n") + "\n")


def _ending_in(end: str, text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", end)


def _item(value: Value) -> Item:
    if not isinstance(value, str) or "\n" not in value:
        return tomlkit.item(value)
    written = tomlkit.string(value, multiline=True).as_string()
    # A line end directly behind the marks is not part of the text; TOML Kit writes it where the
    # text begins with one.
    return tomlkit.value(written if value.startswith("\n") else f'"""\n{written[3:]}')
