"""A command that works in; its record in the store, as it goes, out.

One record a command, with a line a step. It is begun before the work is, so that a run that was
killed is known by its record, which never ended. A record that cannot be written fails no run.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from digest.errors import FAULT, STOPPED, DigestError, Locked, StorageError, fault_sentence
from digest.lock import hold_lock
from digest.model.runs import LONGEST_OUTCOME, LONGEST_STEP, MOST_STEPS, RecordedRun, RecordedStep
from digest.pipeline.workspace import Workspace
from digest.store import open_store
from digest.text import shortened, without_controls, without_credentials

DONE = "done"
AT_WORK = "is at work"
KILLED = "never ended: it was killed, or the machine went off"
_PATIENCE = 2.0


class Recorder:
    """The record of one run; `workspace` is the one whose steps it notes."""

    def __init__(
        self, workspace: Workspace, command: str, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._outer = workspace
        self._clock = clock
        self._began = clock()
        self._run = RecordedRun(command=command, started=workspace.now)
        self._failure: tuple[str, int] | None = None
        self._is_broken = False
        self.workspace = replace(workspace, voice=replace(workspace.voice, step=self.step))

    def begin(self) -> None:
        """Write down that there is something to do; a run that never says so has no record."""
        if not self._run.number:
            self._write()

    def step(self, name: str, message: str) -> None:
        """Note a step that was done, and pass it on to whoever listened before."""
        self._outer.voice.step(name, message)
        step = RecordedStep(name=name, message=_cleaned(message, LONGEST_STEP))
        self._run = replace(self._run, steps=(*self._run.steps[: MOST_STEPS - 1], step))
        self._write()

    def fail(self, outcome: str, exit_code: int) -> None:
        """Note that something failed, though the run goes on; the first one is the outcome."""
        self._failure = self._failure or (_cleaned(outcome, LONGEST_OUTCOME), exit_code)

    def end(self) -> None:
        """Close the record."""
        outcome, code = self._failure or (DONE, 0)
        seconds = round(self._clock() - self._began, 3)
        self._run = replace(self._run, seconds=seconds, outcome=outcome, exit_code=code)
        # A tick that had nothing to do leaves no record, one that failed does.
        if self._run.number or code:
            self._write()

    def _write(self) -> None:
        if self._is_broken:
            return
        try:
            with open_store(self._outer.store_file, patience=_PATIENCE) as store:
                self._run = store.runs.keep_run(self._run)
        except StorageError as error:
            self._is_broken = True
            self._outer.voice.note(f"This run is not recorded: {error}")


@contextmanager
def record_run(workspace: Workspace, command: str, *, idle: bool = False) -> Iterator[Recorder]:
    """Record what is done in a `with` block, by steps of `Recorder.workspace`, and how it ends.

    The caller holds the newsletter's lock. With `idle` nothing is written until `begin`, or the
    first step.
    """
    recorder = Recorder(workspace, command)
    if not idle:
        recorder.begin()
    try:
        yield recorder
    except DigestError as error:
        recorder.fail(str(error), error.exit_code)
        raise
    except KeyboardInterrupt:
        recorder.fail("stopped by hand", STOPPED)
        raise
    except Exception as error:
        recorder.fail(fault_sentence(error), FAULT)
        raise
    finally:
        recorder.end()


def list_runs(workspace: Workspace, limit: int) -> tuple[RecordedRun, ...]:
    """The last `limit` runs, the latest first, each with its outcome. Raises StorageError."""
    with open_store(workspace.store_file, create=False) as store:
        runs = store.runs.list_runs(limit)
    at_work = bool(runs) and not runs[0].has_ended and _is_at_work(workspace)
    return tuple(
        run if run.has_ended else replace(run, outcome=AT_WORK if at_work and not place else KILLED)
        for place, run in enumerate(runs)
    )


def _is_at_work(workspace: Workspace) -> bool:
    """Whether a run holds the newsletter; runs follow one another, so it can only be the last."""
    try:
        with hold_lock(workspace.folder):
            return False
    except Locked:
        return True
    except StorageError:
        return False


def _cleaned(message: str, most: int) -> str:
    """On one line, without passwords: the store may be copied to where logs are read."""
    return shortened(without_credentials(without_controls(message)), most)
