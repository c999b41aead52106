"""How the desk builds: one build at a time, and no failure ends it."""

import asyncio
import time

from desk.desks import FakeMaker, shown

from digest.desk.live import LiveIssue
from digest.errors import ConfigError
from digest.pipeline.showing import Shown


def test_a_failure_keeps_the_last_good_issue() -> None:
    """The version grows all the same, so that pages notice."""
    good = [shown("Good")]

    def build() -> Shown:
        if not good:
            raise ConfigError("line 2")
        return good.pop()

    live = LiveIssue(FakeMaker(build))
    asyncio.run(live.rebuild())
    asyncio.run(live.rebuild())
    assert live.state.version == 2
    assert live.state.error == "line 2"
    assert live.state.shown is not None


def test_a_fault_of_the_program_is_told_too() -> None:
    """The desk outlives it."""

    def build() -> Shown:
        raise ZeroDivisionError("oh")

    live = LiveIssue(FakeMaker(build))
    asyncio.run(live.rebuild())
    assert live.state.error == "A fault of this program: ZeroDivisionError: oh"
    assert not live.state.building


def test_two_quick_changes_do_not_build_at_once() -> None:
    """However close they come, a build ends before the next begins."""
    inside: list[int] = []
    crowd: list[int] = []

    def build() -> Shown:
        inside.append(1)
        crowd.append(len(inside))
        time.sleep(0.03)
        inside.pop()
        return shown()

    async def twice() -> None:
        live = LiveIssue(FakeMaker(build))
        await asyncio.gather(live.rebuild(), live.rebuild())
        assert live.state.version == 2

    asyncio.run(twice())
    assert crowd == [1, 1]


def test_listeners_hear_of_the_build_and_of_its_end() -> None:
    """They are told the present state at once, and sent home at the end."""

    live = LiveIssue(FakeMaker(slow_issue))
    heard: list[tuple[int, bool]] = []

    async def listen() -> None:
        heard.extend([(state.version, state.building) async for state in live.states()])

    async def build_once() -> None:
        listener = asyncio.create_task(listen())
        await asyncio.sleep(0)
        await live.rebuild()
        await asyncio.sleep(0.02)
        await live.end()
        await listener

    asyncio.run(build_once())
    assert heard == [(0, False), (0, True), (1, False)]


def slow_issue() -> Shown:
    """A build that takes a moment."""
    time.sleep(0.05)
    return shown()
