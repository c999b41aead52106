"""The history as an editor reads it: the last step first, with what is in reach of each."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from digest.desk.rooms.history import DayOfSteps, describe_history
from digest.pipeline.edit_history import Kind, Step

BERLIN = ZoneInfo("Europe/Berlin")


def step(number: int, kind: Kind = Kind.EDIT, *, day: int = 9, of: int = 0) -> Step:
    """A step that left the page another."""
    return Step(
        number=number,
        when=datetime(2024, 8, day, 21, 30, tzinfo=UTC),
        kind=kind,
        sentence=f"You did {number}",
        of=of,
        after=f"x.{number}.toml",
        version=str(number),
    )


def reach(days: tuple[DayOfSteps, ...]) -> list[str]:
    """What can be done to each step, the last first."""
    return [
        " ".join(
            name
            for name, there in (
                ("undo", one.undoes),
                ("redo", one.redoes),
                ("restore", one.restores),
                ("gone", not one.stands),
            )
            if there
        )
        for day in days
        for one in day.steps
    ]


def test_only_the_last_edit_is_undone_and_each_earlier_state_restored() -> None:
    """The page is in the last one already."""
    assert reach(describe_history([step(1), step(2)], BERLIN, "en")) == ["undo", "restore"]


def test_an_undo_can_be_made_again() -> None:
    """The edit that it took back is gone, the one before it is next."""
    steps = [step(1), step(2), step(3, Kind.UNDO, of=2)]
    assert reach(describe_history(steps, BERLIN, "en")) == ["redo", "restore gone", "undo restore"]


def test_what_was_done_outside_cannot_be_restored_before_it_is_kept() -> None:
    """Nor undone by itself."""
    outside = Step(
        number=2, when=step(2).when, kind=Kind.OUTSIDE, sentence="Changed in an editor: 2 lines"
    )
    days = describe_history([step(1), outside], BERLIN, "en")
    assert reach(days) == ["", "undo restore"]
    assert days[0].steps[0].outside


def test_steps_stand_under_their_days_in_the_newsletters_zone() -> None:
    """With the day in the editor's language; 21:30 in London is 23:30 in Berlin."""
    days = describe_history([step(1, day=8), step(2), step(3)], BERLIN, "de")
    assert [(day.name, [one.number for one in day.steps]) for day in days] == [
        ("Freitag, 9. August 2024", [3, 2]),
        ("Donnerstag, 8. August 2024", [1]),
    ]
    assert days[0].steps[0].time == "23:30"


def test_nothing_was_done() -> None:
    """No day."""
    assert describe_history([], BERLIN, "en") == ()
