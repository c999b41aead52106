"""An issue that is published or reopened elsewhere, on a desk that is open."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk.rooms import Room, drafted_newsletter, open_room
from desk.test_following import Desk, desk

from digest.desk.status import follow_status
from digest.pipeline.publication import correct_issue, publish_issue
from digest.pipeline.records import list_runs

LIMIT = 15.0
"""Seconds until the desk shows it; on an idle machine it takes one."""

OUT = "Published. It stays as it is"
DROP = 'value="drop:'

__all__ = ["desk"]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A desk over a draft, which watches no file."""
    with open_room(drafted_newsletter(tmp_path)) as room:
        yield room


def publish(room: Room) -> None:
    """Publish the issue as the command line does."""
    publish_issue(room.workspace, room.workspace.due(), force=True)


def comes_to_hold(room: Room, words: str) -> bool:
    """Whether the desk holds these words before long."""
    end = time.monotonic() + LIMIT
    while words not in room.desk.get("/").body:
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def test_an_issue_published_elsewhere_is_shown_so_and_reopened_again_a_draft(room: Room) -> None:
    """Without any other file being saved."""
    assert DROP in room.desk.get("/").body
    publish(room)
    assert comes_to_hold(room, OUT)
    assert DROP not in room.desk.get("/").body
    correct_issue(room.workspace, room.workspace.due(), reason="The bridge is in Kerch.")
    assert comes_to_hold(room, DROP)
    assert OUT not in room.desk.get("/").body


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/edits", {"edit": "undo"}),
        ("/history", {"do": "undo"}),
        ("/since", {"decide": "undo"}),
        ("/take", {"take": "x:other"}),
        ("/start-over", {}),
        ("/approve", {}),
        ("/hold", {}),
        ("/withdraw", {}),
    ],
)
def test_no_edit_is_made_of_an_issue_that_is_out(
    room: Room, path: str, fields: dict[str, str]
) -> None:
    """Though the form still stands on the screen; it is said, and the page stays."""
    publish(room)
    page = room.page
    answer = room.send(path, **fields)
    assert answer.status == 409
    assert "No. 1 was published meanwhile: reopen it to change it." in answer.body
    assert room.page == page


def test_what_the_editor_should_know_of_an_edit_stands_in_the_state(room: Room) -> None:
    """Until another edit follows."""
    told = "The issue has no lead now"
    assert room.send("/edits", edit=room.button("/", "drop:")).status == 303
    assert told in room.words("/")
    assert room.send("/edits", edit="undo").status == 303
    assert told not in room.words("/")


def test_what_the_desk_saves_itself_builds_nothing(desk: Desk) -> None:
    """Though the archive's record is written anew."""

    async def play() -> None:
        following = asyncio.create_task(follow_status(desk.live, desk.folder / "issues", look=0.01))
        desk.edit("Ours")
        await desk.live.changed()
        await desk.until("show", "select", "save")
        await asyncio.sleep(0.3)
        assert desk.maker.calls == ["show", "select", "save"]
        following.cancel()

    desk.run(play())


def test_what_is_done_on_the_desk_is_recorded(room: Room) -> None:
    """By the names of the desk, a publication that was refused too."""
    room.send("/publish", version="another")
    publish(room)
    assert comes_to_hold(room, OUT)
    room.send("/reopen", reason="The bridge is in Kerch.")
    runs = list_runs(room.workspace, 9)
    assert [(run.command, run.exit_code) for run in runs] == [
        ("desk reopen", 0),
        ("desk publish", 2),
    ]


def test_the_sheet_is_of_the_last_edit_though_its_mail_is_still_made(room: Room) -> None:
    """Whoever publishes at once publishes what was just edited."""
    assert room.send_by_script("/edits", edit=room.button("/", "drop:")).status == 200
    assert "1 dropped" in room.words("/publish")
