"""Work that takes long in; how far it is, the way to stop it, and what it brought, out."""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from digest.errors import DigestError
from digest.pipeline.workspace import Voice

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Generic[Result]):
    """How far work is at a moment: what it waits for, or how it ended.

    `name` is that of the work, where there is more than one kind. `result` is None while it goes on
    and where it failed; `error` says why, in a sentence.
    """

    name: str = ""
    said: str = ""
    is_over: bool = False
    is_stopping: bool = False
    error: str = ""
    result: Result | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reins:
    """What work holds: where it says what it waits for, and whether it is to stop."""

    say: Callable[[str], None]
    to_stop: Callable[[], bool]

    @property
    def voice(self) -> Voice:
        """The voice of a run of which only the progress is said."""
        return Voice(progress=self.say)


class LongWork(Generic[Result]):
    """Work that goes on by itself from now on, beside everything else on the desk.

    What takes its time in it is to be given to `LiveIssue.work`, which has threads.
    """

    def __init__(self, work: Callable[[Reins], Awaitable[Result]], *, name: str = "") -> None:
        self.progress: Progress[Result] = Progress(name=name)
        self._work = work
        self._stop = threading.Event()
        self._changing = threading.Lock()
        self._task = asyncio.create_task(self._run())

    def stop(self) -> None:
        """Ask it to stop; it ends as soon as it hears that."""
        self._become(lambda now: replace(now, is_stopping=not now.is_over))
        self._stop.set()

    async def _run(self) -> None:
        error, result = "", None
        try:
            result = await self._work(Reins(say=self._say, to_stop=self._stop.is_set))
        except DigestError as failure:
            error = str(failure)
        except Exception as fault:
            # A fault of ours must be seen, and must not end the editor's work.
            logging.getLogger(__name__).error("Long work broke off", exc_info=fault)
            error = f"A fault of this program: {type(fault).__name__}: {fault}"
        self._become(lambda now: replace(now, said="", is_over=True, error=error, result=result))

    def _say(self, what: str) -> None:
        """From the thread that does the work."""
        self._become(lambda now: replace(now, said=what))

    def _become(self, change: Callable[[Progress[Result]], Progress[Result]]) -> None:
        with self._changing:
            self.progress = change(self.progress)


class OneAtATime(Generic[Result]):
    """Long work of which one is under way at a time: that one, or the last."""

    def __init__(self) -> None:
        self._last: LongWork[Result] | None = None

    @property
    def progress(self) -> Progress[Result] | None:
        """How far it is; None where nothing was begun."""
        return self._last.progress if self._last else None

    def begin(self, name: str, work: Callable[[Reins], Awaitable[Result]]) -> bool:
        """Let `work` begin; False where another is under way, which is left alone."""
        if self.progress and not self.progress.is_over:
            return False
        self._last = LongWork(work, name=name)
        return True

    def stop(self) -> None:
        """Ask the one that is under way to stop."""
        if self._last:
            self._last.stop()
