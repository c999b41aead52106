"""What can make the issue in; what stands on the desk out: the last good issue, and the error."""

# An edit is shown at once, with the proposal that is known; a new one follows when edits rest, and
# the archive when they rest for longer. So no key waits for a selection or for the disk.

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable, Collection
from concurrent.futures import Future
from contextlib import AbstractContextManager, ExitStack, nullcontext
from copy import copy
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar

from digest.errors import DigestError, Locked
from digest.model.issues import Issue
from digest.pipeline.showing import Shown

Result = TypeVar("Result")
During = Callable[[], AbstractContextManager[None]]

REST = 0.15
"""Seconds without an edit until a selection begins: the browser draws what was edited first."""
IDLE = 2.0
"""Seconds without an edit until the archive has the issue."""


class Maker(Protocol):
    """What makes the issue (`IssueMaker`); each call may take its time, and may fail."""

    def build(self) -> Shown:
        """Collect, select, show and save."""

    def show(self, before: Shown, /) -> Shown:
        """The page as it stands, with the proposal of `before`."""

    def select(self, before: Shown, /) -> Shown:
        """The page as it stands, with a new proposal."""

    def save(self, shown: Shown, /) -> None:
        """Put it into the archive."""

    def is_current(self, shown: Shown, /) -> bool:
        """Whether the page on disk is the one that is shown."""

    def are_pages(self, shown: Shown, paths: Collection[Path], /) -> bool:
        """Whether `paths` are pages of issues, and the one that is shown is there."""


class News(StrEnum):
    """What the last change of the state brought."""

    BUILDING = "building"
    BUILT = "built"
    CANDIDATES = "candidates"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskState:
    """What stands on the desk; `version` grows with everything that is new there, good or not.

    `building` says that all of it is made anew, `selecting` that the proposal is older than the
    page.
    """

    version: int = 0
    building: bool = False
    selecting: bool = False
    shown: Shown | None = None
    error: str = ""
    news: News = News.BUILT


