"""Work of the desk that waits for servers: how far it is, and how it ends."""

import threading
from collections.abc import Callable

import pytest

from digest.desk.errands import MOST_KEPT, Errand, KeptByName
from digest.errors import UsageError
from digest.pipeline.workspace import Voice


def ended(work: Callable[[Voice], int]) -> Errand[int]:
    """An errand of that work, once it is over."""
    errand = Errand(work)
    while not errand.is_over:
        threading.Event().wait(0.01)
    return errand


def test_it_says_what_it_waits_for_until_it_is_over() -> None:
    """Its result is there as soon as it is over."""
    go_on = threading.Event()
    said = threading.Event()

    def work(voice: Voice) -> int:
        voice.progress("Read 1 of 2")
        voice.progress("")
        said.set()
        go_on.wait(10)
        return 7

    errand = Errand(work)
    said.wait(10)
    assert (errand.said, errand.is_over, errand.result) == ("Read 1 of 2", False, None)
    go_on.set()
    while not errand.is_over:
        threading.Event().wait(0.01)
    assert errand.result == 7


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (UsageError("choose a file"), "choose a file"),
        (KeyError("x"), "A fault of this program: KeyError: 'x'"),
    ],
)
def test_why_it_failed_is_said(error: Exception, said: str) -> None:
    """Also where the fault is the program's."""

    def work(_voice: Voice) -> int:
        raise error

    errand = ended(work)
    assert (errand.error, errand.result) == (said, None)


def test_only_the_last_few_are_kept_and_no_name_can_be_guessed() -> None:
    """What is no longer known is None."""
    kept = KeptByName[int]()
    names = [kept.put(number) for number in range(MOST_KEPT + 2)]
    assert [kept.find(name) for name in names[:3]] == [None, None, 2]
    assert kept.find("") is None
    assert len(set(names)) == len(names)
