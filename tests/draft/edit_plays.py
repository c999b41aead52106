"""Pages to be edited and edits of every kind, drawn at random."""

from collections.abc import Sequence

from draft.weeks import NEWSLETTER
from hypothesis import strategies as st

from digest.config.settings import Newsletter
from digest.draft import Page, edit_page, invert
from digest.draft.page.page import TEXTS, story_ids
from digest.errors import DraftError
from digest.model.edits import (
    AddOwn,
    Drop,
    Edit,
    Join,
    Move,
    Part,
    Promote,
    Restore,
    Rewrite,
    Send,
    Single,
    Take,
    Tell,
)

WITH_NOTE = Newsletter.model_validate(
    {**NEWSLETTER.model_dump(exclude_defaults=True), "slots": [{"id": "note"}]}
)
AWKWARD = st.text(
    st.sampled_from("ab \n\t\"'\\#[]=é漢\u00a0\u202e🙂") | st.characters(codec="utf-8"), max_size=80
)
SECTIONS = st.sampled_from(["", "lead", "other", "reading"])


def _of_a_story(data: st.DataObject, one: str, other: str, article: str) -> Single:
    text = data.draw(st.none() | AWKWARD)
    kinds: Sequence[Single] = [
        Move(story=one, by=data.draw(st.sampled_from([-1, 1]))),
        Move(story=one, to=data.draw(st.integers(1, 4))),
        Send(story=one, section=data.draw(SECTIONS)),
        Promote(story=one),
        Drop(story=one),
        Join(story=one, other=other),
        Part(story=one, article=article),
        Tell(story=one, article=article),
        Rewrite(story=one, key=data.draw(st.sampled_from([*TEXTS, "byline"])), value=text),
        Rewrite(story=one, key="pin", value=data.draw(st.sampled_from([True, None]))),
    ]
    return data.draw(st.sampled_from(kinds))


def any_edit(data: st.DataObject, page: Page) -> Edit:
    """An edit that may fit `page`, or be refused."""
    stories = page.decided.stories
    text = data.draw(AWKWARD)
    kinds: list[Single] = [
        AddOwn(section=data.draw(SECTIONS), texts={"blurb": text}),
        Rewrite(key="subject", value=text),
        Rewrite(table="headings", key="other", value=data.draw(st.none() | AWKWARD)),
        Rewrite(table="slots.note", key="text", value=data.draw(st.none() | AWKWARD)),
        *(Restore(story=group[0]) for group in page.decided.dropped[:1]),
        Take(articles={"late": text, "later": ""}, section=data.draw(SECTIONS)),
        *(Take(articles={group[0]: "Back"}, section="other") for group in page.decided.dropped[:1]),
    ]
    if stories:
        kinds.append(
            Take(articles={"late": text}, story=data.draw(st.sampled_from([*story_ids(stories)])))
        )
        ids = st.sampled_from([*story_ids(stories)])
        story = data.draw(st.sampled_from(stories))
        article = data.draw(st.sampled_from(story.articles or ("none",)))
        one = story.articles[0] if story.articles else data.draw(ids)
        kinds += [_of_a_story(data, one, data.draw(ids), article)] * 3
    return data.draw(st.sampled_from(kinds))


def try_edit(page: Page, edit: Edit) -> Page | None:
    """The page after `edit`; None where it is refused."""
    try:
        return edit_page(page, edit)
    except DraftError:
        return None


def taken_back(page: Page, edit: Edit, after: Page) -> str:
    """The text after `edit` and its inverse."""
    return edit_page(after, invert(page, edit, after)).text
