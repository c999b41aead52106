"""A page that was edited all day long: its history stays short to read, and quick."""

from datetime import timedelta
from pathlib import Path

from desk.newsletters import workspace_in
from desk.rooms import drafted_newsletter, open_room

from digest.desk.rooms.history import MOST_STEPS
from digest.pipeline.edit_history import Kind, Step, load_steps, save_steps


def many_steps(folder: Path, count: int) -> Path:
    """So many edits of the draft in `folder`; its page."""
    workspace = workspace_in(folder)
    path = workspace.page(workspace.due())
    (last,) = load_steps(path)
    steps = (
        Step(
            number=number,
            when=last.when + timedelta(seconds=number),
            kind=Kind.EDIT,
            sentence=f"Edit number {number}",
            version=last.version,
        )
        for number in range(1, count + 1)
    )
    save_steps(path, tuple(steps))
    return path


def test_the_last_hundred_steps_are_shown_and_all_of_them_on_demand(tmp_path: Path) -> None:
    """The link says how many there are."""
    folder = drafted_newsletter(tmp_path)
    many_steps(folder, MOST_STEPS + 1)
    with open_room(folder) as room:
        shown, every = room.desk.get("/history").body, room.desk.get("/history?all=yes").body
    assert (shown.count('id="step-'), every.count('id="step-')) == (MOST_STEPS, MOST_STEPS + 1)
    assert '<a href="/history?all=yes">All 101 steps</a>' in shown
    assert "All 101 steps" not in every
    assert ('id="step-1"' in shown, 'id="step-1"' in every) == (False, True)


def test_steps_are_read_once_until_the_file_is_another(tmp_path: Path) -> None:
    """The very same, then the new ones."""
    path = many_steps(drafted_newsletter(tmp_path), 3)
    assert load_steps(path) is load_steps(path)
    save_steps(path, load_steps(path)[:2])
    assert len(load_steps(path)) == 2
