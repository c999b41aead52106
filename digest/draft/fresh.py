"""The proposal in, the first page of an issue out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import chain

from digest.config.settings import Newsletter
from digest.draft.deciding import Group
from digest.draft.fitting import offered
from digest.draft.headings import heading_lines, heading_prints
from digest.draft.lists import Row
from digest.draft.memory import Memory, Remembered, memory_lines, page_fingerprint
from digest.draft.page import CANDIDATES_LISTED, OUTSIDE_LISTED, printed_sections
from digest.draft.quoting import listed, quoted
from digest.draft.telling import REMARK, Week, remembered, story_lines, week_of, words_print
from digest.model.stories import Proposal, Story

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
LINE_REMARKS = (f"{REMARK} -------- Not printed: the candidates, best first --------",)
DECISION_REMARKS = (
    f"{REMARK} -------- What you decided --------",
    f"{REMARK} Stories you deleted stay away; take a line out of dropped to see one again.",
    f"{REMARK} Articles in one list of together are one story; those in one of apart never are.",
)
_DECISIONS = ("dropped", "together", "apart")


def fresh_page(proposal: Proposal, newsletter: Newsletter, *, date: date) -> str:
    """The page that prints `proposal` as it is, and tells a person how to change it."""
    week = week_of(proposal, newsletter)
    printed = [(section, ids_of(story)) for section, story in proposal.picks]
    groups = [ids_of(story) for story in proposal.candidates]
    below = offered(week, groups, listed=CANDIDATES_LISTED, outside=OUTSIDE_LISTED)
    written = [
        written_story(week, section, articles)
        for section, articles in [*printed, *(("", group) for group in below.listed)]
    ]
    blocks = [[*lines, ""] for lines, _ in written]
    lines = [*head(newsletter, date), "", *heading_lines(newsletter), ""]
    lines += chain.from_iterable(blocks[: len(printed)])
    lines += [*line_drawn(CANDIDATES_LISTED, below.remarks()), ""]
    lines += chain.from_iterable(below.with_border(blocks[len(printed) :]))
    lines += [*decisions({}), ""]
    memory = Memory(
        edited=False,
        headings=heading_prints(newsletter),
        stories=tuple(story for _, story in written),
        listed_until=newest(week) if below.left_out else None,
    )
    return finished(lines, memory)


def written_story(
    week: Week, section: str, articles: Group, marks: Sequence[str] = ()
) -> tuple[list[str], Remembered]:
    """A story that the program places, and what to remember of it."""
    lines = story_lines(week, section, articles, marks)
    words = [words_print(week.articles[articles[0]])] if section else []
    return lines, remembered(section, articles, week.texts(articles[0], section), lines, words)


def finished(lines: Sequence[str], memory: Memory) -> str:
    """The page of `lines` with its memory at the foot."""
    whole = replace(memory, page=page_fingerprint(lines))
    return "\n".join([*lines, *memory_lines(whole), ""])


def newest(week: Week) -> datetime:
    """The last moment at which one of the week's articles was first seen."""
    return max(article.first_seen for article in week.articles.values())


def ids_of(story: Story) -> Group:
    """The articles of `story`, the told one first."""
    return tuple(article.id for article in story.articles)


def head(newsletter: Newsletter, day: date) -> list[str]:
    """The top of the page: what it is, how to use it, the texts of the whole issue."""
    sections = ", ".join(quoted(name) for name in printed_sections(newsletter))
    return [
        f"# {newsletter.newsletter.title}: the issue of {day:%A} {day.day} {day:%B %Y}",
        "#",
        *_HOW_TO.format(sections=sections).splitlines(),
        "",
        f"date = {day.isoformat()}",
        'subject = ""    # the line in the inbox; left empty, it is made of title and headline',
        'preheader = ""  # the words after it; left empty, they are taken from the lead',
    ]


def line_drawn(listed_at_most: int, remarks: Sequence[str]) -> list[str]:
    """The line between what is printed and what is not."""
    return [*LINE_REMARKS, "[candidates]", *remarks, f"listed = {listed_at_most}"]


def decisions(rows: Mapping[str, Sequence[Row]]) -> list[str]:
    """Where the program notes what was decided about stories."""
    return [
        *DECISION_REMARKS,
        "[decisions]",
        *(line for key in _DECISIONS for line in listed(key, rows.get(key, ()))),
    ]
