"""The proposal in, the first page of an issue out."""

from datetime import date
from itertools import chain

from digest.config.settings import Newsletter
from digest.draft.page.memory import Memory
from digest.draft.page.page import CANDIDATES_LISTED, OUTSIDE_LISTED, printed_sections
from digest.draft.page.toml_text import quote
from digest.draft.writing.candidates import choose_candidates
from digest.draft.writing.page_parts import (
    candidates_line,
    decision_lines,
    finish_page,
    heading_lines,
    heading_prints,
    last_seen,
    write_story,
)
from digest.draft.writing.story_text import article_ids, index_week
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
#   Comments    Lines with #: are the program's and are renewed. Yours start with # and stay.
"""


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


def _page_head(newsletter: Newsletter, day: date) -> list[str]:
    """The top of the page: what it is, how to use it, the texts of the whole issue."""
    sections = ", ".join(quote(name) for name in printed_sections(newsletter))
    return [
        f"# {newsletter.newsletter.title}: the issue of {day:%A} {day.day} {day:%B %Y}",
        "#",
        *_HOW_TO.format(sections=sections).splitlines(),
        "",
        f"date = {day.isoformat()}",
        'subject = ""    # the line in the inbox; left empty, it is made of title and headline',
        'preheader = ""  # the words after it; left empty, they are taken from the lead',
    ]
