"""What cannot be answered is said in a sentence, in a room that leads back; nothing is lost."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk.rooms import Room, open_room


@pytest.fixture
def room(drafted: Path) -> Iterator[Room]:
    """The desk over a copy of it."""
    with open_room(drafted) as opened:
        yield opened


@pytest.mark.parametrize("path", ["/publish", "/since", "/history"])
@pytest.mark.parametrize("script", [False, True], ids=["plain", "htmx"])
def test_a_history_that_cannot_be_read_is_said(room: Room, path: str, *, script: bool) -> None:
    """With its file; the desk itself stays open."""
    steps = room.folder / "drafts/.history/2024-08-09.steps.json"
    steps.write_text("{torn")
    headers = {**room.desk.editor, **({"HX-Request": "true"} if script else {})}
    answer = room.desk.ask("GET", path, headers)
    assert answer.status == 422
    assert steps.name in answer.body
    assert "This did not work" in answer.body
    assert ("<html" in answer.body) is not script
    assert room.desk.get("/").status == 200


def shown(room: Room, *keys: str, path: str = "/?open=subject") -> dict[str, str]:
    """What the form at `path` says that its boxes show."""
    body = room.desk.get(path).body
    found = {key: re.search(rf'name="was-{key}" value="([^"]*)"', body) for key in keys}
    return {f"was-{key}": one[1] for key, one in found.items() if one}


ABOUT_THE_ISSUE = {
    "/edits": {"edit": "heads", "subject": "Theirs", "was-subject": ""},
    "/take": {"take": "x"},
    "/since": {"decide": "accept-all"},
    "/history": {"do": "undo"},
    "/publish": {"page": "x"},
    "/reopen": {"reason": "Theirs"},
    "/start-over": {},
    "/approve": {"page": "x"},
    "/hold": {"reason": "Theirs"},
    "/withdraw": {},
}


def drafts(room: Room) -> dict[str, bytes]:
    """The pages and their histories, and the archive."""
    files = [one for name in ("drafts", "issues") for one in (room.folder / name).rglob("*")]
    return {str(one): one.read_bytes() for one in files if one.is_file()}


@pytest.mark.parametrize(("path", "form"), ABOUT_THE_ISSUE.items(), ids=ABOUT_THE_ISSUE)
def test_a_form_of_another_issue_changes_nothing(
    room: Room, path: str, form: dict[str, str]
) -> None:
    """As one that stood open while another issue came due; its words stand there to be copied."""
    before = drafts(room)
    answer = room.send(path, day="2024-08-02", **form)
    assert answer.status == 409
    assert "This form is of the issue of Aug 2" in answer.body
    assert ("Theirs</textarea>" in answer.body) is ("Theirs" in form.values())
    assert drafts(room) == before


def test_every_form_says_which_issue_it_is_about(room: Room) -> None:
    """So that it is taken for this one."""
    for path in ("/", "/history", "/start-over", "/publish", "/?open=subject"):
        body = room.desk.get(path).body
        assert body.count('name="day" value="2024-08-09"') == body.count('name="token"') > 0
    form = {**ABOUT_THE_ISSUE["/edits"], **shown(room, "subject")}
    assert room.send("/edits", day="2024-08-09", **form).status == 303
    assert 'subject = "Theirs"' in room.page
