"""What the desk shows: the last good build and, when the present one fails, its error."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace

from digest.errors import DigestError
from digest.model.findings import Finding
from digest.model.issues import RenderedIssue


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One build: the mail and what the check found in it."""

    rendered: RenderedIssue
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What stands on the desk; `version` grows with every build, good or not."""

    version: int = 0
    preview: Preview | None = None
    error: str = ""


Build = Callable[[], Preview]


class Show:
    """Builds, remembers the outcome, and wakes those who wait for a new one."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._changed = asyncio.Condition()
        self.state = State()

    async def rebuild(self) -> None:
        """Build in a thread; a failure keeps the last good issue and tells the error."""
        try:
            preview = await asyncio.to_thread(self._build)
            state = State(version=self.state.version + 1, preview=preview)
        except DigestError as error:
            state = replace(self.state, version=self.state.version + 1, error=str(error))
        async with self._changed:
            self.state = state
            self._changed.notify_all()

    async def versions(self, seen: int) -> AsyncIterator[int]:
        """Every version after `seen`, as it comes."""
        while True:
            async with self._changed:
                while self.state.version <= seen:
                    await self._changed.wait()
            seen = self.state.version
            yield seen
