"""The position, its updated stories and its new candidates in; the lines of the page out."""

from collections.abc import Sequence

from digest.config.settings import Newsletter
from digest.draft.merge.position import Position
from digest.draft.merge.story_update import UpdatedStory
from digest.draft.page.block_edit import own_comments, without_remarks
from digest.draft.page.blocks import PageBlock
from digest.draft.page.page import LEAD, Decided, Group, Page
from digest.draft.page.toml_text import (
    Row,
    quote,
    quote_all,
    rewrite_list,
    split_comment,
    write_list,
)
from digest.draft.writing.fresh_page import (
    DECISION_REMARKS,
    LINE_REMARKS,
    candidates_line,
    decision_lines,
    update_headings,
)
from digest.draft.writing.slots import slot_lines, update_slot
from digest.draft.writing.story_text import Week

_Piece = tuple[str, list[str]]
"""A printed story with its section, or any other block under ""."""


def assemble_page(
    position: Position,
    decided: Decided,
    stories: Sequence[UpdatedStory],
    candidates: Sequence[list[str]],
    *,
    remarks: Sequence[str],
) -> list[str]:
    """Every block where it stood; only stories that crossed the line [candidates] change places.

    `candidates` are the lines of those that the program places, `remarks` are about those that
    had no room.
    """
    page = position.page
    drawn = page.block("candidates")
    # Without the line all that stands on the page is above it.
    border = drawn.line if drawn else sum(len(block.lines) for block in page.blocks) + 1
    above, after = _around_the_line(page, stories, border)
    for one in stories:
        if one.story.section and one.story.line > border:
            place = _place(above, one.story.section, page.newsletter)
            above.insert(place, (one.story.section, one.lines))
    pieces = [lines for _, lines in above]
    pieces.append(_line(drawn, page, remarks))
    # What is left of other blocks must not become part of a candidate, which may go.
    pieces.append(after)
    pieces += [one.lines for one in stories if not one.story.section and not _stays(one, border)]
    pieces += candidates
    pieces.append(_decisions(page, decided, position.week))
    pieces += [own_comments(block) for block in page.blocks if block.name == "memory"]
    return [line for piece in pieces for line in _parted(piece)]


def _around_the_line(
    page: Page, stories: Sequence[UpdatedStory], border: int
) -> tuple[list[_Piece], list[str]]:
    """What stands above the line [candidates], and what stays below it beside the stories."""
    updated = {one.story.line: one for one in stories}
    slots = {one.block.line: one for one in page.slots}
    above: list[_Piece] = []
    after: list[str] = []
    for block in page.blocks:
        if block.name in {"candidates", "decisions", "memory"}:
            continue
        section, lines = "", [*block.lines]
        if block.name == "headings":
            lines = update_headings(block, page)
        elif block.line in slots:
            lines = update_slot(slots[block.line], page)
        elif block.name == "story":
            one = updated.get(block.line)
            # Of one that went elsewhere nothing stays; of one that went away the comments do.
            lines = [] if one else own_comments(block)
            if one and block.line < border and (one.story.section or _stays(one, border)):
                section, lines = one.story.section, one.lines
        if block.line < border:
            above.append((section, lines))
        else:
            after += _parted(lines)
    # Slots that are new stand where a fresh page has them: before the first story.
    stories_from = next((at for at, (section, _) in enumerate(above) if section), len(above))
    above.insert(stories_from, ("", slot_lines(page.newsletter, page)))
    return above, after


def _stays(one: UpdatedStory, border: int) -> bool:
    """Whether it keeps its place above the line though nothing prints it: it is the editor's."""
    return one.story.is_own and one.story.line < border


def _place(above: Sequence[_Piece], section: str, newsletter: Newsletter) -> int:
    """After the last story of that section, else where the section would stand."""
    order = [LEAD, *(one.id for one in newsletter.sections)]
    rank = order.index(section)
    stories = [(place, order.index(name)) for place, (name, _) in enumerate(above) if name]
    earlier = [place + 1 for place, one in stories if one <= rank]
    later = [place for place, one in stories if one > rank]
    return max(earlier) if earlier else min(later, default=len(above))


def _line(drawn: PageBlock | None, page: Page, remarks: Sequence[str]) -> list[str]:
    if drawn is None:
        return candidates_line(page.listed, remarks)
    return [
        *without_remarks(drawn.lines[: drawn.header]),
        *LINE_REMARKS,
        drawn.lines[drawn.header],
        *remarks,
        *without_remarks(drawn.lines[drawn.header + 1 :]),
    ]


def _decisions(page: Page, decided: Decided, week: Week) -> list[str]:
    """[decisions] with all that was decided; what stands there keeps its lines."""
    block = page.block("decisions")
    lists = {"dropped": decided.dropped, "together": decided.together, "apart": decided.apart}
    rows = {key: [_row(group, week) for group in groups] for key, groups in lists.items()}
    if block is None:
        return decision_lines(rows)
    lines = [*without_remarks(block.lines[: block.header]), *DECISION_REMARKS]
    end = block.header
    for entry in block.entries:
        lines += block.lines[end : entry.first]
        own = block.lines[entry.first : entry.end]
        if entry.key in rows:
            lines += rewrite_list(own, entry.key, rows.pop(entry.key))
        else:
            # The first part of a list that stands in several has taken the rows of all.
            lines += [note for line in own for note in [split_comment(line)[1]] if note]
        end = entry.end
    missing = [line for key, left in rows.items() if left for line in write_list(key, left)]
    return [*lines, *missing, *block.lines[end:]]


def _row(group: Group, week: Week) -> Row:
    named = next((name for one in group if (name := week.named(one))), "")
    return (quote_all(group) if len(group) > 1 else quote(group[0]), named)


def _parted(lines: list[str]) -> list[str]:
    return [*lines, ""] if lines and lines[-1].strip() else lines
