"""The one writer of edits: nothing is lost, every step is told, taken back and made again."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pipeline.conftest import PIECES, PIECES_DAY
from pipeline.newsletters import write_piece
from profiles import examples

from digest.draft import Page, find_story
from digest.errors import DraftError, StorageError
from digest.model.edits import Drop, Edit, Join, Move, Promote, Rewrite
from digest.pipeline.build import build_issue
from digest.pipeline.collection import collect_articles
from digest.pipeline.drafts import draft_issue
from digest.pipeline.edit_history import standing
from digest.pipeline.editing import (
    edit_draft,
    list_steps,
    redo_edit,
    return_to,
    start_over,
    undo_edit,
)
from digest.pipeline.publication import publish_issue
from digest.pipeline.workspace import Workspace

DAY = PIECES_DAY


def text_of(desk: Workspace) -> str:
    """The page as it stands."""
    return desk.page(DAY).read_text()


def save(desk: Workspace, before: str, after: str) -> None:
    """Save the page with some words changed, as a text editor does."""
    desk.page(DAY).write_text(text_of(desk).replace(before, after))


def drop(words: str) -> Callable[[Page], Edit]:
    """An edit that drops the story that has these words."""
    return lambda page: Drop(story=find_story(page, words))


def title(words: str, text: str) -> Callable[[Page], Edit]:
    """An edit of its headline."""
    return lambda page: Rewrite(story=find_story(page, words), key="headline", value=text)


def told(desk: Workspace) -> list[str]:
    """The kinds and the first words of all steps."""
    return [f"{one.kind}: {' '.join(one.sentence.split()[:4])}" for one in list_steps(desk, DAY)]


def test_an_edit_is_written_told_and_kept(desk: Workspace) -> None:
    """With the versions before and after it."""
    before = text_of(desk)
    edited = edit_draft(desk, DAY, drop("ferry"))
    step = edited.step
    assert step is not None
    assert step.sentence.startswith("You dropped “Ferry ")
    assert step.undo.startswith("brings it back to place ")
    assert text_of(desk) == edited.page.text != before
    history = desk.page(DAY).parent / ".history"
    assert (history / step.before).read_text() == before
    assert (history / step.after).read_text() == edited.page.text


def test_who_starts_over_can_have_the_page_back(desk: Workspace) -> None:
    """With all edits and whatever an editor saved since; starting over once more is no step."""
    fresh = text_of(desk)
    edit_draft(desk, DAY, drop("ferry"))
    save(desk, 'subject = ""', 'subject = "By hand"')
    mine = text_of(desk)
    step = start_over(desk, DAY).step
    assert step is not None
    assert step.sentence.startswith("You started over")
    assert text_of(desk) == fresh
    assert start_over(desk, DAY).step is None
    assert told(desk)[1:] == ["outside: Changed in an editor:", "edit: You started over, with"]
    undo_edit(desk, DAY)
    assert text_of(desk) == mine


def test_a_page_with_a_mistake_can_be_started_over(desk: Workspace) -> None:
    """It is kept as a version."""
    fresh = text_of(desk)
    desk.page(DAY).write_text('subject = "half')
    step = start_over(desk, DAY).step
    assert step is not None
    assert text_of(desk) == fresh
    kept = desk.page(DAY).parent / ".history" / step.before
    assert kept.read_text() == 'subject = "half'
    assert step.undo.startswith("brings nothing back, as your page had a mistake")
    with pytest.raises(DraftError, match=f"Mend a copy of {re.escape(str(kept))}"):
        undo_edit(desk, DAY)
    assert text_of(desk) == fresh


def test_what_the_page_says_already_is_no_step(desk: Workspace) -> None:
    """Nothing is written."""
    edited = edit_draft(desk, DAY, lambda _: Rewrite(key="subject", value=""))
    assert edited.step is None
    assert list_steps(desk, DAY) == ()


def test_all_edits_are_taken_back_and_made_again(desk: Workspace) -> None:
    """To the byte; after another edit there is nothing to make again."""
    texts = [text_of(desk)]
    for choose in (drop("ferry"), title("quay", "Ours"), drop("bridge")):
        edit_draft(desk, DAY, choose)
        texts.append(text_of(desk))
    for text in texts[2::-1]:
        undo_edit(desk, DAY)
        assert text_of(desk) == text
    with pytest.raises(DraftError, match="no edit to take back"):
        undo_edit(desk, DAY)
    for text in texts[1:3]:
        redo_edit(desk, DAY)
        assert text_of(desk) == text
    undo_edit(desk, DAY)
    redo_edit(desk, DAY)
    assert text_of(desk) == texts[2]
    edit_draft(desk, DAY, drop("harbour"))
    with pytest.raises(DraftError, match="no edit to make again"):
        redo_edit(desk, DAY)


def test_an_undo_leaves_what_was_changed_in_an_editor_since(desk: Workspace) -> None:
    """That is a step of its own, with how many lines it changed."""
    edit_draft(desk, DAY, drop("ferry"))
    save(desk, 'subject = ""', 'subject = "By hand"')
    edited = undo_edit(desk, DAY)
    assert 'subject = "By hand"' in text_of(desk)
    assert find_story(edited.page, "ferry")
    assert edited.notes == ("What was changed since stays: Changed in an editor: 1 line.",)
    assert [one.partition(":")[0] for one in told(desk)] == ["edit", "outside", "undo"]
    redo_edit(desk, DAY)
    assert 'subject = "By hand"' in text_of(desk)
    with pytest.raises(DraftError, match="no story of the page"):
        find_story(undo_redo_page(desk), "ferry")


def undo_redo_page(desk: Workspace) -> Page:
    """The page as an edit that changes nothing reads it."""
    return edit_draft(desk, DAY, lambda _: Rewrite(key="preheader", value="")).page


def test_an_undo_that_meets_such_a_change_is_refused(desk: Workspace) -> None:
    """Until --force takes the whole page back; what it replaces is a step that can be had again."""
    before = text_of(desk)
    edit_draft(desk, DAY, title("quay", "Ours"))
    save(desk, '"Ours"', '"By hand"')
    theirs = text_of(desk)
    with pytest.raises(DraftError, match=r"Changed in an editor: 1 line.*Nothing was.*--force"):
        undo_edit(desk, DAY)
    assert text_of(desk) == theirs
    edited = undo_edit(desk, DAY, force=True)
    assert text_of(desk) == before
    assert edited.notes == (
        "Gone from the page, but in `digest history`: Changed in an editor: 1 line.",
    )
    return_to(desk, DAY, 2)
    assert text_of(desk) == theirs
    undo_edit(desk, DAY)
    assert text_of(desk) == before


def test_a_merge_is_told_as_the_programs(desk: Workspace) -> None:
    """An edit before it can still be taken back, and a text that follows its article does so."""
    edit_draft(desk, DAY, lambda page: Move(story=find_story(page, "harbour"), to=1))
    order = [one.title for one in edit_draft(desk, DAY, drop("ferry")).page.decided.printed]
    write_piece(desk.folder, "Lock", "2024-08-07")
    collect_articles(desk, offline=True)
    draft_issue(desk, DAY, merge=True)
    assert told(desk)[-1] == "outside: Written by the program,"
    undo_edit(desk, DAY)
    page = undo_edit(desk, DAY).page
    assert [one.title for one in page.decided.printed] != order
    assert find_story(page, "ferry")
    assert find_story(page, "lock")


def test_any_step_can_be_returned_to(desk: Workspace) -> None:
    """And left again."""
    edit_draft(desk, DAY, drop("ferry"))
    text = text_of(desk)
    edit_draft(desk, DAY, drop("quay"))
    edited = return_to(desk, DAY, 1)
    assert text_of(desk) == text
    assert edited.step is not None
    assert "after step 1: You dropped “Ferry" in edited.step.sentence
    undo_edit(desk, DAY)
    assert standing(list_steps(desk, DAY)) == {1, 2, 4}
    with pytest.raises(DraftError, match=r"no step 9; `digest history` lists"):
        return_to(desk, DAY, 9)


def test_a_lead_that_goes_is_told(desk: Workspace) -> None:
    """The issue would open with a bullet."""
    lead = edit_draft(desk, DAY, lambda page: Promote(story=find_story(page, "ferry")))
    assert lead.notes == ()
    edited = edit_draft(desk, DAY, drop("ferry"))
    assert edited.notes == ("The issue has no lead now: `digest edit promote STORY` makes one.",)


def test_a_page_that_is_not_there_says_how_to_have_one(desk: Workspace) -> None:
    """With its date."""
    with pytest.raises(DraftError, match=r"does not exist yet: `digest draft --date 2024-08-16`"):
        edit_draft(desk, date(2024, 8, 16), drop("ferry"))
    assert list_steps(desk, date(2024, 8, 16)) == ()


def test_a_page_with_a_mistake_is_left_as_it_is(desk: Workspace) -> None:
    """With its line; its history can still be read."""
    edit_draft(desk, DAY, drop("ferry"))
    save(desk, 'preheader = ""', "preheader = Oh")
    text = text_of(desk)
    with pytest.raises(DraftError, match=r"08-09\.toml:\d+: preheader: a text stands between"):
        edit_draft(desk, DAY, drop("quay"))
    with pytest.raises(DraftError, match=r"08-09\.toml:\d+: preheader: a text stands between"):
        undo_edit(desk, DAY)
    assert text_of(desk) == text
    assert len(list_steps(desk, DAY)) == 1


def test_a_save_during_an_edit_is_edited_in_its_turn(desk: Workspace) -> None:
    """The page is read again; both changes are there."""

    def choose(page: Page) -> Edit:
        save(desk, 'preheader = ""', 'preheader = "Meanwhile"')
        return Drop(story=find_story(page, "ferry"))

    edited = edit_draft(desk, DAY, choose)
    assert 'preheader = "Meanwhile"' in edited.page.text
    assert edited.page.text == text_of(desk)


def test_a_page_that_is_saved_all_the_time_is_left_alone(desk: Workspace) -> None:
    """After a few tries."""
    count = iter(range(9))

    def choose(_: Page) -> Edit:
        desk.page(DAY).write_text(f"{text_of(desk)}# {next(count)}\n")
        return Rewrite(key="subject", value="x")

    with pytest.raises(DraftError, match="saved again and again"):
        edit_draft(desk, DAY, choose)


def test_a_published_issue_says_that_it_stays(desk: Workspace) -> None:
    """The page is changed all the same, for a correction."""
    build_issue(desk, DAY)
    publish_issue(desk, DAY)
    edited = edit_draft(desk, DAY, title("quay", "Ours"))
    assert edited.notes == ("The issue is published and stays as it is; `digest reopen` opens it.",)


def test_a_picture_must_be_one(desk: Workspace) -> None:
    """In the newsletter's folder."""
    picture = Rewrite(story="", key="image", value="articles/none.jpg")
    with pytest.raises(DraftError, match=r"nothing was changed: image: articles/none\.jpg"):
        edit_draft(desk, DAY, lambda page: replace(picture, story=lead_of(page)))


