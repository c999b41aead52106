"""The sources of many newsletters in; visits that share parsers, connections and answers, out."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack, nullcontext
from datetime import datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Self

from digest.config.settings import Source
from digest.model.articles import Known, Reading
from digest.sources.collection import Asked, Keep, Means, OpenWeb, open_web, visit_sources
from digest.sources.web.politeness import Throttle
from digest.sources.web.protocol import Limits, Visit
from digest.sources.web.shared_answers import AnswerShelf, SharedAnswers
from digest.sources.workers.pool import Parsers
from digest.sources.workers.tasks import Parsing

_PATIENCE = 0.1


class SharedVisits:
    """Collects for many newsletters, each from a thread of its own; a context.

    There is one pool of parsers, one web client and one set of turns at hosts for all, and an
    address that is nobody's secret is asked once. Answers are kept in `shelf`.
    """

    def __init__(
        self,
        shelf: Path,
        now: datetime,
        *,
        limits: Limits | None = None,
        open_web: OpenWeb = open_web,
        parsing: Parsing = Parsers,
    ) -> None:
        self._parsing = parsing
        self._shelf = shelf
        self._now = now
        self._limits = limits or Limits()
        self._open_web = open_web
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="visits", daemon=True)
        self._opened = AsyncExitStack()

    def __enter__(self) -> Self:
        self._thread.start()
        self._means = asyncio.run_coroutine_threadsafe(self._open(), self._loop).result()
        return self

    def __exit__(self, *exception: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _open(self) -> Means:
        parsers = await self._opened.enter_async_context(self._parsing(count=self._limits.parsers))
        web = await self._opened.enter_async_context(self._open_web(self._limits))
        shelf = self._opened.enter_context(AnswerShelf(self._shelf))
        answers = SharedAnswers(web, shelf, self._now)
        return Means(
            parsers=parsers,
            open_web=lambda: nullcontext(answers),
            turns=Throttle(self._limits),
        )

    async def _close(self) -> None:
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await self._opened.aclose()

    def collect(
        self,
        sources: Sequence[Source],
        *,
        known: Mapping[str, Known],
        visit: Visit,
        keep: Keep,
        to_stop: Asked = lambda: False,
    ) -> None:
        """As `collection.collect` does; `keep` is called in the thread that asks for this."""
        inbox = SimpleQueue[Reading | None]()
        visits = visit_sources(sources, known, visit, inbox.put, self._means)
        work = asyncio.run_coroutine_threadsafe(visits, self._loop)
        work.add_done_callback(lambda _: inbox.put(None))
        try:
            while True:
                try:
                    reading = inbox.get(timeout=_PATIENCE)
                except Empty:
                    if to_stop():
                        return
                    continue
                if reading is None:
                    break
                keep(reading)
        finally:
            work.cancel()
        work.result()
