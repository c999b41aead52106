"""The page as the editor left it and what was decided in; what the program understood out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from digest.draft.deciding import Decided, Group
from digest.draft.page import Page
from digest.draft.telling import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """An article of a story that nobody knows, and what it may have been meant to be."""

    article: str
    hint: str


def confirmations(page: Page, wishes: Decided, week: Week) -> Iterator[str]:
    """What was left out, taken in, moved below the line, joined or parted since the last merge."""
    known = page.memory.articles
    for group in _new(wishes.dropped, page.dropped):
        yield f"left out: {_named(group[0], week)}"
    for story in wishes.stories:
        before = next((known[one] for one in story.articles if one in known), None)
        if before and story.section and not before.section:
            yield f"taken in: {_named(story.articles[0], week)}"
        elif before and before.section and not story.section and not story.lost:
            yield f"no longer printed: {_named(story.articles[0], week)}"
    joined = _new(wishes.together, page.together)
    for group in joined:
        home = known.get(group[0])
        others = [one for one in group[1:] if home is None or one not in home.articles]
        if any(one in week.articles for one in others):
            yield f"joined to {_named(group[0], week)}: {_counted(others, week)}"
    moved = {one for group in joined for one in group}
    for first, others in _parted(_new(wishes.apart, page.apart)).items():
        # That a joined article left another story goes without saying.
        if not moved & {first, *others}:
            yield f"taken apart: {_named(first, week)}; {_counted(others, week)}"


def unknown_articles(page: Page, week: Week) -> list[Unknown]:
    """The ids on the page that the program neither knows nor has written there: mistyped ones.

    Without its memory a page may name articles that merely left the window: nothing is said.
    """
    if not page.memory.stories:
        return []
    decided = {one for group in (*page.dropped, *page.together, *page.apart) for one in group}
    known = {*week.articles, *page.memory.articles, *decided}
    return [
        Unknown(article=one, hint=_hint(one, week))
        for story in page.stories
        for one in story.articles
        if one not in known
    ]


def unknown_on_lines(found: Sequence[Unknown], lines: Sequence[str]) -> Iterator[str]:
    """A sentence for each of `found`, with its line in the page of `lines`."""
    for one in found:
        where = (place for place, line in enumerate(lines, 1) if f'"{one.article}"' in line)
        yield f'line {next(where, 1)}: no article is called "{one.article}"{one.hint}'


def _hint(article: str, week: Week) -> str:
    near = get_close_matches(article, week.articles, n=1, cutoff=0.6)
    if not near:
        return "; take it out, or put the id of an article there"
    return f'; did you mean "{near[0]}" ({week.named(near[0])})?'


def _new(now: Sequence[Group], before: Sequence[Group]) -> list[Group]:
    return [group for group in now if group not in before]


def _parted(groups: Sequence[Group]) -> dict[str, list[str]]:
    """The articles that were taken from each, by the first of them."""
    parted: dict[str, list[str]] = {}
    for first, *others in groups:
        parted.setdefault(first, []).extend(others)
    return parted


def _counted(articles: Sequence[str], week: Week) -> str:
    """The first of `articles`, and how many there are besides."""
    more = f" and {len(articles) - 1} more" if len(articles) > 1 else ""
    return _named(articles[0], week) + more


def _named(article: str, week: Week) -> str:
    return week.named(article) or article