def lead_of(page: Page) -> str:
    """The lead's id."""
    return page.decided.printed[0].articles[0]


def test_a_damaged_or_missing_history_says_what_to_do(desk: Workspace) -> None:
    """The page is not touched."""
    edit_draft(desk, DAY, drop("ferry"))
    history = desk.page(DAY).parent / ".history"
    kept = (history / "2024-08-09.1.toml").rename(history / "away")
    with pytest.raises(DraftError, match=r"2024-08-09\.1\.toml is gone"):
        undo_edit(desk, DAY)
    kept.unlink()
    (history / "2024-08-09.steps.json").write_text("{")
    with pytest.raises(StorageError, match=r"steps\.json: cannot be read .* move it away"):
        edit_draft(desk, DAY, drop("quay"))


ACTS = st.sampled_from(["drop", "title", "join", "move", "undo", "redo", "force", "save", "merge"])


@settings(max_examples=examples(15), suppress_health_check=list(HealthCheck))
@given(acts=st.lists(ACTS, min_size=3, max_size=12), data=st.data())
def test_no_text_is_ever_lost(desk: Workspace, acts: list[str], data: st.DataObject) -> None:
    """What stood on the page before any act of the program is there, or among the versions."""
    history = desk.page(DAY).parent / ".history"
    for number, act in enumerate(acts):
        before = text_of(desk)
        with suppress(DraftError):
            play(desk, act, number, data.draw(st.sampled_from(PIECES)))
        kept = {one.read_text() for one in history.glob("*.toml")}
        assert act == "save" or before in kept | {text_of(desk)}


