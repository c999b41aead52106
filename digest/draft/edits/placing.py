"""A story and where it should stand in; the lines of the page that change places out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from digest.draft.edits.entries import set_entry
from digest.draft.edits.naming import id_of, named, page_story
from digest.draft.edits.sheet import Sheet, Splice, spliced
from digest.draft.edits.wording import STORY_ORDER
from digest.draft.page.blocks import PageBlock
from digest.draft.page.page import LEAD, Page, PageStory, printed_sections, story_ids
from digest.draft.page.problems import suggestion
from digest.draft.page.toml_text import quote
from digest.errors import DraftError
from digest.model.edits import Move, Promote, Send


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """The lines that change, and the sections that stories have by it, by their ids."""

    splices: list[Splice]
    sections: Mapping[str, str] = field(default_factory=dict)


def move(sheet: Sheet, edit: Move) -> Arrangement:
    """The story at another place among its neighbours."""
    page = sheet.page
    story = page_story(page, edit.story)
    around = neighbours(page, story.section, story)
    here = around.index(story)
    there = edit.to - 1 if edit.to else here + edit.by
    where = _section_named(story.section)
    if story.section == LEAD:
        what = f"{named(story)} is the lead"
        raise DraftError(f"{what}; promote another story, or send this one to a section")
    if len(around) == 1:
        raise DraftError(f"{named(story)} stands alone {where}; send it to another section")
    if not 0 <= there < len(around):
        told = f"{named(story)} is {here + 1} of {len(around)} {where}"
        raise DraftError(f"{told}; there is no place {there + 1}")
    if there == here:
        return Arrangement(splices=[])
    at = sheet.cut(around[there].block) if there < here else sheet.end(around[there].block)
    _require_above(page, story.section, around[there])
    return Arrangement(splices=_relocated(sheet, story, at, []))


def send(sheet: Sheet, edit: Send) -> Arrangement:
    """The story in a section, or among the candidates."""
    page = sheet.page
    story = page_story(page, edit.story)
    require_printed(page, edit.section)
    if edit.section == LEAD:
        lead = _lead(page)
        if lead and lead != story:
            raise DraftError(f"{named(lead)} is the lead; promote {named(story)} instead")
    at = _anchored(sheet, edit) or place_in(sheet, edit.section, edit.to, without=story)
    entries = _section_entries(sheet, story, edit.section)
    return Arrangement(
        splices=_relocated(sheet, story, at, entries),
        sections={id_of(page, story): edit.section},
    )


def promote(sheet: Sheet, edit: Promote) -> Arrangement:
    """The story as the lead, the old lead as the first of the section that it came from."""
    page = sheet.page
    story, lead = page_story(page, edit.story), _lead(page)
    require_printed(page, LEAD)
    if story == lead:
        raise DraftError(f"{named(story)} is the lead already")
    entries = _section_entries(sheet, story, LEAD)
    printed = [one for one in page.decided.printed if one != story]
    top = min([sheet.cut(one.block) for one in printed], default=place_in(sheet, LEAD, 0))
    splices = _relocated(sheet, story, top, entries)
    sections = {id_of(page, story): LEAD}
    if lead:
        others = [one for one in printed_sections(page.newsletter) if one != LEAD]
        section = story.section or next(iter(others), "")
        sections[id_of(page, lead)] = section
        splices += _after_lead(sheet, lead, section, without=story)
    return Arrangement(splices=splices, sections=sections)


def neighbours(page: Page, section: str, story: PageStory | None = None) -> list[PageStory]:
    """The stories of a section in order, or the candidates; `story` is among them in any case."""
    line = page.block("candidates")
    return [
        one
        for one in page.decided.stories
        if one == story
        or (
            one.section == section
            and (section or (not one.lost and line is not None and one.line > line.line))
        )
    ]


def place_in(sheet: Sheet, section: str, to: int, *, without: PageStory | None = None) -> int:
    """The line at which a story of that section begins: its place `to`, else the last, or the top.

    The last of a section, the top of the candidates.
    """
    page = sheet.page
    others = [one for one in neighbours(page, section) if one != without]
    if to > len(others) + 1 or to < 0:
        told = (
            f"there is no place {to} {_section_named(section)}; the last one is {len(others) + 1}"
        )
        raise DraftError(told)
    if 0 < to <= len(others):
        _require_above(page, section, others[to - 1])
        return sheet.cut(others[to - 1].block)
    if not section and not to:
        return _below_line(sheet, others)
    above = [one for one in others if not section or _is_above(page, one)]
    return sheet.end(above[-1].block) if above else _where_section_would_be(sheet, section, without)


def require_printed(page: Page, section: str) -> None:
    """Raise DraftError for a section that newsletter.toml does not print."""
    shown = printed_sections(page.newsletter)
    if section and section not in shown:
        raise DraftError(
            f"newsletter.toml prints no section “{section}”; {suggestion(section, shown)}"
        )
    if not section and page.block("candidates") is None:
        raise DraftError(
            "the line [candidates] is missing on the page; `digest draft` puts it back"
        )


def _section_named(section: str) -> str:
    return f"in “{section}”" if section else "among the candidates"


def _lead(page: Page) -> PageStory | None:
    return next((one for one in page.decided.printed if one.section == LEAD), None)


def _is_above(page: Page, story: PageStory) -> bool:
    line = page.block("candidates")
    return line is None or story.line < line.line


def _require_above(page: Page, section: str, story: PageStory) -> None:
    """A story below the line that was given a section there is brought up by a merge alone."""
    if section and not _is_above(page, story):
        what = f"{named(story)} still stands below the line [candidates]"
        raise DraftError(f"{what}; `digest draft` brings it up, then do this again")


def _anchored(sheet: Sheet, edit: Send) -> int | None:
    """Before its neighbour, or after the other one where that is gone by now."""
    stories = sheet.page.decided.stories
    there = {*story_ids(stories), *(name for one in stories for name in one.articles)}
    if edit.before and (edit.before in there or edit.after not in there):
        return sheet.cut(page_story(sheet.page, edit.before).block)
    return sheet.end(page_story(sheet.page, edit.after).block) if edit.after else None


def _below_line(sheet: Sheet, candidates: Sequence[PageStory]) -> int:
    if candidates:
        return sheet.cut(candidates[0].block)
    return _end_of_line_block(sheet, sheet.page.block("candidates"))


def _end_of_line_block(sheet: Sheet, block: PageBlock | None) -> int:
    return sheet.end(block or sheet.page.blocks[-1])


def _where_section_would_be(sheet: Sheet, section: str, without: PageStory | None) -> int:
    """Among the stories above the line, in the order of newsletter.toml."""
    page = sheet.page
    order = [LEAD, *(one.id for one in page.newsletter.sections)]
    stories = [one for one in page.decided.printed if _is_above(page, one) and one != without]
    rank = order.index(section)
    earlier = [one for one in stories if order.index(one.section) < rank]
    later = [one for one in stories if order.index(one.section) > rank]
    if earlier:
        return max(sheet.end(one.block) for one in earlier)
    if later:
        return min(sheet.cut(one.block) for one in later)
    names = {"candidates", "decisions", "memory"}
    after = next((one for one in page.blocks if one.name in names), None)
    return sheet.start(after) if after else sheet.end(page.blocks[-1])


def _section_entries(sheet: Sheet, story: PageStory, section: str) -> list[Splice]:
    """The lines that say where it is printed; a candidate has neither section nor pin."""
    block = story.block
    if not section:
        return [
            *set_entry(sheet, block, None, key="section", order=STORY_ORDER),
            *set_entry(sheet, block, None, key="pin", order=STORY_ORDER),
        ]
    entry = block.entry("section")
    if entry and entry.value == section:
        return []
    line = [f"section = {quote(section)}"]
    return set_entry(sheet, block, line, key="section", order=STORY_ORDER)


def _after_lead(sheet: Sheet, lead: PageStory, section: str, *, without: PageStory) -> list[Splice]:
    """The old lead as the first of `section`: where it stands, if that is before all of it."""
    entries = _section_entries(sheet, lead, section)
    first = next((one for one in neighbours(sheet.page, section) if one != without), None)
    if section and (first is None or lead.line < first.line):
        return entries
    at = sheet.cut(first.block) if first else place_in(sheet, section, 0)
    return _relocated(sheet, lead, at, entries)


def _relocated(sheet: Sheet, story: PageStory, at: int, entries: Sequence[Splice]) -> list[Splice]:
    """Its block, with `entries` changed in it, from where it stands to the line `at`."""
    first, end = sheet.cut(story.block), sheet.end(story.block)
    if first <= at <= end:
        return list(entries)
    inside = [
        Splice(first=one.first - first, end=one.end - first, lines=one.lines) for one in entries
    ]
    lines = spliced(sheet.lines[first:end], inside)
    if lines and lines[-1].lstrip().startswith("#"):
        # Directly above a header it would become part of another story.
        lines.append(*sheet.fresh([""]))
    return [Splice(first=first, end=end), Splice(first=at, end=at, lines=tuple(lines))]