class LiveIssue:
    """Makes the issue, remembers the outcome, and wakes those who wait for a change.

    `opened` is the issue as it was shown first.

    At most one build or selection is under way at a time, and at most one page is shown.
    """

    def __init__(
        self,
        maker: Maker,
        during: During = nullcontext,
        *,
        rest: float = REST,
        idle: float = IDLE,
    ) -> None:
        self.state = DeskState()
        self.opened: Issue | None = None
        self._maker = maker
        self._during = during
        self._rest, self._idle = rest, idle
        self._changed = asyncio.Condition()
        self._selecting, self._showing = asyncio.Lock(), asyncio.Lock()
        self._dated = self._stale = False
        self._new = asyncio.Event()
        self._saved: Shown | None = None
        self._later: asyncio.Task[None] | None = None
        self._working, self._held = 0, ExitStack()
        self._over = False

    async def rebuild(self) -> None:
        """Collect, select, show and save; a failure shows the error and keeps the good issue."""
        async with self._selecting:
            self._dated = self._stale = False
            building = replace(self.state, building=True, selecting=True, news=News.BUILDING)
            await self._become(building)
            if shown := await self._tried(self._maker.build):
                self._saved = shown
                await self._take(shown, News.BUILT)

    async def changed(self) -> None:
        """Show the page as it stands now; candidates and archive follow by themselves.

        Nothing happens where it is shown already. Without an issue yet, all of it is made.
        """
        if self.state.shown is None:
            await self.rebuild()
        else:
            await self._follow()

    async def noticed(self, paths: Collection[Path]) -> None:
        """Files were changed, by whomever: show the page if it was pages, else make all anew."""
        shown = self.state.shown
        if shown and paths and self._maker.are_pages(shown, paths):
            await self.changed()
        else:
            self._dated = True
            self._go_on()

    async def restated(self, *, is_out: bool) -> None:
        """The issue was published elsewhere, or reopened: show it as it stands now."""
        if is_out:
            await self.changed()
        else:
            await self.noticed(())

    async def settle(self) -> None:
        """See to it that the archive holds the issue as the page has it now.

        Raises DigestError where that cannot be.
        """
        if self.state.shown is None:
            await self.rebuild()
        async with self._selecting:
            await self._follow()
            if self.state.error:
                raise DigestError(self.state.error)
            if shown := self._unsaved:
                await self.work(lambda: self._maker.save(shown))
                self._saved = shown

    async def work(self, function: Callable[[], Result]) -> Result:
        """What `function` gives, from a thread that the end of the process does not wait for.

        Everything that is written is written whole or not at all, so that it may be cut short.
        """
        self._working += 1
        if self._working == 1:
            self._held.enter_context(self._during())
        try:
            return await _apart(function)
        finally:
            self._working -= 1
            if not self._working:
                self._held.close()

    def as_it_stands(self) -> "LiveIssue":
        """The same with the state that it has now, whatever comes: to be read in a thread."""
        return copy(self)

    async def break_off(self, error: Exception) -> None:
        """Show a fault of the program, and keep the last good issue."""
        logging.getLogger(__name__).error("The desk broke off", exc_info=error)
        await self._fail(f"A fault of this program: {type(error).__name__}: {error}")

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
        if self._later:
            self._later.cancel()
        async with self._changed:
            self._over = True
            self._changed.notify_all()

    @property
    def _unsaved(self) -> Shown | None:
        """What is shown and not in the archive yet."""
        shown = self.state.shown
        return shown if shown is not self._saved and shown and shown.drafted else None

    async def _follow(self) -> None:
        """Show the page as it stands now, unless that is shown already."""
        async with self._showing:
            before, well = self.state.shown, not self.state.error
            if before is None:
                return

            def follow() -> Shown | None:
                as_shown = well and self._maker.is_current(before)
                return None if as_shown else self._maker.show(before)

            if shown := await self._tried(follow):
                await self._put(shown, News.BUILT, building=self.state.building)

    async def _take(self, shown: Shown, news: News) -> None:
        """Show what has a new proposal, with the page as it stands by now."""

        def follow() -> Shown:
            return shown if self._maker.is_current(shown) else self._maker.show(shown)

        async with self._showing:
            if now := await self._tried(follow):
                await self._put(now, news)

    async def _put(self, shown: Shown, news: News, *, building: bool = False) -> None:
        self._stale = bool(shown.drafted and shown.drafted.is_behind)
        version = self.state.version + 1
        selecting = building or self._stale
        state = DeskState(
            version=version, building=building, selecting=selecting, shown=shown, news=news
        )
        await self._become(state)
        self._go_on()

    async def _select(self) -> None:
        async with self._selecting:
            before = self.state.shown
            if before and (shown := await self._tried(lambda: self._maker.select(before))):
                await self._take(shown, News.CANDIDATES)

    async def _save(self) -> None:
        async with self._selecting:
            if not (shown := self._unsaved) or self._stale:
                return
            try:
                await self.work(lambda: self._maker.save(shown))
            except Locked:
                return  # another run takes long; the next time will do
            except DigestError as error:
                await self._fail(str(error))
            # Also after a failure, which is told: what cannot be saved now is not tried for ever.
            self._saved = shown

    def _go_on(self) -> None:
        """Do what is left to be done, after whatever is being done."""
        self._new.set()
        if self._later is None or self._later.done():
            self._later = asyncio.create_task(self._finish())

    async def _rests(self, seconds: float) -> bool:
        """Whether nothing new comes for so long."""
        self._new.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._new.wait()
        except TimeoutError:
            return True
        return False

    async def _finish(self) -> None:
        try:
            while self._dated or self._stale or self._unsaved:
                if self._dated:
                    await self.rebuild()
                elif self._stale:
                    self._stale = False
                    if await self._rests(self._rest):
                        await self._select()
                elif await self._rests(self._idle):
                    await self._save()
        except Exception as error:
            await self.break_off(error)

    async def _tried(self, function: Callable[[], Result]) -> Result | None:
        """What `function` gives; None where it fails, which is then shown."""
        try:
            return await self.work(function)
        except DigestError as error:
            await self._fail(str(error))
        except Exception as error:
            # A fault of ours must not end the editor's work either.
            await self.break_off(error)
        return None

    async def _fail(self, error: str) -> None:
        version = self.state.version + 1
        state = replace(self.state, version=version, error=error, news=News.BUILT)
        await self._become(replace(state, building=False, selecting=False))

    async def _become(self, state: DeskState) -> None:
        if self.opened is None and state.shown:
            self.opened = state.shown.issue
        async with self._changed:
            self.state = state
            self._changed.notify_all()


async def _apart(function: Callable[[], Result]) -> Result:
    outcome: Future[Result] = Future()
    outcome.set_running_or_notify_cancel()

    def run() -> None:
        try:
            outcome.set_result(function())
        except Exception as error:
            outcome.set_exception(error)

    threading.Thread(target=run, name="build", daemon=True).start()
    return await asyncio.wrap_future(outcome)
