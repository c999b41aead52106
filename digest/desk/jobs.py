"""A long act in; how far it is, the way to stop it, and what came of it, out.

One act at a time, in a thread of its own: the desk goes on while it waits for servers.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from digest.errors import DigestError
from digest.pipeline.collection import Collection
from digest.pipeline.issue_check import LinkCheck

Outcome = Collection | LinkCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An act that was begun: what it waits for, or how it ended.

    `outcome` is None while it runs and where it failed; `error` says why, in a sentence.
    """

    act: str
    waits_for: str = ""
    running: bool = True
    stopping: bool = False
    error: str = ""
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reins:
    """What an act holds: where it says what it waits for, and whether it is to stop."""

    say: Callable[[str], None]
    to_stop: Callable[[], bool]


class Jobs:
    """The act under way, or the last one; `changed` is told from the act's own thread."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self.job: Job | None = None
        self._changed = changed
        self._stop = threading.Event()
        self._guard = threading.Lock()

    def begin(self, act: str, work: Callable[[Reins], Outcome]) -> bool:
        """Do `work` in a thread that the end of the process does not wait for.

        False where another act is under way: it is left alone.
        """
        with self._guard:
            if self.job and self.job.running:
                return False
            self._stop = threading.Event()
            self.job = Job(act=act)
        reins = Reins(say=self._say, to_stop=self._stop.is_set)
        threading.Thread(target=self._run, args=(work, reins), name=act, daemon=True).start()
        return True

    def stop(self) -> None:
        """Ask the act under way to stop; it ends as soon as it hears that."""
        self._become(lambda job: replace(job, stopping=job.running))
        self._stop.set()

    def _run(self, work: Callable[[Reins], Outcome], reins: Reins) -> None:
        try:
            outcome = work(reins)
        except DigestError as error:
            self._end(error=str(error))
        except Exception as error:
            # A fault of ours must be seen, and must not end the editor's work.
            logging.getLogger(__name__).error("An act broke off", exc_info=error)
            self._end(error=f"A fault of this program: {type(error).__name__}: {error}")
        else:
            self._end(outcome)

    def _end(self, outcome: Outcome | None = None, *, error: str = "") -> None:
        self._become(
            lambda job: Job(
                act=job.act, running=False, stopping=job.stopping, outcome=outcome, error=error
            )
        )

    def _say(self, what: str) -> None:
        self._become(lambda job: replace(job, waits_for=what))

    def _become(self, change: Callable[[Job], Job]) -> None:
        with self._guard:
            if self.job is None:
                return
            self.job = change(self.job)
        self._changed()
