"""The editor's page and a new proposal in; the page with what is new out, nothing of it lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from digest.draft.merge.assembly import assemble_page
from digest.draft.merge.placement import Wishes, place_articles
from digest.draft.merge.position import Position, take_position
from digest.draft.merge.report import (
    new_candidates,
    proposed_anew,
    understood_changes,
    unknown_articles,
)
from digest.draft.merge.story_update import UpdatedStory, update_story
from digest.draft.page.memory import Memory
from digest.draft.page.page import Group, Page
from digest.draft.page.toml_text import REMARK
from digest.draft.writing.candidates import choose_candidates
from digest.draft.writing.fresh_page import (
    finish_page,
    fresh_page,
    heading_prints,
    last_seen,
    write_story,
)
from digest.draft.writing.story_text import article_ids
from digest.model.stories import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """The page as it should stand now, and each change to it in a sentence."""

    text: str
    changes: tuple[str, ...] = ()


def merge_page(page: Page, proposal: Proposal) -> Merge:
    """`page` with the news of `proposal`: what the editor wrote, moved or left out stays so.

    A page that nobody has changed gives way to the proposal, unless readers have had it. Merging
    twice changes nothing.
    """
    if page.edited:
        merged, changes = _merge_into_edited(take_position(page, proposal))
    else:
        merged = fresh_page(proposal, page.newsletter, date=page.date)
        changes = proposed_anew(page, proposal)
    return Merge(text=_as_before(page.text, merged), changes=tuple(changes))


def _merge_into_edited(position: Position) -> tuple[str, list[str]]:
    """What the editor did stays; what is new goes below the line [candidates]."""
    page, week, decided = position.page, position.week, position.page.decided

    # Every article gets one place: in a story that stands, or among the candidates.
    wishes = Wishes(
        dropped={one for group in decided.dropped for one in group},
        together=decided.together,
        apart=decided.apart,
    )
    standing = position.standing
    places = place_articles(week.proposal, [story.articles for story in standing], wishes)
    decided = replace(decided, together=places.together)

    # The stories that stand are renewed where the editor left them as they were.
    stories = [
        update_story(story, articles, position)
        for story, articles in zip(standing, places.standing, strict=True)
    ]

    # The others are written anew, best first; what the program would print stands on top.
    near = _near(position, stories)
    ranked = sorted(places.candidates, key=lambda group: week.place_of(group) is None)
    below = choose_candidates(week, ranked, listed=page.listed, outside=page.outside, near=near)
    written = [
        write_story(week, "", one, [*position.marks(one), *_near_remark(one, near)])
        for one in below.listed
    ]
    candidates = below.with_border([[*lines, ""] for lines, _ in written])

    # Then all of it is put together again, and what was written is remembered for the next merge.
    lines = assemble_page(position, decided, stories, candidates, remarks=below.remarks())
    memory = Memory(
        edited=True,
        headings=heading_prints(page.newsletter, page),
        stories=tuple(
            story
            for story in [*(one.remembered for one in stories), *(story for _, story in written)]
            if story.articles
        ),
        listed_until=last_seen(week) if below.left_out else None,
    )
    changes = [
        *unknown_articles(position, lines),
        *understood_changes(position, decided),
        *(change for one in stories for change in one.changes),
        *new_candidates(position, below),
    ]
    return finish_page(lines, memory), changes


def _near(position: Position, stories: Sequence[UpdatedStory]) -> dict[str, str]:
    """The headline on the page of the printed story that each article was grouped with."""
    printed = {
        article: one.headline
        for one in stories
        if one.story.section
        for article in one.remembered.articles
    }
    near: dict[str, str] = {}
    for whole in position.week.proposal.stories:
        # The program's order decides which of several, as that of the page may change by merging.
        for headline in [printed[one] for one in article_ids(whole) if one in printed][:1]:
            near |= dict.fromkeys(article_ids(whole), headline)
    return near


def _near_remark(articles: Group, near: Mapping[str, str]) -> list[str]:
    headline = next((near[one] for one in articles if one in near), None)
    return [] if headline is None else [f"{REMARK} near: “{headline}” on your page"]


def _as_before(text: str, merged: str) -> str:
    """`merged` with the line ends and the byte order mark of `text`."""
    if "\r\n" in text:
        merged = merged.replace("\n", "\r\n")
    return "\ufeff" + merged if text.startswith("\ufeff") else merged
