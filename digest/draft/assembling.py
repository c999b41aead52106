"""The page, its renewed stories and its new candidates in; the lines of the page out."""

from collections.abc import Iterator, Sequence

from digest.draft.blocks import Block
from digest.draft.deciding import Decided, Group
from digest.draft.fresh import (
    DECISION_REMARKS,
    LINE_REMARKS,
    decisions,
    line_drawn,
)
from digest.draft.headings import renewed_headings
from digest.draft.lists import Row, relisted
from digest.draft.page import LEAD, Page
from digest.draft.quoting import listed, quoted, strings
from digest.draft.renewing import Renewed
from digest.draft.rewriting import own_comments, without_remarks
from digest.draft.telling import Week

Piece = tuple[str, list[str]]


def assembled(
    page: Page,
    stories: Sequence[Renewed],
    candidates: Sequence[list[str]],
    wishes: Decided,
    week: Week,
    *,
    remarks: Sequence[str],
) -> list[str]:
    """Every block where it stood; only stories that crossed the line [candidates] change places.

    `candidates` are the lines of those that the program places, `remarks` tell of those
    that had no room.
    """
    drawn = next((block for block in page.blocks if block.name == "candidates"), None)
    border = drawn.line if drawn else len(list(_all_lines(page))) + 1
    standing = {one.story.line: one for one in stories if one.story.section}
    above: list[Piece] = []
    after: list[str] = []
    for block in page.blocks:
        if block.name in {"candidates", "decisions", "memory"}:
            continue
        one = standing.get(block.line) if block.name == "story" else None
        if one and block.line < border:
            above.append((one.story.section, one.lines))
            continue
        lines = _elsewhere(block, stories) if block.name == "story" else [*block.lines]
        if block.name == "headings":
            lines = renewed_headings(block, page, week.newsletter)
        if block.line < border:
            above.append(("", lines))
        else:
            after += _parted(lines)
    for line, one in standing.items():
        if line > border:
            above.insert(_place(above, one.story.section, week), (one.story.section, one.lines))
    below = [one.lines for one in stories if not one.story.section]
    pieces = [lines for _, lines in above]
    # What is left of other blocks must not become part of a candidate, which may go.
    pieces += [_line(drawn, page, remarks), after, *below, *candidates]
    pieces.append(_decisions(page, wishes, week))
    pieces += [own_comments(block) for block in page.blocks if block.name == "memory"]
    return [line for piece in pieces for line in _parted(piece)]


def _all_lines(page: Page) -> Iterator[str]:
    for block in page.blocks:
        yield from block.lines


def _elsewhere(block: Block, stories: Sequence[Renewed]) -> list[str]:
    """What is left where a story stood: comments, unless they went with it or are not its own."""
    moved = any(one.story.line == block.line for one in stories)
    return [] if moved else own_comments(block)


def _place(above: Sequence[Piece], section: str, week: Week) -> int:
    """After the last story of that section, else where the section would stand."""
    order = [LEAD, *(one.id for one in week.newsletter.sections)]
    rank = order.index(section)
    stories = [(place, order.index(name)) for place, (name, _) in enumerate(above) if name]
    earlier = [place + 1 for place, one in stories if one <= rank]
    later = [place for place, one in stories if one > rank]
    return max(earlier) if earlier else min(later, default=len(above))


def _line(drawn: Block | None, page: Page, remarks: Sequence[str]) -> list[str]:
    if drawn is None:
        return line_drawn(page.listed, remarks)
    return [
        *without_remarks(drawn.lines[: drawn.header]),
        *LINE_REMARKS,
        drawn.lines[drawn.header],
        *remarks,
        *without_remarks(drawn.lines[drawn.header + 1 :]),
    ]


def _decisions(page: Page, wishes: Decided, week: Week) -> list[str]:
    """[decisions] with all that was decided; what stands there keeps its lines."""
    block = next((block for block in page.blocks if block.name == "decisions"), None)
    lists = {"dropped": wishes.dropped, "together": wishes.together, "apart": wishes.apart}
    rows = {key: [_row(group, week) for group in groups] for key, groups in lists.items()}
    if block is None:
        return decisions(rows)
    lines = [*without_remarks(block.lines[: block.header]), *DECISION_REMARKS]
    end = block.header
    for entry in block.entries:
        lines += block.lines[end : entry.first]
        own = block.lines[entry.first : entry.end]
        lines += relisted(own, entry.key, rows.pop(entry.key))
        end = entry.end
    missing = [line for key, left in rows.items() if left for line in listed(key, left)]
    return [*lines, *missing, *block.lines[end:]]


def _row(group: Group, week: Week) -> Row:
    named = next((name for one in group if (name := week.named(one))), "")
    return (strings(group) if len(group) > 1 else quoted(group[0]), named)


def _parted(lines: list[str]) -> list[str]:
    return [*lines, ""] if lines and lines[-1].strip() else lines
