"""A page and a rewriting that came too late in; the text of each side, to choose from, out."""

from collections.abc import Iterator
from dataclasses import dataclass

from digest.config.settings import Newsletter
from digest.draft.edits.naming import page_story
from digest.draft.edits.wording import shown_value, text_of, value_print
from digest.draft.page.page import SLOT, TEXTS, Page, PageStory
from digest.draft.writing.story_text import Week, index_week
from digest.errors import DraftError
from digest.model.edits import Edit, Rewrite, Several
from digest.model.stories import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A text that an editor rewrote and that is another by now, so that nothing was written.

    `present` stands on the page now, `wanted` is the editor's; either is None for no line. Without
    a line readers get `own`: the article's words, or those of newsletter.toml; None where nobody
    knows. `gone` says why there is no such story any more, "" where there is.
    """

    edit: Rewrite
    present: str | None
    wanted: str | None
    own: str | None
    gone: str = ""


def find_conflicts(page: Page, edit: Edit, proposal: Proposal) -> tuple[Conflict, ...]:
    """The texts of `page` that keep `edit` from being made: those that are not as it says."""
    edits = edit.edits if isinstance(edit, Several) else (edit,)
    rewritings = [one for one in edits if isinstance(one, Rewrite) and one.was is not None]
    return tuple(_conflicts(page, rewritings, proposal))


def _conflicts(page: Page, edits: list[Rewrite], proposal: Proposal) -> Iterator[Conflict]:
    week: Week | None = None
    for one in edits:
        wanted = shown_value(one.value)
        try:
            present = text_of(page, one)
        except DraftError as error:
            gone = str(error)
            yield Conflict(edit=one, present=None, wanted=wanted, own=None, gone=gone)
            continue
        if value_print(present) != one.was:
            week = week or index_week(proposal, page.newsletter)
            own = _own_text(page, one, week)
            yield Conflict(edit=one, present=present, wanted=wanted, own=own)


def _own_text(page: Page, edit: Rewrite, week: Week) -> str | None:
    """What is printed where the page has no line of its own."""
    if edit.story:
        return _article_text(page_story(page, edit.story), edit.key, week)
    return _settings_text(page.newsletter, edit)


def _article_text(story: PageStory, key: str, week: Week) -> str | None:
    article = week.told_of(story.articles)
    if article is None:
        return None
    if key in TEXTS:
        return week.texts(article.id, story.section).get(key)
    image = article.image
    return {
        "url": article.url,
        "byline": article.byline,
        "image": image.url if image else "",
        "image_alt": image.alt if image else "",
        "image_credit": image.credit if image else "",
    }.get(key)


def _settings_text(newsletter: Newsletter, edit: Rewrite) -> str | None:
    if edit.table == "headings":
        found = (one.heading for one in newsletter.sections if one.id == edit.key)
        return next(found, None)
    slot = next((one for one in newsletter.slots if f"{SLOT}{one.id}" == edit.table), None)
    texts = slot and {
        "heading": slot.heading,
        "text": slot.text,
        "button": slot.button,
        "url": slot.url,
    }
    return texts.get(edit.key) if texts else None
