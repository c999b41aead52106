"""Long work says what it waits for, is stopped, and ends with a result or a sentence."""

import asyncio
import threading
from collections.abc import Awaitable, Callable

import pytest

from digest.desk.long_work import LongWork, OneAtATime, Progress, Reins
from digest.errors import StorageError

Work = Callable[[Reins], Awaitable[int]]


def giving(result: int) -> Work:
    """Work that ends at once."""

    async def work(_: Reins) -> int:
        return result

    return work


def failing(error: Exception) -> Work:
    """Work that ends with `error`."""

    async def work(_: Reins) -> int:
        raise error

    return work


async def until_stopped(reins: Reins) -> int:
    """Work that goes on until it is stopped."""
    while not reins.to_stop():
        await asyncio.sleep(0)
    return 7


async def ended(progress: Callable[[], Progress[int] | None]) -> Progress[int]:
    """How it stands once it is over."""
    async with asyncio.timeout(5):
        while not ((now := progress()) and now.is_over):
            await asyncio.sleep(0)
    return now


def end_of(work: Work) -> Progress[int]:
    """How `work` ends."""

    async def run() -> Progress[int]:
        begun = LongWork(work)
        return await ended(lambda: begun.progress)

    return asyncio.run(run())


def test_it_says_from_its_thread_what_it_waits_for() -> None:
    """And ends with its result; what it waited for is said no longer."""

    async def run() -> tuple[Progress[int], Progress[int]]:
        said, go_on = asyncio.Event(), threading.Event()

        async def work(reins: Reins) -> int:
            await asyncio.to_thread(reins.voice.progress, "waiting for Wire")
            said.set()
            await asyncio.to_thread(go_on.wait, 5)
            return 7

        begun = LongWork(work)
        await said.wait()
        before = begun.progress
        go_on.set()
        return before, await ended(lambda: begun.progress)

    before, after = asyncio.run(run())
    assert before == Progress(said="waiting for Wire")
    assert after == Progress(is_over=True, result=7)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (StorageError("the disk is full; free some space"), "the disk is full; free some space"),
        (KeyError("x"), "A fault of this program: KeyError: 'x'"),
    ],
    ids=["of the disk", "of ours"],
)
def test_what_fails_is_a_sentence(error: Exception, said: str) -> None:
    """Also where the fault is the program's."""
    assert end_of(failing(error)) == Progress(is_over=True, error=said)


def test_one_hears_that_it_is_to_stop_and_no_other_begins_meanwhile() -> None:
    """It says that it is stopping, until it has; then another may begin."""

    async def run() -> None:
        works = OneAtATime[int]()
        assert works.begin("collect", until_stopped)
        assert not works.begin("links", giving(1))
        works.stop()
        assert works.progress == Progress(name="collect", is_stopping=True)
        over = await ended(lambda: works.progress)
        assert over == Progress(name="collect", is_over=True, is_stopping=True, result=7)
        assert works.begin("links", giving(1))
        assert await ended(lambda: works.progress) == Progress(name="links", is_over=True, result=1)

    asyncio.run(run())


def test_a_stop_without_work_does_not_stop_the_next() -> None:
    """Whoever pressed the button before anything was begun, or after it was over."""

    async def run() -> None:
        works = OneAtATime[bool]()
        works.stop()
        for _ in range(2):

            async def work(reins: Reins) -> bool:
                return reins.to_stop()

            assert works.begin("collect", work)
            async with asyncio.timeout(5):
                while works.progress and not works.progress.is_over:
                    await asyncio.sleep(0)
            assert works.progress == Progress(name="collect", is_over=True, result=False)
            works.stop()
            assert works.progress == Progress(name="collect", is_over=True, result=False)

    asyncio.run(run())
