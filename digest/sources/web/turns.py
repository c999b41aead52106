"""Addresses in, their turn out: few at once on one host, and not too many in all."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from urllib.parse import urlsplit

from digest.sources.web.visits import Limits


class Turns:
    """Who may ask now."""

    def __init__(self, limits: Limits) -> None:
        self._all = asyncio.Semaphore(limits.at_once)
        self._hosts = defaultdict[str, asyncio.Semaphore](
            lambda: asyncio.Semaphore(limits.per_host)
        )

    @asynccontextmanager
    async def turn(self, url: str, *, own: bool = False) -> AsyncIterator[None]:
        """Wait for a turn at the host of `url`; a server of the editor's `own` needs no sparing."""
        async with AsyncExitStack() as turns:
            # The host first: those who wait for a busy one must not keep all others waiting.
            if not own:
                await turns.enter_async_context(self._hosts[urlsplit(url).netloc.lower()])
            await turns.enter_async_context(self._all)
            yield
