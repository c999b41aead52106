"""A page and an edit in; the page with it done, and the edit that takes it back, out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from digest.draft.edits.entries import set_entry
from digest.draft.edits.gathering import add_own, drop, join, part, restore, take, tell_other
from digest.draft.edits.naming import page_story
from digest.draft.edits.placing import Arrangement, move, promote, send
from digest.draft.edits.reverting import difference, revert
from digest.draft.edits.sheet import Sheet, Splice
from digest.draft.edits.wording import STORY_ORDER, rewrite, text_of, value_of, value_print
from digest.draft.page.page import Page, PageStory, story_ids
from digest.draft.page.parser import read_page
from digest.draft.page.problems import PageMistakes
from digest.draft.page.toml_text import quote
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
    Revert,
    Rewrite,
    Send,
    Several,
    Single,
    Take,
    Tell,
)

Unfit = Callable[[str], str]


def edit_page(page: Page, edit: Edit, *, unfit: Unfit = lambda _: "") -> Page:
    """`page` with `edit` done, every other byte as it was.

    Raises DraftError that says what to do, and StaleEdit where a text is not the one that the
    editor saw. `unfit` says why a file is no picture to be shown.
    """
    edits = edit.edits if isinstance(edit, Several) else (edit,)
    for one in edits:
        page = _edited(page, one, unfit)
    return page


def invert(page: Page, edit: Edit, after: Page) -> Edit:
    """The edit that makes `page` of `after` again, which `edit` made of it, to the byte.

    Where one in an editor's own terms does it, it is that one, so that it can be made although the
    lines around were changed meanwhile; else it is the lines that stood there.
    """
    back = _in_own_terms(page, edit, after)
    if back is not None and _text_after(after, back) == page.text:
        return back
    return difference(page.text, after.text)


def _edited(page: Page, edit: Single, unfit: Unfit) -> Page:
    sheet = Sheet(page=page)
    change = _change(sheet, edit)
    text = sheet.with_splices(change.splices)
    if text == page.text:
        return page
    after = _read(page, text, unfit)
    if isinstance(edit, Rewrite | Revert):
        return after
    kept = {**_sections(page.decided.stories), **change.sections}
    if moved := _strayed(after, kept):
        after = _read(page, Sheet(page=after).with_splices(moved), unfit)
    return after


def _change(sheet: Sheet, edit: Single) -> Arrangement:
    match edit:
        case Move():
            return move(sheet, edit)
        case Send():
            return send(sheet, edit)
        case Promote():
            return promote(sheet, edit)
        case Rewrite():
            return Arrangement(splices=rewrite(sheet, edit))
        case Revert():
            return Arrangement(splices=revert(sheet, edit))
        case _:
            return _gathered(sheet, edit)


def _gathered(
    sheet: Sheet, edit: Drop | Restore | Join | Part | Tell | AddOwn | Take
) -> Arrangement:
    match edit:
        case Drop():
            return drop(sheet, edit)
        case Restore():
            return restore(sheet, edit)
        case Join():
            return join(sheet, edit)
        case Part():
            return part(sheet, edit)
        case Tell():
            return tell_other(sheet, edit)
        case AddOwn() | Take():
            return add_own(sheet, edit) if isinstance(edit, AddOwn) else take(sheet, edit)


def _read(page: Page, text: str, unfit: Unfit) -> Page:
    """The page of `text`; what is wrong with it by the edit is told of the edit."""
    try:
        return read_page(
            text, name=page.name, newsletter=page.newsletter, sent=page.sent, unfit=unfit
        )
    except PageMistakes as error:
        told = "; ".join(one.sentence for one in error.problems)
        raise DraftError(
            f"That would be a mistake on the page, so nothing was changed: {told}"
        ) from None


def _sections(stories: Sequence[PageStory]) -> dict[str, str]:
    return {own: story.section for own, story in zip(story_ids(stories), stories, strict=True)}


def _strayed(page: Page, sections: Mapping[str, str]) -> list[Splice]:
    """A section for each story that had none written and got another one by its new neighbours."""
    sheet = Sheet(page=page)
    stories = page.decided.stories
    splices: list[Splice] = []
    for own, story in zip(story_ids(stories), stories, strict=True):
        wanted = sections.get(own, story.section)
        if wanted and story.section != wanted and story.block.entry("section") is None:
            line = [f"section = {quote(wanted)}"]
            splices += set_entry(sheet, story.block, line, key="section", order=STORY_ORDER)
    return splices


def _text_after(page: Page, edit: Edit) -> str:
    """The text that `edit` makes; "" where it cannot be made."""
    try:
        if isinstance(edit, Several):
            return edit_page(page, edit).text
        sheet = Sheet(page=page)
        return sheet.with_splices(_change(sheet, edit).splices)
    except DraftError:
        return ""


def _in_own_terms(page: Page, edit: Edit, after: Page) -> Edit | None:
    match edit:
        case Rewrite():
            # An item of the editor's own is called by its words, which may be others now.
            story = edit.story and _same_story(page, edit.story, after)
            there = replace(edit, story=story)
            was = value_print(text_of(after, there))
            return replace(there, value=value_of(page, edit), was=was)
        case Move() | Send():
            return _placed_back(page, edit.story)
        case _:
            return None


def _same_story(page: Page, name: str, after: Page) -> str:
    """What a story is called in `after`, where it has the same place."""
    place = page.decided.stories.index(page_story(page, name))
    return [*story_ids(after.decided.stories)][place]


def _placed_back(page: Page, name: str) -> Send:
    """To the section and the neighbour that the story has on `page`."""
    story = page_story(page, name)
    ids = dict(
        zip(
            [one.line for one in page.decided.stories], story_ids(page.decided.stories), strict=True
        )
    )
    lines = [one.line for one in page.blocks]
    place = lines.index(story.line)
    before = next((ids[line] for line in lines[place + 1 : place + 2] if line in ids), "")
    after = next((ids[line] for line in lines[place - 1 : place] if line in ids), "")
    return Send(story=ids[story.line], section=story.section, before=before, after=after)
