"""What an editor wrote and the page does not take: it stays in view, and where it belongs."""

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from pathlib import Path

import pytest
from desk.desks import running
from desk.newsletters import workspace_in
from desk.rooms import Room, open_room

from digest.desk.live import LiveIssue, Result
from digest.errors import StaleEdit
from digest.model.edits import Rewrite, Several
from digest.pipeline.editing import edit_draft
from digest.pipeline.issue_maker import IssueMaker

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture
def room(drafted: Path) -> Iterator[Room]:
    """The desk over a copy of it."""
    with open_room(drafted) as opened:
        yield opened


def hidden(body: str, form: str) -> dict[str, str]:
    """What the form of that class sends besides what is written in it."""
    found = re.search(rf'<form [^>]*class="{form}[^"]*".*?</form>', body, re.DOTALL)
    assert found, body
    return {name: unescape(value) for name, value in HIDDEN.findall(found[0]) if name != "token"}


def opened(room: Room, story: str) -> dict[str, str]:
    """The form of the texts of a story, or of the subject where that is ""."""
    path = f"/?open=texts&story={story}" if story else "/?open=subject"
    return hidden(room.desk.get(path).body, "open")


def story_of(room: Room) -> str:
    """A story of the page."""
    found = re.search(r'name="story" value="([^"]+)"', room.desk.get("/?open=texts").body)
    assert found
    return found[1]


def elsewhere(room: Room, texts: Mapping[str, str], story: str = "") -> None:
    """Another program writes these texts."""
    edits = tuple(Rewrite(story=story, key=key, value=value) for key, value in texts.items())
    edit_draft(room.workspace, room.workspace.due(), lambda _: Several(edits=edits))


def box(body: str, name: str) -> str:
    """What stands in a box."""
    found = re.search(rf'<textarea name="{name}"[^>]*>(.*?)</textarea>', body, re.DOTALL)
    assert found, name
    return unescape(found[1])


def test_refused_texts_stand_in_no_other_storys_boxes(room: Room) -> None:
    """The story is gone from the page: they can be copied from a note."""
    form = {"edit": "rewrite", "story": "gone", "headline": "My words", "was-headline": ""}
    answer = room.send("/edits", back="open=texts", **form)
    assert answer.status == 422
    assert box(answer.body, "headline") != "My words"
    assert "Your words were not saved" in answer.body
    assert ">My words</textarea>" in answer.body


def test_refused_texts_stand_in_their_own_boxes(room: Room) -> None:
    """And are not said twice."""
    story = story_of(room)
    texts = {"headline": "My words", "url": "no address"}
    answer = room.send("/edits", **{**opened(room, story), **texts, "edit": "rewrite"})
    assert answer.status == 422
    assert box(answer.body, "headline") == "My words"
    assert "Your words were not saved" not in answer.body


def clashing(room: Room, texts: Mapping[str, str], story: str = "") -> str:
    """The conflict's room after these texts were written on both sides."""
    form = {**opened(room, story), **texts, "edit": "rewrite" if story else "heads"}
    elsewhere(room, {key: f"Their {key}" for key in texts}, story)
    answer = room.send("/edits", **form)
    assert answer.status == 409, answer.body
    return answer.body


def test_a_text_that_waits_is_not_lost_when_the_first_changes_again(room: Room) -> None:
    """It is asked about after the first one, as it would have been."""
    body = clashing(room, {"subject": "My subject", "preheader": "My preheader"})
    form = hidden(body, "three")
    elsewhere(room, {form["key"]: "Theirs again"})
    second = room.send("/edits", **form, edit="settle:mine")
    assert second.status == 409
    third = room.send("/edits", **hidden(second.body, "three"), edit="settle:mine")
    assert third.status == 409
    assert room.send("/edits", **hidden(third.body, "three"), edit="settle:mine").status == 303
    assert 'subject = "My subject"' in room.page
    assert 'preheader = "My preheader"' in room.page


def test_a_clash_beside_a_mistake_is_refused_in_a_sentence(room: Room) -> None:
    """The address is none: nothing is written, and both texts stand in their boxes."""
    story = story_of(room)
    form = {**opened(room, story), "headline": "My words", "url": "no address", "edit": "rewrite"}
    elsewhere(room, {"headline": "Theirs"}, story)
    answer = room.send("/edits", **form)
    assert answer.status == 422
    assert box(answer.body, "headline") == "My words"
    assert "My words" not in room.page


def test_what_was_made_of_all_three_stays_when_the_page_has_a_mistake(room: Room) -> None:
    """In the box of that text."""
    story = story_of(room)
    form = hidden(clashing(room, {"headline": "My words"}, story), "of-all")
    page = room.workspace.page(room.workspace.due())
    page.write_text(f"{page.read_text()}\nOh")
    answer = room.send("/edits", **form, mine="Of all three", edit="settle:mine")
    assert answer.status == 422
    assert box(answer.body, "headline") == "Of all three"


def test_a_clash_that_is_over_when_it_is_looked_at_keeps_nothing_from_being_saved(
    drafted: Path,
) -> None:
    """The other program takes its text back just after it got in the way."""
    page = next((drafted / "drafts").glob("*.toml"))
    before = page.read_bytes()

    class TakenBack(LiveIssue):
        async def work(self, function: Callable[[], Result]) -> Result:
            try:
                return await super().work(function)
            except StaleEdit:
                page.write_bytes(before)
                raise

    maker = IssueMaker(lambda: workspace_in(drafted), None)
    with running(maker, drafted, live_of=TakenBack) as desk:
        room = Room(desk=desk, folder=drafted)
        form = {**opened(room, ""), "subject": "Mine", "edit": "heads"}
        elsewhere(room, {"subject": "Theirs"})
        assert room.send("/edits", **form).status == 303
        assert 'subject = "Mine"' in room.page
