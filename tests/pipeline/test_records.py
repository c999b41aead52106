"""A run is recorded as it goes; a record that cannot be written stops nothing."""

import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from pipeline.newsletters import newsletter_in, workspace_at, write_piece

from digest.errors import FAULT, STOPPED, NoSourceAnswered
from digest.lock import hold_lock
from digest.model.runs import LONGEST_OUTCOME, LONGEST_STEP, MOST_STEPS, RecordedStep
from digest.pipeline.build import build_issue
from digest.pipeline.publication import correct_issue, publish_issue
from digest.pipeline.records import AT_WORK, KILLED, Recorder, list_runs, record_run
from digest.pipeline.workspace import Voice, Workspace

FRIDAY = date(2026, 3, 6)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A newsletter with one piece."""
    newsletter_in(tmp_path)
    write_piece(tmp_path, "Harbour", "2026-03-04")
    return workspace_at(tmp_path, FRIDAY)


def test_what_the_pipeline_does_is_recorded_in_steps(workspace: Workspace) -> None:
    """Each command has a record, each step a line in it."""
    with record_run(workspace, "build") as recorder:
        build_issue(recorder.workspace, FRIDAY)
    with record_run(workspace, "publish") as recorder:
        publish_issue(recorder.workspace, FRIDAY)
    with record_run(workspace, "reopen") as recorder:
        correct_issue(recorder.workspace, FRIDAY, reason="It froze later.")
    reopened, published, built = list_runs(workspace, 9)
    assert [step.message for step in reopened.steps] == [
        "issue of 2026-03-06 opened for a correction: 2026-03-06: It froze later."
    ]
    assert published.steps == (
        RecordedStep(name="publish", message="issue of 2026-03-06 published"),
    )
    assert [step.name for step in built.steps] == ["collect", "build"]
    assert built.steps[0].message == "1 new article from 1 of 1 source"
    assert built.steps[1].message.startswith("issue 1 of 2026-03-06 (draft), 1 item; ")
    assert (built.command, built.outcome, built.exit_code) == ("build", "done", 0)
    assert built.started == workspace.now


def test_steps_are_passed_on(workspace: Workspace) -> None:
    """Who listened before, such as a log, hears them still."""
    heard: list[tuple[str, str]] = []
    voice = Voice(step=lambda *step: heard.append(step))
    with record_run(replace(workspace, voice=voice), "run") as recorder:
        recorder.workspace.voice.step("send", "to the list")
    assert heard == [("send", "to the list")]


@pytest.mark.parametrize(
    ("failure", "outcome", "code"),
    [
        (NoSourceAnswered("No source could be read:\n  Wire: 500"), "No source could", 4),
        (RuntimeError("wheel"), "a fault of this program: RuntimeError: wheel", FAULT),
        (KeyboardInterrupt(), "stopped by hand", STOPPED),
    ],
)
def test_how_a_run_failed_is_recorded(
    workspace: Workspace, failure: BaseException, outcome: str, code: int
) -> None:
    """In words, and by its exit code; what was raised is raised on."""
    with pytest.raises(type(failure)), record_run(workspace, "collect"):
        raise failure
    (run,) = list_runs(workspace, 9)
    assert run.outcome.startswith(outcome)
    assert run.exit_code == code


def test_of_several_failures_the_first_is_the_outcome(workspace: Workspace) -> None:
    """A run that goes on after one says so by its exit code."""
    with record_run(workspace, "run") as recorder:
        recorder.fail("the list refused it", 6)
        recorder.fail("and another", 4)
    (run,) = list_runs(workspace, 9)
    assert (run.outcome, run.exit_code) == ("the list refused it", 6)


def test_how_long_it_took_is_recorded(workspace: Workspace) -> None:
    """By a clock that nobody sets."""
    ticks = count(10, 5)
    recorder = Recorder(workspace, "collect", clock=lambda: float(next(ticks)))
    recorder.begin()
    recorder.end()
    assert list_runs(workspace, 9)[0].seconds == 5


def test_a_tick_that_had_nothing_to_do_leaves_no_record(workspace: Workspace) -> None:
    """Nor does it touch the store; one that failed, or did something, has one."""
    with record_run(workspace, "run", idle=True):
        pass
    assert not workspace.store_file.exists()
    with suppress(RuntimeError), record_run(workspace, "run", idle=True):
        raise RuntimeError
    with record_run(workspace, "run", idle=True) as recorder:
        recorder.step("heartbeat", "answered")
    assert [run.exit_code for run in list_runs(workspace, 9)] == [0, FAULT]


KILLED_RUN = """
import os, signal, sys
from datetime import date
from pathlib import Path
from pipeline.newsletters import workspace_at
from digest.pipeline.records import record_run

with record_run(workspace_at(Path(sys.argv[1]), date(2026, 3, 6)), "build") as recorder:
    recorder.step("collect", "3 new articles")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_run_that_was_killed_never_ended(workspace: Workspace) -> None:
    """What it had done by then is known."""
    command = [sys.executable, "-c", KILLED_RUN, str(workspace.folder)]
    tests = str(Path(__file__).parents[1])
    assert subprocess.run(command, check=False, env={"PYTHONPATH": tests}).returncode == -9
    (run,) = list_runs(workspace, 9)
    assert (run.outcome, run.exit_code, run.seconds) == (KILLED, None, None)
    assert [step.message for step in run.steps] == ["3 new articles"]


def test_a_run_that_is_at_work_is_not_taken_for_dead(workspace: Workspace) -> None:
    """It holds the newsletter; those before it cannot."""
    Recorder(workspace, "build").begin()
    with hold_lock(workspace.folder):
        Recorder(workspace, "collect").begin()
        assert [run.outcome for run in list_runs(workspace, 9)] == [AT_WORK, KILLED]
    assert [run.outcome for run in list_runs(workspace, 9)] == [KILLED, KILLED]


def test_a_record_that_cannot_be_written_fails_no_run(workspace: Workspace) -> None:
    """That is said once."""
    workspace.store_file.parent.mkdir()
    workspace.store_file.write_text("no store at all, but long enough to be read as one" * 20)
    said: list[str] = []
    with record_run(replace(workspace, voice=Voice(note=said.append)), "publish") as recorder:
        recorder.step("publish", "published")
    (note,) = said
    assert note.startswith("This run is not recorded: ")
    assert "store.sqlite3 is not a store" in note


def test_a_busy_store_holds_no_run_up(workspace: Workspace) -> None:
    """A record waits for moments, where an article waits for half a minute."""
    Recorder(workspace, "collect").begin()
    said: list[str] = []
    begun = time.monotonic()
    with closing(sqlite3.connect(workspace.store_file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with record_run(replace(workspace, voice=Voice(note=said.append)), "publish") as recorder:
            recorder.step("publish", "published")
    assert len(said) == 1
    assert time.monotonic() - begun < 20


def test_a_record_is_small_and_holds_no_password(workspace: Workspace) -> None:
    """However much is done and said."""
    with record_run(workspace, "run") as recorder:
        recorder.fail("https://me:secret@paper.example/ failed " + "long " * 999, 6)
        for number in range(99):
            recorder.step("collect", f"{number} https://me:secret@paper.example/ " + "word " * 99)
    (run,) = list_runs(workspace, 9)
    assert len(run.steps) == MOST_STEPS
    assert run.steps[-1].message.startswith("98 ")
    assert all(len(step.message) <= LONGEST_STEP for step in run.steps)
    assert len(run.outcome) <= LONGEST_OUTCOME
    assert "secret" not in f"{run.steps}{run.outcome}"
