"""The proposal in, the first page of an issue out."""

from collections.abc import Collection, Sequence
from datetime import date

from digest.config.settings import Newsletter
from digest.draft.memory import Memory, Remembered, fingerprint, memory_lines, page_fingerprint
from digest.draft.page import CANDIDATES_LISTED, LEAD
from digest.draft.quoting import listed, quoted
from digest.draft.telling import NEW, REMARK, Week, remembered, story_lines, week_of
from digest.model.stories import Proposal

_HOW_TO = """\
# This page is yours: change it in any text editor, save it, build again. What you write stays.
#   Texts       A text you change stays as you wrote it. A line you delete comes back with the
#               article's own text; "" prints nothing. A blank line starts a new paragraph, and
#               [words](https://…) is a link.
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
    return proposed_page(week_of(proposal, newsletter), date=date)


def proposed_page(
    week: Week,
    *,
    date: date,
    new: Collection[str] = (),
    listed_at_most: int = CANDIDATES_LISTED,
) -> str:
    """A page with nothing of the editor's; the stories of `new` articles are marked."""
    printed = [(LEAD, week.proposal.lead)] if week.proposal.lead else []
    printed += [(picks.section, one) for picks in week.proposal.sections for one in picks.stories]
    candidates = [("", one) for one in week.proposal.candidates[:listed_at_most]]
    lines = [*head(week.newsletter, date), "", *_headings(week.newsletter), ""]
    stories: list[Remembered] = []
    for section, story in [*printed, *candidates]:
        if not section and all(before.section for before in stories):
            lines += [*line_drawn(listed_at_most, len(week.proposal.candidates)), ""]
        articles = [article.id for article in story.articles]
        marks = [NEW] * any(one in new for one in articles)
        lines += [*story_lines(week, section, articles, marks), ""]
        stories.append(remembered(section, articles, week.texts(articles[0], section)))
    if not candidates:
        lines += [*line_drawn(listed_at_most, len(week.proposal.candidates)), ""]
    lines += [*decisions(), ""]
    memory = Memory(
        edited=False,
        headings=heading_prints(week.newsletter),
        stories=tuple(stories),
    )
    return finished(lines, memory)


def finished(lines: Sequence[str], memory: Memory) -> str:
    """The page of `lines` with its memory at the foot."""
    kept = Memory(
        page=page_fingerprint(lines),
        edited=memory.edited,
        headings=memory.headings,
        stories=memory.stories,
        listed_until=memory.listed_until,
    )
    return "\n".join([*lines, *memory_lines(kept), ""])


def head(newsletter: Newsletter, day: date) -> list[str]:
    """The top of the page: what it is, how to use it, the texts of the whole issue."""
    names = [LEAD] * newsletter.lead.show + [one.id for one in newsletter.sections if one.show]
    sections = ", ".join(quoted(name) for name in names)
    return [
        f"# {newsletter.newsletter.title}: the issue of {day:%A} {day.day} {day:%B %Y}",
        "#",
        *_HOW_TO.format(sections=sections).splitlines(),
        "",
        f"date = {day.isoformat()}",
        'subject = ""    # the line in the inbox; left empty, it is made of title and headline',
        'preheader = ""  # the words after it; left empty, they are taken from the lead',
    ]


def _headings(newsletter: Newsletter) -> list[str]:
    rows = [f"{one.id} = {quoted(one.heading)}" for one in newsletter.sections if one.show]
    return ["# The words over each section, in this issue only.", "[headings]", *rows]


def heading_prints(newsletter: Newsletter) -> frozenset[str]:
    """The fingerprints of the headings in newsletter.toml."""
    return frozenset(
        fingerprint("heading", one.id, one.heading) for one in newsletter.sections if one.show
    )


def line_drawn(listed_at_most: int, candidates: int) -> list[str]:
    """The line between what is printed and what is not."""
    more = candidates - listed_at_most
    left = [f"{REMARK} {more} more are not listed; raise listed to see them"] * (more > 0)
    return [
        "# -------- Not printed: the candidates, best first --------",
        "[candidates]",
        *left,
        f"listed = {listed_at_most}",
    ]


def decisions() -> list[str]:
    """Where the program notes what was decided about stories."""
    return [
        "# -------- What you decided --------",
        "# Stories you deleted stay away; take a line out of dropped to see its story again.",
        "# Articles in one list of together are one story; those in one list of apart never are.",
        "[decisions]",
        *listed("dropped", []),
        *listed("together", []),
        *listed("apart", []),
    ]
