"""The text of a page in; its stories and lists with their lines out, or all its problems."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from digest.config.settings import Newsletter
from digest.draft.page.blocks import PageBlock, split_blocks
from digest.draft.page.decisions import decide
from digest.draft.page.details import check_address, check_details, check_own_item
from digest.draft.page.memory import Memory, page_fingerprint, read_memory
from digest.draft.page.page import (
    CANDIDATES_LISTED,
    DETAILS,
    LEAD,
    OUTSIDE_LISTED,
    SLOT,
    SLOT_TEXTS,
    TEXTS,
    Page,
    PageSlot,
    PageStory,
    printed_sections,
)
from digest.draft.page.problems import PageProblem, refuse, suggestion
from digest.draft.page.values import (
    read_articles,
    read_date,
    read_flag,
    read_groups,
    read_number,
    read_text,
    read_texts,
)

_KEYS: Mapping[str, tuple[str, ...]] = {
    "": ("date", "subject", "preheader"),
    "story": ("section", *TEXTS, *DETAILS, "pin", "also_this_week", "articles"),
    "candidates": ("listed", "outside"),
    "decisions": ("dropped", "together", "apart"),
    "memory": ("page", "edited", "headings", "stories", "listed_until"),
}
_SLOT_KEYS = (*SLOT_TEXTS, "until", "show")
_TABLES = ("story", "headings", "candidates", "decisions", "memory")


def read_page(
    text: str,
    *,
    name: str,
    newsletter: Newsletter,
    sent: bool = False,
    unfit: Callable[[str], str] = lambda _: "",
) -> Page:
    """The page that `text` holds; raises DraftError with all problems of the page called `name`.

    `sent` says that readers have had an issue made of it. `unfit` says why a file is no picture to
    be shown, "" for one that is.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    blocks, problems = split_blocks(lines)
    page = _Reader(newsletter, problems, unfit).page(blocks, name=name, text=text)
    refuse(name, problems)
    _require_date(page)
    return replace(page, sent=sent, decided=decide(page))


def _require_date(page: Page) -> None:
    named = _day_of(page.name)
    head = page.blocks[0].entry("date")
    if page.date == date.min:
        what = "the issue's date is missing; write date = 2024-08-09"
        refuse(page.name, [PageProblem(1, what)])
    elif named and page.date != named:
        what = f"date is {page.date}, but the page is that of {named}"
        refuse(page.name, [PageProblem(head.line if head else 1, what)])


def _day_of(name: str) -> date | None:
    found = re.search(r"(\d{4})-(\d\d)-(\d\d)\.toml$", name)
    return date(*(int(part) for part in found.groups())) if found else None


