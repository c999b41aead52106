"""A page and its history in; how much of it is the editor's own, counted, out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.draft import Page, own_texts
from digest.draft.page.page import PageStory, story_ids
from digest.model.edits import Send
from digest.pipeline.edit_history import Kind, Step, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """How many texts, stories and joins of an issue are the editor's decisions."""

    rewritten: int = 0
    moved: int = 0
    taken_in: int = 0
    dropped: int = 0
    joined: int = 0
    own_items: int = 0


def describe_hand(page: Page, steps: Sequence[Step] = ()) -> Hand:
    """What the editor did to `page`: what differs from the program's own page, and `steps`."""
    # A story that was taken in from the week brings its articles along: that is no join.
    printed, known = page.decided.printed, page.memory.articles.keys()
    told = [story for story in printed if not story.is_own]
    return Hand(
        rewritten=sum(1 for _ in _rewritten(page, told)),
        moved=len(_moved(page, told, steps)),
        taken_in=sum(_section_before(page, story) == "" for story in told),
        dropped=len(page.decided.dropped),
        joined=sum(not known.isdisjoint(group) for group in page.decided.together),
        own_items=len(printed) - len(told),
    )


def _rewritten(page: Page, told: Sequence[PageStory]) -> Iterator[str]:
    """A name for each text that an editor wrote over one of the program's."""
    yield from (key for key, text in (("s", page.subject), ("p", page.preheader)) if text)
    yield from (section for section in page.headings if page.is_own_heading(section))
    for story in told:
        yield from own_texts(page, story)


def _moved(page: Page, told: Sequence[PageStory], steps: Sequence[Step]) -> set[str]:
    """The printed stories that stand in another section than proposed, or in another order.

    What the program proposed does not say the order of a section; a step of the history does.
    """
    ids = dict(
        zip(
            (one.line for one in page.decided.stories), story_ids(page.decided.stories), strict=True
        )
    )
    elsewhere = {
        ids[story.line] for story in told if _section_before(page, story) not in {"", story.section}
    }
    stand = standing(tuple(steps))
    placed = {
        step.inverse.story
        for step in steps
        if step.number in stand and step.kind is Kind.EDIT and isinstance(step.inverse, Send)
    }
    came_in = {ids[story.line] for story in told if _section_before(page, story) == ""}
    return elsewhere | (placed & {ids[story.line] for story in told} - came_in)


def _section_before(page: Page, story: PageStory) -> str:
    """Where the program had put it: "" below the line, or nowhere on the page."""
    before = page.memory.story_of(story.articles)
    if before:
        return before.section
    return "" if page.memory.page else story.section  # a page that lost its memory tells nothing
