"""The parts of a page that the program writes, on a fresh page as in a merge."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from digest.config.settings import Newsletter
from digest.draft.page.blocks import PageBlock
from digest.draft.page.memory import Memory, Remembered, memory_lines, page_fingerprint, text_print
from digest.draft.page.page import Group, Page
from digest.draft.page.toml_text import REMARK, Row, comment_after, quote, single_line, write_list
from digest.draft.writing.story_text import Week, remember_story, story_lines, words_print

LINE_REMARKS = (f"{REMARK} -------- Not printed: the candidates, best first --------",)
DECISION_REMARKS = (
    f"{REMARK} -------- What you decided --------",
    f"{REMARK} Stories you deleted stay away; take a line out of dropped to see one again.",
    f"{REMARK} Articles in one list of together are one story; those in one of apart never are.",
)
_DECISIONS = ("dropped", "together", "apart")


def write_story(
    week: Week, section: str, articles: Group, marks: Sequence[str] = ()
) -> tuple[list[str], Remembered]:
    """A story that the program places, and what to remember of it."""
    lines = story_lines(week, section, articles, marks)
    words = [words_print(week.articles[articles[0]])] if section else []
    return lines, remember_story(section, articles, week.texts(articles[0], section), lines, words)


def heading_lines(newsletter: Newsletter) -> list[str]:
    """The table of a fresh page."""
    rows = [f"{section} = {quote(text)}" for section, text in _headings(newsletter).items()]
    return ["# The words over each section, in this issue only.", "[headings]", *rows]


def heading_prints(newsletter: Newsletter, page: Page | None = None) -> frozenset[str]:
    """The fingerprints of the headings that the editor of `page` left as they are."""
    return frozenset(
        text_print("heading", section, text)
        for section, text in _headings(newsletter).items()
        if page is None or not page.is_own_heading(section)
    )


def update_headings(block: PageBlock, page: Page) -> list[str]:
    """The table as it stands; headings that nobody changed follow newsletter.toml, or go."""
    known = {section.id for section in page.newsletter.sections}
    words = _headings(page.newsletter)
    lines: list[str] = []
    end = 0
    for entry in block.entries:
        own = list(block.lines[entry.first : entry.end])
        text = words.get(entry.key, page.headings[entry.key])
        if text != page.headings[entry.key] and not page.is_own_heading(entry.key):
            note = comment_after(own)
            own = ["  ".join([f"{entry.key} = {quote(text)}", note]).rstrip()]
        elif entry.key not in known and not page.is_own_heading(entry.key):
            own = [note for note in [comment_after(own)] if note]
        lines += [*block.lines[end : entry.first], *own]
        end = entry.end
    return [*lines, *block.lines[end:]]


def candidates_line(listed_at_most: int, remarks: Sequence[str]) -> list[str]:
    """The line between what is printed and what is not."""
    return [*LINE_REMARKS, "[candidates]", *remarks, f"listed = {listed_at_most}"]


def decision_lines(rows: Mapping[str, Sequence[Row]]) -> list[str]:
    """Where the program notes what was decided about stories."""
    return [
        *DECISION_REMARKS,
        "[decisions]",
        *(line for key in _DECISIONS for line in write_list(key, rows.get(key, ()))),
    ]


def finish_page(lines: Sequence[str], memory: Memory) -> str:
    """The page of `lines` with its memory at the foot."""
    whole = replace(memory, page=page_fingerprint(lines))
    return "\n".join([*lines, *memory_lines(whole), ""])


def last_seen(week: Week) -> datetime:
    """The last moment at which one of the week's articles was first seen."""
    return max(article.first_seen for article in week.articles.values())


def _headings(newsletter: Newsletter) -> dict[str, str]:
    return {one.id: single_line(one.heading) for one in newsletter.sections if one.show}
