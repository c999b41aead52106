"""What a merge understood and did, in sentences."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from digest.draft.merge.position import Position
from digest.draft.page.page import LEAD, Decided, Group, Page
from digest.draft.writing.candidates import Candidates
from digest.draft.writing.story_text import Week, article_ids, name_headlines
from digest.model.stories import Proposal


def proposed_anew(page: Page, proposal: Proposal) -> list[str]:
    """What is printed now that was not on `page`, what no longer is, and a new lead."""
    before = [story for story in page.stories if story.section]
    known = {one for story in before for one in story.articles}
    picks = [story for _, story in proposal.picks]
    printed = {one for story in picks for one in article_ids(story)}
    came = [one.headline for one in picks if known.isdisjoint(article_ids(one))]
    went = [story.title for story in before if printed.isdisjoint(story.articles)]
    lead = next((story for story in before if story.section == LEAD), None)
    changes = [f"came in: {name_headlines(came)}"] * bool(came)
    changes += [f"went out: {name_headlines(went)}"] * bool(went)
    if proposal.lead and (lead is None or proposal.lead.article.id not in lead.articles):
        changes.append(f"the lead is now {name_headlines([proposal.lead.headline])}")
    if not changes:
        return []
    return [f"Nobody has edited the page yet, so it was proposed anew; {'; '.join(changes)}."]


def unknown_articles(position: Position, lines: Sequence[str]) -> Iterator[str]:
    """The ids on the page that the program neither knows nor has written there: mistyped ones.

    Each is named with its line in the merged page of `lines`. Without its memory a page may name
    articles that merely left the window: nothing is said.
    """
    page, week = position.page, position.week
    if not page.memory.stories:
        return
    listed = {one for group in (*page.dropped, *page.together, *page.apart) for one in group}
    known = {*week.articles, *page.memory.articles, *listed}
    for article in (one for story in page.stories for one in story.articles):
        if article not in known:
            where = (place for place, line in enumerate(lines, 1) if f'"{article}"' in line)
            hint = _nearest_article(article, week)
            yield f'line {next(where, 1)}: no article is called "{article}"{hint}'


def understood_changes(position: Position, decided: Decided) -> Iterator[str]:
    """What was left out, taken in, moved below the line, joined or parted since the last merge."""
    page, week = position.page, position.week
    for group in _new(decided.dropped, page.dropped):
        yield f"left out: {_named(group[0], week)}"
    for story in decided.stories:
        before = page.memory.story_of(story.articles)
        if before and story.section and not before.section:
            yield f"taken in: {_named(story.articles[0], week)}"
        elif before and before.section and not story.section and not story.lost:
            yield f"no longer printed: {_named(story.articles[0], week)}"
    joined = _new(decided.together, page.together)
    for group in joined:
        home = page.memory.articles.get(group[0])
        others = [one for one in group[1:] if home is None or one not in home.articles]
        if any(one in week.articles for one in others):
            yield f"joined to {_named(group[0], week)}: {_counted(others, week)}"
    moved = {one for group in joined for one in group}
    for first, others in _parted(_new(decided.apart, page.apart)).items():
        # That a joined article left another story goes without saying.
        if not moved & {first, *others}:
            yield f"taken apart: {_named(first, week)}; {_counted(others, week)}"


def new_candidates(position: Position, below: Candidates) -> Iterator[str]:
    """The new candidates; those outside the queries are counted."""
    for one in below.fitting[: below.fitting_listed]:
        if position.is_new(one):
            yield f"new: {position.week.named(one[0])}"
    outside = [one for one in below.outside if position.is_new(one)]
    if outside:
        first = position.week.named(outside[0][0])
        yield f"new outside your queries: {len(outside)}, the first: {first}"


def _nearest_article(article: str, week: Week) -> str:
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
