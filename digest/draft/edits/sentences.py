"""A page, an edit and the page after it in; what was done, and what an undo does, in words."""

from typing import NamedTuple

from digest.draft.edits.edit import edit_page
from digest.draft.edits.naming import article_titles, dropped_title, in_quotes, named, page_story
from digest.draft.edits.placing import neighbours
from digest.draft.edits.wording import text_of
from digest.draft.page.page import LEAD, SLOT, Page, PageStory
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
    Take,
    Tell,
)


class Told(NamedTuple):
    """What was done, as "You …", and what `digest undo` does about it: "brings …"."""

    did: str
    undo: str


def describe_edit(page: Page, edit: Edit, after: Page) -> Told:
    """What `edit` did to `page`, and what taking it back will do."""
    match edit:
        case Move() | Send():
            return _placed(page, page_story(page, edit.story), after, edit.story)
        case Promote():
            return _promoted(page, edit)
        case Rewrite():
            return _rewritten(page, edit)
        case Several():
            told = _one_by_one(page, edit, after)
            did = "; ".join(one.did for one in told).replace("; You ", "; you ")
            return Told(did, " and ".join(dict.fromkeys(one.undo for one in told)))
        case Revert():
            return Told("You put lines back as they stood", "brings back the lines that went")
        case _:
            return _gathered(page, edit)


def _one_by_one(page: Page, edit: Several, after: Page) -> list[Told]:
    """What each of several edits did; what one took in, the next ones may be about."""
    told: list[Told] = []
    takes = any(isinstance(one, Take) for one in edit.edits)
    for one in edit.edits:
        following = edit_page(page, one) if takes else after
        told.append(describe_edit(page, one, following))
        page = following if takes else page
    return told


def _placed(page: Page, story: PageStory, after: Page, name: str) -> Told:
    there = page_story(after, name)
    where, now = _where(page, story), _where(after, there)
    if story.section == there.section:
        place = f"place {_place(page, story)}"
        return Told(f"You moved {named(story)} from {place} to {now}", f"puts it back to {place}")
    if not story.section:
        return Told(f"You took {named(story)} in, to {now}", "makes it a candidate again")
    return Told(f"You sent {named(story)} from {where} to {now}", f"brings it back to {where}")


def _where(page: Page, story: PageStory) -> str:
    if story.section == LEAD:
        return "the lead"
    count = len(neighbours(page, story.section, story))
    place = f"place {_place(page, story)} of {count}"
    return f"{place} in “{story.section}”" if story.section else f"{place} among the candidates"


def _place(page: Page, story: PageStory) -> int:
    return neighbours(page, story.section, story).index(story) + 1


def _promoted(page: Page, edit: Promote) -> Told:
    story = page_story(page, edit.story)
    lead = next((one for one in page.decided.printed if one.section == LEAD), None)
    if lead is None:
        return Told(f"You made {named(story)} the lead", f"brings it back to {_where(page, story)}")
    where = story.section or next(one.id for one in page.newsletter.sections)
    did = f"You made {named(story)} the lead; {named(lead)} is now the first of “{where}”"
    return Told(did, f"makes {named(lead)} the lead again")


def _gathered(page: Page, edit: Drop | Restore | Join | Part | Tell | AddOwn | Take) -> Told:
    if isinstance(edit, AddOwn | Take):
        return _added(page, edit)
    if isinstance(edit, Restore):
        group = next(one for one in page.decided.dropped if edit.story in one)
        title = in_quotes(dropped_title(page, group))
        return Told(f"You brought {title} back, among the candidates", "drops it again")
    story = page_story(page, edit.story)
    if isinstance(edit, Drop):
        return Told(f"You dropped {named(story)}", f"brings it back to {_where(page, story)}")
    if isinstance(edit, Join):
        other = page_story(page, edit.other)
        return Told(f"You joined {named(other)} to {named(story)}", "takes them apart again")
    titles = article_titles(story)
    article = in_quotes(titles.get(edit.article) or edit.article)
    if isinstance(edit, Part):
        return Told(f"You took {article} out of {named(story)}", "joins it again")
    first = in_quotes(titles.get(story.articles[0]) or story.articles[0])
    return Told(f"You let {named(story)} be told by {article}", f"lets {first} tell it again")


def _added(page: Page, edit: AddOwn | Take) -> Told:
    if isinstance(edit, AddOwn):
        words = edit.texts.get("headline") or edit.texts.get("blurb", "")
        where = f"to “{edit.section}”" if edit.section else "to the candidates"
        return Told(f"You added {in_quotes(words)} {where}", "takes it away again")
    titles = [in_quotes(title or one) for one, title in edit.articles.items()]
    if edit.story:
        what = " and ".join(titles)
        return Told(f"You joined {what} to {named(page_story(page, edit.story))}", "parts them")
    where = f"into “{edit.section}”" if edit.section else "in, among the candidates"
    return Told(f"You took {titles[0]} {where}", "takes it off the page again")


def _rewritten(page: Page, edit: Rewrite) -> Told:
    before = text_of(page, edit)
    what = _what(page, edit)
    if isinstance(edit.value, bool) or edit.key == "pin":
        return _switched(page, edit, before)
    undo = f"brings back {in_quotes(before)}" if before else "takes your words away again"
    if edit.value is None:
        return Told(f"You let {what} follow {_followed(edit)} again", undo)
    if edit.value == "":
        return Told(f"You emptied {what}", undo)
    return Told(f"You wrote {what}: {in_quotes(str(edit.value))}", undo)


def _switched(page: Page, edit: Rewrite, before: str | None) -> Told:
    if edit.key == "pin":
        story = named(page_story(page, edit.story))
        pair = (f"You pinned {story}", "takes the pin out again")
        return Told(*pair) if edit.value else Told(f"You took the pin out of {story}", "pins it")
    back = f"sets it to {before} again" if before else "takes the line away again"
    value = str(edit.value).lower()
    return Told(f"You set {edit.key} of {_what(page, edit, owner=True)} to {value}", back)


def _what(page: Page, edit: Rewrite, *, owner: bool = False) -> str:
    if edit.story:
        whose = named(page_story(page, edit.story))
    elif edit.table.startswith(SLOT):
        whose = f"the slot “{edit.table.removeprefix(SLOT)}”"
    else:
        whose = "the issue"
    if edit.table == "headings":
        return f"the heading of “{edit.key}”"
    return whose if owner else f"the {edit.key.replace('_', ' ')} of {whose}"


def _followed(edit: Rewrite) -> str:
    return "its article" if edit.story else "newsletter.toml"
