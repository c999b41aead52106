"""A run that is killed anywhere is gone on with by the next, and nothing is done twice."""

from datetime import date

import pytest
from pipeline.played import Killed, PlayedNewsletter, settings
from pipeline.test_tick import AT_SEVEN, FRIDAY, WEDNESDAY

from digest.errors import StorageError

SENDS = {
    "review": {"notify": ["editor@example.org"], "then": "publish"},
    "sending": {"to": "list@example.org"},
    "services": {"draft_at": ["kit"], "kit": {}},
}


def ready() -> PlayedNewsletter:
    """A newsletter whose next run does everything there is: build, ask, publish, send, tell."""
    played = PlayedNewsletter(newsletter=settings(SENDS))
    played.tick(WEDNESDAY)
    played.did.clear()
    return played


def steps_of_a_whole_run() -> int:
    """How many there are to be killed at."""
    played = ready()
    played.tick(AT_SEVEN)
    return played.steps


def killed_at(step: int) -> tuple[PlayedNewsletter, str]:
    """A newsletter whose run was killed at a step, and what was being done then."""
    played = ready()
    played.killed_at = step
    with pytest.raises(Killed) as killed:
        played.tick(AT_SEVEN)
    played.killed_at = None
    return played, str(killed.value)


STEPS = range(1, steps_of_a_whole_run() + 1)


def test_there_are_steps_to_be_killed_at() -> None:
    """Before and behind each act, and at each note of it."""
    assert len(STEPS) > 20


@pytest.mark.parametrize("step", STEPS)
def test_the_next_run_goes_on(step: int) -> None:
    """The issue is out once and sent at most once; where that is unknown, the editor is told."""
    played, at = killed_at(step)
    played.tick("2026-03-27 06:15")
    played.tick("2026-03-27 06:30")
    assert played.out == {FRIDAY: 1}
    assert played.did.count(f"publish {FRIDAY}") == 1
    assert f"draft kit {FRIDAY}" in played.did
    assert sum(one.startswith("ask") for one in played.did) in {1, 2}
    unknown = at in {"data", "answer"}
    assert played.sent[FRIDAY] == (0 if at == "data" else 1)
    assert [one.kind for one in played.told] == (["sending unknown"] if unknown else [])
    assert played.acts("2026-03-27 06:45") == []


@pytest.mark.parametrize("step", STEPS)
def test_a_memory_that_is_lost_with_the_machine_sends_nothing_twice(step: int) -> None:
    """What is out and was not sent for sure is told."""
    played, _ = killed_at(step)
    played.memory = b""
    played.tick("2026-03-27 06:15")
    played.tick("2026-03-27 06:30")
    assert played.sent[FRIDAY] <= 1
    has_begun = played.has_begun(FRIDAY)
    assert played.out == ({FRIDAY: 1} if has_begun else {})
    assert not has_begun or played.sent[FRIDAY] or played.told
    # A newsletter that lost all before its first issue starts with the next.
    played.tick("2026-04-03 05:00")
    assert played.out[date(2026, 4, 3)] == 1


def test_what_a_killed_run_published_is_as_old_as_it_is() -> None:
    """Finished too late to be sent, it is not sent."""
    played = ready()
    played.killed_at = next(step for step in STEPS if killed_at(step)[1] == "published")
    with pytest.raises(Killed):
        played.tick(AT_SEVEN)
    played.killed_at = None
    acts = played.acts("2026-03-28 06:00")
    assert acts[1:] == [f"publish {FRIDAY}", f"draft {FRIDAY}", "tell sending late"]
    assert not played.sent


def test_what_was_published_just_before_another_cut_off_is_sent_after_it() -> None:
    """Where the machine went down in between."""
    played = ready()
    played.words[FRIDAY] = "held"
    played.tick(AT_SEVEN)
    played.words[FRIDAY] = "approved"
    played.failing["send"] = StorageError("no connection")
    played.tick("2026-04-03 04:50")
    played.failing.clear()
    assert f"send {FRIDAY}" in played.acts("2026-04-03 05:05")


def test_what_was_published_and_not_sent_is_told_after_another_cut_off() -> None:
    """Where the machine was off for longer than [sending] latest."""
    played = ready()
    played.failing["send"] = StorageError("no connection")
    played.tick(AT_SEVEN)
    played.failing.clear()
    assert "tell sending late" in played.acts("2026-04-20 05:05")
    assert not played.sent[FRIDAY]
    assert played.acts("2026-04-20 05:15") == []
