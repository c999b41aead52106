"""A long act says what it waits for, is stopped, and ends with an outcome or a sentence."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from digest.desk.jobs import Act, Job, Jobs, Outcome, Reins
from digest.errors import StorageError
from digest.pipeline.collection import Collection
from digest.pipeline.issue_check import LinkCheck

READ = Collection(sources=3, answered=3, new=5)
ASKED = LinkCheck(html="", asked=3, when=datetime(2024, 8, 9, tzinfo=UTC))


def giving(outcome: Outcome) -> Act:
    """An act that ends at once."""

    async def act(_: Reins) -> Outcome:
        return outcome

    return act


async def ended(jobs: Jobs) -> Job:
    """The job once it is over."""
    async with asyncio.timeout(5):
        while jobs.job is None or jobs.job.running:
            await asyncio.sleep(0)
    return jobs.job


def see_through(act: Act, jobs: Jobs | None = None) -> Job:
    """The job of `act` when it has ended."""

    async def run() -> Job:
        there = jobs or Jobs()
        assert there.begin("collect", act)
        return await ended(there)

    return asyncio.run(run())


def test_an_act_says_from_its_thread_what_it_waits_for() -> None:
    """And ends with its outcome."""
    jobs = Jobs()
    seen: list[Job | None] = []

    async def act(reins: Reins) -> Outcome:
        await asyncio.to_thread(reins.say, "waiting for Wire")
        seen.append(jobs.job)
        return READ

    assert see_through(act, jobs) == Job(act="collect", running=False, outcome=READ)
    assert seen == [Job(act="collect", waits_for="waiting for Wire")]


def failing(error: Exception) -> Act:
    """An act that ends with `error`."""

    async def act(_: Reins) -> Outcome:
        raise error

    return act


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (StorageError("the disk is full; free some space"), "the disk is full; free some space"),
        (KeyError("x"), "A fault of this program: KeyError: 'x'"),
    ],
    ids=["of the disk", "of ours"],
)
def test_what_fails_is_a_sentence(error: Exception, said: str) -> None:
    """And another act can be begun."""
    jobs = Jobs()
    assert see_through(failing(error), jobs).error == said
    assert see_through(giving(READ), jobs).outcome == READ


def waiting(heard: Callable[[bool], None]) -> Act:
    """An act that goes on until it is stopped."""

    async def act(reins: Reins) -> Outcome:
        while not reins.to_stop():
            await asyncio.sleep(0)
        heard(reins.to_stop())
        return READ

    return act


def test_an_act_hears_that_it_is_to_stop_and_no_other_begins_meanwhile() -> None:
    """It says that it is stopping, until it has."""

    async def run() -> tuple[Job | None, Job]:
        jobs = Jobs()
        assert jobs.begin("collect", waiting(lambda _: None))
        assert not jobs.begin("links", giving(ASKED))
        jobs.stop()
        return jobs.job, await ended(jobs)

    stopping, over = asyncio.run(run())
    assert stopping == Job(act="collect", stopping=True)
    assert over == Job(act="collect", running=False, stopping=True, outcome=READ)


def test_a_stop_without_an_act_does_not_stop_the_next() -> None:
    """Whoever pressed the button twice."""
    jobs = Jobs()
    jobs.stop()
    stopped: list[bool] = []

    async def act(reins: Reins) -> Outcome:
        stopped.append(reins.to_stop())
        return READ

    assert see_through(act, jobs).outcome == READ
    assert stopped == [False]


def test_what_the_web_answered_last_is_remembered() -> None:
    """Also after the sources were read."""
    jobs = Jobs()
    see_through(giving(ASKED), jobs)
    see_through(giving(READ), jobs)
    assert jobs.links is ASKED
