"""How the desk builds: one build at a time, and no failure ends it."""

import asyncio
import threading
import time

from preview.desks import preview

from digest.errors import ConfigError
from digest.pipeline.previewing import Preview
from digest.preview.show import Show


def test_a_failure_keeps_the_last_good_issue() -> None:
    """The version grows all the same, so that pages notice."""
    outcomes = iter([preview("Good"), ConfigError("line 2")])

    def build() -> Preview:
        outcome = next(outcomes)
        if isinstance(outcome, ConfigError):
            raise outcome
        return outcome

    show = Show(build)
    asyncio.run(show.rebuild())
    asyncio.run(show.rebuild())
    assert show.state.version == 2
    assert show.state.error == "line 2"
    assert show.state.preview is not None


def test_a_fault_of_the_program_is_told_too() -> None:
    """The desk outlives it."""

    def build() -> Preview:
        raise ZeroDivisionError("oh")

    show = Show(build)
    asyncio.run(show.rebuild())
    assert show.state.error == "A fault of this program: ZeroDivisionError: oh"
    assert not show.state.building


def test_listeners_hear_of_the_build_and_of_its_end() -> None:
    """They are told the present state at once, and sent home at the end."""

    async def heard() -> list[tuple[int, bool]]:
        show = Show(slow_preview)
        building = asyncio.create_task(show.rebuild())
        states = [(state.version, state.building) async for state in until(show, building)]
        await building
        return states

    assert asyncio.run(heard())[-2:] == [(0, True), (1, False)]


async def until(show: Show, building: "asyncio.Task[None]"):  # noqa: ANN201
    """The states until the build is done."""
    async for state in show.states():
        yield state
        if state.version:
            await show.end()
    await building


def slow_preview() -> Preview:
    """A build that takes a moment."""
    time.sleep(0.05)
    return preview()
