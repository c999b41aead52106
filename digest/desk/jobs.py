"""A long act in; how far it is, the way to stop it, and what came of it, out.

One act at a time, beside everything else: the desk goes on while it waits for servers.
"""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
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


Act = Callable[[Reins], Awaitable[Outcome]]


class Jobs:
    """The act under way, or the last one; and the last answers of the web."""

    def __init__(self) -> None:
        self.job: Job | None = None
        self.links: LinkCheck | None = None
        self._task: asyncio.Task[None] | None = None
        self._stop = threading.Event()
        self._guard = threading.Lock()

    def begin(self, name: str, act: Act) -> bool:
        """Let `act` go on by itself; False where another is under way, which is left alone."""
        if self.job and self.job.running:
            return False
        self._stop = threading.Event()
        self.job = Job(act=name)
        self._task = asyncio.create_task(self._run(act))
        return True

    def stop(self) -> None:
        """Ask the act under way to stop; it ends as soon as it hears that."""
        self._become(lambda job: replace(job, stopping=job.running))
        self._stop.set()

    async def _run(self, act: Act) -> None:
        error = ""
        outcome: Outcome | None = None
        try:
            outcome = await act(Reins(say=self._say, to_stop=self._stop.is_set))
        except DigestError as failure:
            error = str(failure)
        except Exception as fault:
            # A fault of ours must be seen, and must not end the editor's work.
            logging.getLogger(__name__).error("An act broke off", exc_info=fault)
            error = f"A fault of this program: {type(fault).__name__}: {fault}"
        if isinstance(outcome, LinkCheck):
            self.links = outcome
        self._become(
            lambda job: Job(
                act=job.act, running=False, stopping=job.stopping, outcome=outcome, error=error
            )
        )

    def _say(self, what: str) -> None:
        """From the thread that does the work."""
        self._become(lambda job: replace(job, waits_for=what))

    def _become(self, change: Callable[[Job], Job]) -> None:
        with self._guard:
            if self.job:
                self.job = change(self.job)
