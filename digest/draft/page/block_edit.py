"""A story's lines as they stand in; the same with its section, texts and articles changed out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.draft.page.blocks import PageBlock
from digest.draft.page.page import TEXTS
from digest.draft.page.toml_text import (
    Row,
    comment_after,
    is_remark,
    quote,
    rewrite_list,
    split_comment,
    write_entry,
)

_ORDER = ("section", *TEXTS, "pin", "also_this_week", "articles")


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockEdit:
    """What a story should say: its section, the program's remarks, the texts that follow.

    A text of None loses its line. `rows` are the articles with their remarks.
    """

    section: str
    remarks: Sequence[str]
    texts: Mapping[str, str | None]
    rows: Sequence[Row]


def edit_block(block: PageBlock, edit: BlockEdit) -> list[str]:
    """The lines of `block`; what the editor wrote, comments and blank lines, stands as it stood."""
    chunks = _chunks(block)
    _set_section(chunks, edit.section)
    for key, text in edit.texts.items():
        _set_text(chunks, key, text)
    if not edit.section:
        _set(chunks, "pin", None)
    _set_articles(chunks, edit.rows)
    return _assembled(block, edit.remarks, chunks)


def mark_block(block: PageBlock, remarks: Sequence[str]) -> list[str]:
    """The lines of `block` as they stand, with these remarks of the program's."""
    return _assembled(block, remarks, _chunks(block))


def own_comments(block: PageBlock) -> list[str]:
    """The editor's comments in a block, those after a value, too; remarks in a list are not."""
    after = [
        comment_after(block.lines[one.first : one.end])
        for one in block.entries
        if one.key != "articles"
    ]
    entries = {place for one in block.entries for place in range(one.first, one.end)}
    listed = [one for one in block.entries if one.key == "articles"]
    entries -= {place for one in listed for place in range(one.first, one.end)}
    alone = [
        line
        for place, line in enumerate(block.lines)
        if place not in entries and line.lstrip().startswith("#") and not is_remark(line)
    ]
    return alone + [note for note in after if note]


def without_remarks(lines: Sequence[str]) -> list[str]:
    """`lines` without the program's own."""
    return [line for line in lines if not is_remark(line)]


Chunk = tuple[str, list[str]]


def _assembled(block: PageBlock, remarks: Sequence[str], chunks: Sequence[Chunk]) -> list[str]:
    above = without_remarks(block.lines[: block.header])
    body = [line for _, lines in chunks for line in lines]
    return [*above, block.lines[block.header], *remarks, *body]


def _chunks(block: PageBlock) -> list[Chunk]:
    """The entries under the header by key, every other line under ""; remarks are left out."""
    starts = {one.first: one for one in block.entries}
    inside = {place for one in block.entries for place in range(one.first, one.end)}
    chunks: list[Chunk] = []
    for place in range(block.header + 1, len(block.lines)):
        if place in starts:
            one = starts[place]
            chunks.append((one.key, list(block.lines[one.first : one.end])))
        elif place not in inside and not is_remark(block.lines[place]):
            chunks.append(("", [block.lines[place]]))
    return chunks


def _place(chunks: Sequence[Chunk], key: str) -> int | None:
    return next((place for place, (one, _) in enumerate(chunks) if one == key), None)


def _set_section(chunks: list[Chunk], section: str) -> None:
    place = _place(chunks, "section")
    if place is not None and _written(chunks[place][1]) == section:
        return
    _set(chunks, "section", [f"section = {quote(section)}"] if section else None)


def _set_text(chunks: list[Chunk], key: str, text: str | None) -> None:
    _set(chunks, key, None if text is None else write_entry(key, text))


def _set_articles(chunks: list[Chunk], rows: Sequence[Row]) -> None:
    place = _place(chunks, "articles")
    if place is not None:
        chunks[place] = ("articles", rewrite_list(chunks[place][1], "articles", rows))


def _set(chunks: list[Chunk], key: str, lines: list[str] | None) -> None:
    """Put an entry in place of the old one, or where it belongs; its comment stays."""
    place = _place(chunks, key)
    if place is None:
        if lines is not None:
            chunks.insert(_after_earlier(chunks, key), (key, lines))
        return
    note = comment_after(chunks[place][1])
    if lines is None:
        chunks[place] = ("", [note] if note else [])
    else:
        chunks[place] = (key, [*lines[:-1], "  ".join([lines[-1], note]).rstrip()])


def _after_earlier(chunks: Sequence[Chunk], key: str) -> int:
    earlier = _ORDER[: _ORDER.index(key)]
    return max((place + 1 for place, (one, _) in enumerate(chunks) if one in earlier), default=0)


def _written(lines: Sequence[str]) -> str:
    return split_comment(lines[0])[0].partition("=")[2].strip().strip("\"'")
