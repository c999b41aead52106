"""Many newsletters: one that fails stops no other, and each has what it would have had alone."""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest
from parsing import parse_here
from pipeline.newsletters import newsletter_in, workspace_at, write_piece

from digest.fleet.makers import Makers, Workers
from digest.fleet.making import Bounds, Order
from digest.fleet.outcomes import FleetOutcome, State, exit_code, summary
from digest.fleet.running import Fleet, build_newsletter, run_newsletter, work_on
from digest.lock import hold_lock
from digest.pipeline.build import build_issue
from digest.sources.collection import collect

DAY = date(2024, 8, 9)
NOW = datetime(2024, 8, 9, 5, tzinfo=UTC)
Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class Breakable(ThreadPoolExecutor):
    """Workers in threads; an order of a newsletter that is `deadly` breaks the executor."""

    def __init__(self, deadly: set[str], *, once: bool) -> None:
        super().__init__(2)
        self._deadly = deadly
        self._once = once
        self._broken = False

    def submit(
        self,
        function: Callable[Parameters, Result],
        /,
        *arguments: Parameters.args,
        **named: Parameters.kwargs,
    ) -> Future[Result]:
        """As an executor of processes does."""
        (order,) = arguments
        assert isinstance(order, Order)
        if self._broken or order.folder.name in self._deadly:
            self._broken = True
            if self._once:
                self._deadly.clear()
            raise BrokenExecutor
        return super().submit(function, *arguments, **named)


def newsletter(place: Path, name: str) -> Path:
    """A newsletter of two pieces."""
    folder = place / name
    folder.mkdir()
    newsletter_in(folder)
    for title in ("Harbour", "Bridge"):
        write_piece(folder, title, "2024-08-06")
    return folder


def worked(
    folders: list[Path],
    work: Callable[[Fleet, Path], FleetOutcome] = build_newsletter,
    *,
    deadly: set[str] | None = None,
    once: bool = False,
    now: datetime = NOW,
) -> dict[str, FleetOutcome]:
    """What came of each newsletter, by its folder's name."""
    kill = deadly or set()
    with Makers(Workers(open=lambda _: Breakable(kill, once=once)), 2, Bounds()) as makers:
        fleet = Fleet(now=now, collect=partial(collect, parsing=parse_here), makers=makers)
        return {one.folder.name: one for one in work_on(folders, partial(work, fleet), at_once=4)}


def archived(folder: Path) -> dict[str, bytes]:
    """Every file of the archive."""
    issues = folder / "issues"
    return {
        path.relative_to(issues).as_posix(): path.read_bytes()
        for path in issues.rglob("*")
        if path.is_file()
    }


def test_each_has_the_bytes_that_it_would_have_alone(tmp_path: Path) -> None:
    """Whoever makes them."""
    alone = newsletter(tmp_path, "alone")
    build_issue(workspace_at(alone, DAY), DAY)
    fleet = [newsletter(tmp_path, name) for name in ("a", "b", "c")]
    assert {one.state for one in worked(fleet).values()} == {State.BUILT}
    assert all(archived(one) == archived(alone) for one in fleet)


def test_one_that_cannot_be_built_stops_no_other(tmp_path: Path) -> None:
    """Settings with an error, no settings, no articles, another run: each named, with a reason."""
    good, broken, thin, held = (
        newsletter(tmp_path, one) for one in ("good", "broken", "thin", "held")
    )
    (broken / "newsletter.toml").write_text("[newsletter]\ntitel = 'Weekly'\n")
    for piece in (thin / "articles").iterdir():
        piece.unlink()
    (tmp_path / "empty").mkdir()
    with hold_lock(held):
        found = worked([good, broken, tmp_path / "empty", thin, held])
    assert {name: (one.state, one.exit_code) for name, one in found.items()} == {
        "good": (State.BUILT, 0),
        "broken": (State.FAILED, 2),
        "empty": (State.FAILED, 2),
        "thin": (State.THIN, 3),
        "held": (State.HELD, 75),
    }
    assert "titel" in found["broken"].sentence
    assert summary(found.values()) == "1 built, 1 thin, 1 held, 2 failed"
    assert exit_code(found.values()) == 1
    assert exit_code([found["good"], found["held"]]) == 75


def test_a_killed_worker_costs_no_issue(tmp_path: Path) -> None:
    """What was in hand is made once more."""
    fleet = [newsletter(tmp_path, name) for name in ("a", "b", "c", "d")]
    found = worked(fleet, deadly={"b"}, once=True)
    assert {one.state for one in found.values()} == {State.BUILT}


def test_one_that_always_kills_its_worker_takes_no_other_with_it(tmp_path: Path) -> None:
    """It is named, with what to do."""
    fleet = [newsletter(tmp_path, name) for name in ("a", "deadly", "c", "d")]
    found = worked(fleet, deadly={"deadly"})
    assert found.pop("deadly").sentence.startswith("making the issue ended the process")
    assert {one.state for one in found.values()} == {State.BUILT}


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ('[blurbs]\ncommand = ["/bin/false"]\n', "the editor's own program"),
        ("[lead]\nfull_text = true\n", "a page of the web"),
    ],
)
def test_what_needs_more_than_values_is_made_at_home(
    tmp_path: Path, more: str, reason: str
) -> None:
    """No worker sees its order."""
    folder = newsletter(tmp_path, "deadly")
    newsletter_in(folder, more)
    assert worked([folder], deadly={"deadly"})["deadly"].state is State.BUILT, reason


def test_a_run_over_all_does_what_is_due_and_then_rests(tmp_path: Path) -> None:
    """As `digest run` does in each."""
    fleet = [newsletter(tmp_path, name) for name in ("a", "b")]
    first = worked(fleet, run_newsletter)
    assert {one.state for one in first.values()} == {State.DONE}
    assert first["a"].sentence == "Collected 2 new articles."
    assert {one.state for one in worked(fleet, run_newsletter).values()} == {State.IDLE}
    (after,) = worked([tmp_path / "a"], run_newsletter, now=NOW.replace(hour=23)).values()
    assert "Built No. 1, the issue of 2024-08-09: 2 items" in after.sentence
