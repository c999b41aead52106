"""A build in; what stands on the desk out: the last good issue and, when it fails, the error."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

from digest.errors import DigestError
from digest.pipeline.preview import Preview

Build = Callable[[], Preview]
During = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskState:
    """What stands on the desk; `version` grows with every build, good or not."""

    version: int = 0
    building: bool = False
    preview: Preview | None = None
    error: str = ""


class LiveIssue:
    """Builds, remembers the outcome, and wakes those who wait for a change."""

    def __init__(self, build: Build, during: During = nullcontext) -> None:
        self.state = DeskState()
        self._build = build
        self._during = during
        self._changed = asyncio.Condition()
        self._one_at_a_time = asyncio.Lock()
        self._over = False

    async def rebuild(self) -> None:
        """Build, after a build under way; a failure shows the error and keeps the good issue."""
        async with self._one_at_a_time:
            await self._rebuild()

    async def _rebuild(self) -> None:
        await self._become(replace(self.state, building=True))
        version = self.state.version + 1
        try:
            with self._during():
                preview = await _apart(self._build)
            state = DeskState(version=version, preview=preview)
        except DigestError as error:
            state = replace(self.state, version=version, building=False, error=str(error))
        except Exception as error:
            # A fault of ours must not end the editor's work either.
            await self.break_off(error)
            return
        await self._become(state)

    async def break_off(self, error: Exception) -> None:
        """Show a fault of the program, and keep the last good issue."""
        logging.getLogger(__name__).error("The desk broke off", exc_info=error)
        message = f"A fault of this program: {type(error).__name__}: {error}"
        version = self.state.version + 1
        await self._become(replace(self.state, version=version, building=False, error=message))

    async def states(self) -> AsyncIterator[DeskState]:
        """The present state, then each new one as it comes, until the end."""
        seen: DeskState | None = None
        while not self._over:
            async with self._changed:
                while self.state is seen and not self._over:
                    await self._changed.wait()
            if not self._over:
                seen = self.state
                yield seen

    async def end(self) -> None:
        """Send home everyone who waits."""
        async with self._changed:
            self._over = True
            self._changed.notify_all()

    async def _become(self, state: DeskState) -> None:
        async with self._changed:
            self.state = state
            self._changed.notify_all()


async def _apart(build: Build) -> Preview:
    """Run `build` in a thread that the end of the process does not wait for.

    The archive is written whole or not at all, so that a build may be cut short anywhere.
    """
    outcome: Future[Preview] = Future()
    outcome.set_running_or_notify_cancel()

    def run() -> None:
        try:
            outcome.set_result(build())
        except Exception as error:
            outcome.set_exception(error)

    threading.Thread(target=run, name="build", daemon=True).start()
    return await asyncio.wrap_future(outcome)
