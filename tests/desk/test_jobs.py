"""A long act says what it waits for, is stopped, and ends with an outcome or a sentence."""

import threading
from collections.abc import Callable

import pytest

from digest.desk.jobs import Job, Jobs, Outcome, Reins
from digest.errors import StorageError
from digest.pipeline.collection import Collection

READ = Collection(sources=3, answered=3, new=5)


class Watcher:
    """Jobs, and everything that was seen of them."""

    def __init__(self) -> None:
        self.seen: list[Job | None] = []
        self.ended = threading.Event()
        self.jobs = Jobs(self._look)

    def _look(self) -> None:
        self.seen.append(self.jobs.job)
        if self.jobs.job and not self.jobs.job.running:
            self.ended.set()

    def see_through(self, work: Callable[[Reins], Outcome]) -> Job:
        """The job when it has ended."""
        assert self.jobs.begin("collect", work)
        assert self.ended.wait(5)
        assert self.jobs.job
        return self.jobs.job


def test_an_act_says_what_it_waits_for_and_ends_with_its_outcome() -> None:
    """Each word is seen while it runs."""

    def work(reins: Reins) -> Outcome:
        reins.say("Read 1 of 3 sources; waiting for Wire")
        return READ

    watcher = Watcher()
    ended = watcher.see_through(work)
    assert ended == Job(act="collect", running=False, outcome=READ)
    assert watcher.seen[0] == Job(act="collect", waits_for="Read 1 of 3 sources; waiting for Wire")


def failing(error: Exception) -> Callable[[Reins], Outcome]:
    """An act that ends with `error`."""

    def work(_: Reins) -> Outcome:
        raise error

    return work


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
    watcher = Watcher()
    assert watcher.see_through(failing(error)).error == said
    watcher.ended.clear()
    assert watcher.see_through(lambda _: READ).outcome == READ


def test_an_act_hears_that_it_is_to_stop_and_no_other_begins_meanwhile() -> None:
    """It says that it is stopping."""
    heard = threading.Event()
    watcher = Watcher()

    def work(reins: Reins) -> Outcome:
        while not reins.to_stop():
            heard.wait(0.01)
        return READ

    assert watcher.jobs.begin("collect", work)
    assert not watcher.jobs.begin("links", work)
    watcher.jobs.stop()
    assert watcher.ended.wait(5)
    assert watcher.seen[0] == Job(act="collect", stopping=True)
    assert watcher.jobs.job == Job(act="collect", running=False, stopping=True, outcome=READ)


def test_a_stop_without_an_act_does_not_stop_the_next() -> None:
    """Whoever pressed the button twice."""
    watcher = Watcher()
    watcher.jobs.stop()
    stopped: list[bool] = []

    def work(reins: Reins) -> Outcome:
        stopped.append(reins.to_stop())
        return READ

    assert watcher.see_through(work).outcome == READ
    assert stopped == [False]