def play(desk: Workspace, act: str, number: int, name: str) -> None:
    """One act of an editor, or of the program."""
    if act == "save":
        desk.page(DAY).write_text(f"# by hand {number}\n{text_of(desk)}")
    elif act == "merge":
        draft_issue(desk, DAY, merge=True)
    elif act in {"undo", "force"}:
        undo_edit(desk, DAY, force=act == "force")
    elif act == "redo":
        redo_edit(desk, DAY)
    else:
        edit_draft(desk, DAY, lambda page: edit_of(page, act, number, name))


def edit_of(page: Page, act: str, number: int, name: str) -> Edit:
    """An edit of a story."""
    story = find_story(page, name)
    edits: dict[str, Edit] = {
        "drop": Drop(story=story),
        "title": Rewrite(story=story, key="headline", value=f"{name} {number}"),
        "move": Move(story=story, by=1),
        "join": Join(story=lead_of(page), other=story),
    }
    return edits[act]


def test_a_lost_version_stops_no_edit(desk: Workspace) -> None:
    """It would only have said how many lines an editor changed."""
    edit_draft(desk, DAY, drop("Ferry"))
    for version in desk.page(DAY).parent.glob(".history/*.toml"):
        version.unlink()
    save(desk, "Harbour", "Harbor")
    edit_draft(desk, DAY, drop("Quay"))
    assert [step.sentence for step in list_steps(desk, DAY)][1] == "Changed in an editor"


def test_a_history_that_cannot_be_is_said_to_be_unreadable(desk: Workspace) -> None:
    """An undo of nothing, as a merge by hand may leave it."""
    edit_draft(desk, DAY, drop("Ferry"))
    steps = next(desk.page(DAY).parent.glob(".history/*.steps.json"))
    steps.write_text(steps.read_text().replace('"kind":"edit"', '"kind":"undo"'))
    with pytest.raises(StorageError, match="move it away"):
        undo_edit(desk, DAY)