class _Reader:
    """Reads the blocks of a page; every problem is collected, none stops the reading."""

    def __init__(
        self, newsletter: Newsletter, problems: list[PageProblem], unfit: Callable[[str], str]
    ) -> None:
        self._problems = problems
        self._unfit = unfit
        self._newsletter = newsletter
        self._shown = printed_sections(newsletter)
        self._lost: dict[int, str] = {}

    def page(self, blocks: Sequence[PageBlock], *, name: str, text: str) -> Page:
        for block in blocks:
            self._check_keys(block)
        tables = self._tables(blocks)
        empty = PageBlock(name="", line=1, lines=(), header=0, entries=())
        head = blocks[0]
        decisions = tables.get("decisions", empty)
        candidates = tables.get("candidates", empty)
        found = read_memory(tables["memory"], self._problems) if "memory" in tables else Memory()
        headings = tables.get("headings", empty)
        stories = tuple(self._stories(blocks, found))
        self._check_places(stories)
        above_memory = [line for one in blocks if one.name != "memory" for line in one.lines]
        return Page(
            name=name,
            text=text,
            newsletter=self._newsletter,
            date=read_date(head, "date", "the issue's", self._problems)
            or _day_of(name)
            or date.min,
            blocks=tuple(blocks),
            stories=stories,
            subject=read_text(head, "subject", self._problems),
            preheader=read_text(head, "preheader", self._problems),
            headings={
                one.key: read_text(headings, one.key, self._problems) for one in headings.entries
            },
            slots=tuple(self._slot(one) for one in blocks if one.name.startswith(SLOT)),
            listed=read_number(candidates, "listed", CANDIDATES_LISTED, self._problems),
            outside=read_number(candidates, "outside", OUTSIDE_LISTED, self._problems),
            dropped=read_groups(decisions, "dropped", self._problems),
            together=read_groups(decisions, "together", self._problems),
            apart=read_groups(decisions, "apart", self._problems),
            memory=found,
            changed=found.page != page_fingerprint(above_memory),
        )

    def _say(self, line: int, sentence: str) -> None:
        self._problems.append(PageProblem(line, sentence))

    def _check_keys(self, block: PageBlock) -> None:
        valid = _SLOT_KEYS if block.name.startswith(SLOT) else _KEYS.get(block.name)
        if block.name == SLOT.rstrip("."):
            self._say(block.line, "a slot is written [slots.ID], with its id in newsletter.toml")
        elif block.name and block.name not in _TABLES and not block.name.startswith(SLOT):
            tables = (*_TABLES, *(f"{SLOT}{one.id}" for one in self._newsletter.slots))
            hint = suggestion(block.name, tables)
            self._say(block.line, f"[{block.name}] is no part of a page; {hint}")
        elif valid is not None:
            for entry in block.entries:
                if entry.key not in valid:
                    where = f"[{block.name}]" if block.name else "the head of the page"
                    hint = suggestion(entry.key, valid)
                    self._say(entry.line, f"{entry.key} is not a key of {where}; {hint}")

    def _tables(self, blocks: Sequence[PageBlock]) -> dict[str, PageBlock]:
        tables: dict[str, PageBlock] = {}
        for block in blocks:
            if block.name in tables:
                first = tables[block.name].line
                what = f"[{block.name}] stands here and on line {first}; keep one of the two"
                self._say(block.line, what)
            elif block.name not in {"", "story"}:
                tables[block.name] = block
        return tables

    def _slot(self, block: PageBlock) -> PageSlot:
        texts = read_texts(block, SLOT_TEXTS, self._problems)
        self._problems += check_address(block, texts.get("url", ""))
        shown = read_flag(block, "show", self._problems, default=True)
        return PageSlot(
            block=block,
            id=block.name.removeprefix(SLOT),
            texts=texts,
            until=read_date(block, "until", "the last day on which it is true", self._problems),
            show=shown if block.entry("show") else None,
        )

    def _stories(self, blocks: Sequence[PageBlock], memory: Memory) -> Iterator[PageStory]:
        line_drawn = next((one.line for one in blocks if one.name == "candidates"), None)
        written = [block for block in blocks if block.name == "story"]
        above = [one for one in written if line_drawn is not None and one.line < line_drawn]
        placed = _placed_above([self._section(one) for one in above], self._first_section())
        for block, section in zip(above, placed, strict=True):
            yield self._story(block, section)
        for block in written[len(above) :]:
            story = self._story(block, self._section(block) or "")
            if line_drawn is not None:
                yield self._below(story, memory)
                continue
            if self._section(block) is None:
                self._say(
                    block.line,
                    "the line [candidates] is missing: put it back above the first story that "
                    'is not to be printed, or give this one a section = "…"',
                )
            yield story

    def _story(self, block: PageBlock, section: str) -> PageStory:
        story = PageStory(
            block=block,
            section=section,
            articles=read_articles(block, self._problems),
            texts=read_texts(block, TEXTS, self._problems),
            details=read_texts(block, DETAILS, self._problems),
            pinned=read_flag(block, "pin", self._problems, default=False),
            also_this_week=read_flag(block, "also_this_week", self._problems, default=True),
            lost=self._lost.get(block.line, ""),
        )
        self._problems += check_details(story, self._unfit)
        if block.readable and block.entry("articles") is None:
            self._problems += check_own_item(story, self._newsletter)
        return story

    def _below(self, story: PageStory, memory: Memory) -> PageStory:
        """Below the line nothing is printed but what was given a section there.

        An item of the editor's own waits there, whatever its section.
        """
        if story.is_own:
            return replace(story, section="", lost="", pinned=False)
        before = memory.story_of(story.articles)
        if before and before.section and story.section == before.section:
            return replace(story, section="", pinned=False)
        if story.pinned and not story.section and not story.lost:
            return replace(story, section=self._first_section())
        return story

    def _first_section(self) -> str:
        return next((one for one in self._shown if one != LEAD), LEAD)

    def _section(self, block: PageBlock) -> str | None:
        """The section that is written, "" if newsletter.toml does not print it; None if none is."""
        if block.entry("section") is None:
            return None
        section = read_text(block, "section", self._problems)
        if section and section not in self._shown:
            self._lost[block.line] = section
            return ""
        return section

    def _check_places(self, stories: Sequence[PageStory]) -> None:
        leads = [story for story in stories if story.section == LEAD]
        for first, second in pairwise(leads):
            what = f"is a second lead, the first is on line {first.line}; give one another section"
            self._say(second.line, f'this story {what}, such as "{self._first_section()}"')
        for placed in (True, False):
            seen: dict[str, int] = {}
            for story in stories:
                for one in story.articles if story.is_placed == placed else ():
                    if one in seen:
                        what = f'"{one}" is in the story of line {seen[one]}, too'
                        self._say(story.line, f"{what}; delete it in one of the two")
                    seen.setdefault(one, story.line)


def _placed_above(written: Sequence[str | None], first_section: str) -> Iterator[str]:
    """The sections above the line: a story without one was moved there and joins its neighbours."""
    before = ""
    for place, section in enumerate(written):
        if section is not None:
            before = section if section not in {LEAD, ""} else before
            yield section
            continue
        after = (one for one in written[place + 1 :] if one and one != LEAD)
        yield before or next(after, first_section)
