"""What the program writes on a page: the first one whole, and its parts for a merge."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import chain

from digest.config.settings import Newsletter
from digest.draft.page.blocks import PageBlock
from digest.draft.page.memory import Memory, Remembered, memory_lines, page_fingerprint, text_print
from digest.draft.page.page import (
    CANDIDATES_LISTED,
    OUTSIDE_LISTED,
    Group,
    Page,
    printed_sections,
)
from digest.draft.page.toml_text import REMARK, Row, comment_after, quote, single_line, write_list
from digest.draft.writing.candidates import choose_candidates
from digest.draft.writing.slots import slot_lines
from digest.draft.writing.story_text import (
    Week,
    article_ids,
    index_week,
    remember_story,
    story_lines,
    words_print,
)
from digest.model.stories import Proposal

_HOW_TO = """\
# This page is yours: change it in any text editor, save it, build again. What you write stays.
#   Texts       A text you change stays as you wrote it; a line you delete comes back with the
#               article's own; "" prints nothing. Inside a text, quotation marks are “ ” or \\".
#               In a blurb a blank line starts a paragraph, [words](https://…) is a link.
#   Order       Stories are printed as they follow each other here. To move one, cut it from its
#               [[story]] line to the next one and paste it elsewhere.
#   Section     section = says where a story is printed: {sections}.
#   Leave out   Delete a story, or move it below the line [candidates].
#   Take in     Move a candidate above that line, or give it a section, or write pin = true.
#   Join, part  articles = lists what a story is made of, the one that is told first. Move a line
#               to another story's list to join the two; delete it to take the article out.
#               A line "probably one with" ends in what joins the two: copy that to the foot of
#               the page, below "What you decided".
#   Your own    A [[story]] without articles prints your words: section = and blurb = are enough.
#   Comments    Lines with #: are the program's and are renewed. Yours start with # and stay.
"""

LINE_REMARKS = (f"{REMARK} -------- Not printed: the candidates, best first --------",)
DECISION_REMARKS = (
    f"{REMARK} -------- What you decided --------",
    f"{REMARK} Stories you deleted stay away; take a line out of dropped to see one again.",
    f"{REMARK} Articles in one list of together are one story; those in one of apart never are.",
)
_DECISIONS = ("dropped", "together", "apart")


def fresh_page(proposal: Proposal, newsletter: Newsletter, *, date: date) -> str:
    """The page that prints `proposal` as it is, and tells a person how to change it."""
    week = index_week(proposal, newsletter)
    printed = [(section, article_ids(story)) for section, story in proposal.picks]
    groups = [article_ids(story) for story in proposal.candidates]
    below = choose_candidates(week, groups, listed=CANDIDATES_LISTED, outside=OUTSIDE_LISTED)
    written = [
        write_story(week, section, articles)
        for section, articles in [*printed, *(("", group) for group in below.listed)]
    ]
    blocks = [[*lines, ""] for lines, _ in written]
    lines = [*_page_head(newsletter, date), "", *heading_lines(newsletter), ""]
    lines += slot_lines(newsletter)
    lines += chain.from_iterable(blocks[: len(printed)])
    lines += [*candidates_line(CANDIDATES_LISTED, below.remarks()), ""]
    lines += chain.from_iterable(below.with_border(blocks[len(printed) :]))
    lines += [*decision_lines({}), ""]
    memory = Memory(
        edited=False,
        headings=heading_prints(newsletter),
        stories=tuple(story for _, story in written),
        listed_until=last_seen(week) if below.left_out else None,
    )
    return finish_page(lines, memory)


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


def _page_head(newsletter: Newsletter, day: date) -> list[str]:
    """The top of the page: what it is, how to use it, the texts of the whole issue."""
    sections = ", ".join(quote(name) for name in printed_sections(newsletter))
    subject = "made by [mail] subject" if newsletter.mail.subject else "the headline"
    return [
        f"# {newsletter.newsletter.title}: the issue of {day:%A} {day.day} {day:%B %Y}",
        "#",
        *_HOW_TO.format(sections=sections).splitlines(),
        "",
        f"date = {day.isoformat()}",
        f'subject = ""    # the line in the inbox; left empty, it is {subject}',
        'preheader = ""  # the words after it; left empty, they are taken from the lead',
    ]
