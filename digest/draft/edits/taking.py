"""A story of the week and the page in; the edits that bring it in, wherever it waits, out."""

from collections.abc import Mapping

from digest.draft.edits.naming import id_of
from digest.draft.page.page import LEAD, Page, PageStory
from digest.model.edits import Promote, Send, Several, Single, Take


def take_in(page: Page, articles: Mapping[str, str], section: str, to: int = 0) -> Several:
    """`articles` (the told one first, each with its words) as a story of a section, or the lead.

    A candidate that the page lists is sent there and gets those that it lacks; one that is not
    listed, or was dropped, is written anew.
    """
    here = _standing(page, articles)
    edits: list[Single] = []
    section_first = "" if section == LEAD else section
    if here is None:
        edits.append(Take(articles=dict(articles), section=section_first, to=to))
    else:
        name = id_of(page, here)
        known = {one for story in page.decided.stories for one in story.articles}
        missing = {one: note for one, note in articles.items() if one not in known}
        if missing:
            edits.append(Take(articles=missing, story=name))
        if section_first:
            edits.append(Send(story=name, section=section_first, to=to))
    if section == LEAD:
        edits.append(Promote(story=id_of(page, here) if here else next(iter(articles))))
    return Several(edits=tuple(edits))


def _standing(page: Page, articles: Mapping[str, str]) -> PageStory | None:
    """The story of the page that has one of `articles`, the told one's first."""
    stories = page.decided.stories
    found = (story for one in articles for story in stories if one in story.articles)
    return next(found, None)
