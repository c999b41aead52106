"""Random edits, by hand and by value: each is taken back to the byte, and no merge loses one."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from draft.edit_plays import WITH_NOTE, any_edit, taken_back, try_edit
from draft.editors import Editor
from draft.test_merge_machine import EditorsWeek, run
from draft.weeks import DAY, NARROW, USUAL, page_of
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule
from profiles import examples

from digest.draft import Page, fresh_page
from digest.draft.page.page import story_ids
from digest.model.edits import AddOwn, Drop, Edit, Join, Part, Promote, Rewrite, Send


def usual(*, windows: bool, comments: bool) -> Page:
    """The usual page, with comments in many places, perhaps of an editor on Windows."""
    text = fresh_page(USUAL, WITH_NOTE, date=DAY)
    if comments:
        text = re.sub(r'(?m)^(headline = ".*cairo")$', r"\1   # ask Anne", text)
        text = text.replace("\n[[story]]", "\n\n# -- mine\n[[story]]", 3)
        text = text.replace('"ankara-2",', '"ankara-2",   # doubtful')
    text = text.replace("\n", "\r\n") if windows else text
    return page_of(text, WITH_NOTE)


def sections(page: Page) -> dict[str, str]:
    """Where each story of the page is printed."""
    stories = page.decided.stories
    return {own: one.section for own, one in zip(story_ids(stories), stories, strict=True)}


def pins(edit: Edit) -> bool:
    """Whether `edit` is about a pin."""
    return isinstance(edit, Rewrite) and edit.key == "pin"


@settings(max_examples=examples(150))
@given(data=st.data(), windows=st.booleans(), comments=st.booleans())
def test_any_edit_and_its_inverse_give_the_same_bytes(
    data: st.DataObject, *, windows: bool, comments: bool
) -> None:
    """After any other edits, with any line ends, whatever the editor's comments."""
    page = usual(windows=windows, comments=comments)
    for _ in range(data.draw(st.integers(1, 5))):
        edit = any_edit(data, page)
        after = try_edit(page, edit)
        if after is not None:
            assert taken_back(page, edit, after) == page.text
            page = after


@settings(max_examples=examples(150))
@given(data=st.data(), windows=st.booleans())
def test_any_edit_keeps_every_other_line(data: st.DataObject, *, windows: bool) -> None:
    """What goes is a line of the edited story; comments stay, and so do all line ends."""
    page = usual(windows=windows, comments=True)
    for _ in range(data.draw(st.integers(1, 5))):
        edit = any_edit(data, page)
        after = try_edit(page, edit)
        if after is None:
            continue
        gone = Counter(page.text.split("\n")) - Counter(after.text.split("\n"))
        moved_away = isinstance(edit, Drop | Join)
        assert moved_away or not [one for one in gone if one.lstrip().startswith("#")]
        if isinstance(edit, Send | Promote | AddOwn):
            assert all(one.startswith(("section =", "pin =")) for one in gone), gone
        if not isinstance(edit, Drop | Join | Promote | Send):
            before, now = sections(page), sections(after)
            # A pinned candidate is one that is taken in.
            kept = {own: name for own, name in before.items() if not pins(edit) or name}
            if isinstance(edit, Part):
                # The told article's name goes with it.
                kept.pop(edit.article, None)
            assert {own: now.get(own, name) for own, name in kept.items()} == kept
        assert not windows or "\n" not in after.text.replace("\r\n", "")
        page = after


class EditedWeek(EditorsWeek):
    """The week of the merges with edits among what the editor does."""

    @rule(data=st.data())
    def edits(self, data: st.DataObject) -> None:
        """The editor has the program change the page, and perhaps takes it back."""
        page = page_of(self.page.text, self.newsletter)
        edit = any_edit(data, page)
        words = self.token()
        if isinstance(edit, Rewrite) and isinstance(edit.value, str):
            edit = replace(edit, value=words + edit.value)
        if isinstance(edit, AddOwn):
            edit = replace(edit, texts={"blurb": words + edit.texts["blurb"]})
        after = try_edit(page, edit)
        if after is None:
            return
        assert taken_back(page, edit, after) == page.text
        if isinstance(edit, AddOwn):
            self.own.append(words)
        self.page = Editor(after.text)
        self.own = [one for one in self.own if one in after.text]


class EditedNarrowWeek(EditedWeek):
    """The same for narrow queries."""

    newsletter = NARROW


@pytest.mark.parametrize("kind", [EditedWeek, EditedNarrowWeek])
def test_weeks_of_edits(kind: type[EditorsWeek]) -> None:
    """What was decided by an edit survives every proposal, as what was decided by hand does."""
    run(kind, 25, 25, repeatable=True)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [EditedWeek, EditedNarrowWeek])
def test_many_weeks_of_edits(kind: type[EditorsWeek]) -> None:
    """The same, longer."""
    run(kind, 100, 40, repeatable=True)
