"""Sources in, one `Reading` each out, as they finish: what they hold, or why nothing was read."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass

from digest.config.settings import Source
from digest.model.articles import FeedState, Known, Outcome, Reading, SourceState
from digest.sources.visits.addresses import Asks, Sharer, visit_address
from digest.sources.visits.paths import visit_path
from digest.sources.visits.source_states import recall_source
from digest.sources.web.politeness import Throttle, is_due
from digest.sources.web.protocol import Visit
from digest.sources.workers.pool import Parsers
from digest.sources.workers.tasks import Parses, Parsing

Keep = Callable[[Reading], None]
Asked = Callable[[], bool]
_PATIENCE = 0.1
"""Seconds after which someone who wants the visit to stop is heard."""


@dataclass(frozen=True, slots=True)
class _Address:
    """One address, and those that share it."""

    feed: FeedState
    sharers: tuple[Sharer, ...]


def collect(
    sources: Sequence[Source],
    *,
    known: Mapping[str, Known],
    visit: Visit,
    keep: Keep,
    to_stop: Asked = lambda: False,
    parsing: Parsing = Parsers,
) -> None:
    """Visit every source; `keep` is called once for each as it finishes, in no certain order.

    `known` are by source label. Nothing is held after `keep`, so memory does not grow with the
    number of sources; what it raises ends the visit. Paths are always read; addresses are asked
    when they are due, or when `visit.force` says so, and once for all sources that share one. As
    soon as `to_stop` says so the visit ends, whatever is still awaited. `parsing` starts those
    who parse.
    """
    asyncio.run(_until_asked(_collect(sources, known, visit, keep, parsing), to_stop))


async def _until_asked(work: Coroutine[None, None, None], to_stop: Asked) -> None:
    task = asyncio.create_task(work)
    while not task.done():
        if to_stop():
            task.cancel()
            await asyncio.wait({task})
            return
        await asyncio.wait({task}, timeout=_PATIENCE)
    task.result()


async def _collect(
    sources: Sequence[Source],
    known: Mapping[str, Known],
    visit: Visit,
    keep: Keep,
    parsing: Parsing,
) -> None:
    due: list[_Address] = []
    for address in _addresses([source for source in sources if source.url], known):
        if visit.force or not (address.feed.gone or not is_due(address.feed, visit.now)):
            due.append(address)
        else:
            for _, state in address.sharers:
                keep(_not_asked(state, address.feed))
    async with parsing(count=visit.limits.parsers) as parsers:
        for source in sources:
            if source.path:
                keep(await visit_path(source, recall_source(known, source), visit, parsers))
        if due:
            # Imported when needed: httpx2 takes longer to import than a local issue to select.
            from digest.sources.web.fetch import Web

            async with Web(visit.limits) as web:
                await _visit_all(due, visit, keep, web, parsers)


def _addresses(sources: Sequence[Source], known: Mapping[str, Known]) -> list[_Address]:
    feeds: dict[str, FeedState] = {}
    sharers: dict[str, list[Sharer]] = {}
    for source in sources:
        state, feed = recall_source(known, source)
        feeds[feed.place] = feed
        sharers.setdefault(feed.place, []).append((source, state))
    return [_Address(feeds[place], tuple(sharing)) for place, sharing in sharers.items()]


async def _visit_all(
    addresses: Sequence[_Address], visit: Visit, keep: Keep, web: Asks, parsers: Parses
) -> None:
    turns = Throttle(visit.limits)

    async def visited(address: _Address) -> None:
        own = any(source.allow_private for source, _ in address.sharers)
        # A body is parsed and kept inside its turn: parsing is slower than the network, and bodies
        # would pile up in memory.
        async with turns.turn(address.feed.place, own=own):
            for reading in await visit_address(address.sharers, address.feed, visit, web, parsers):
                keep(reading)

    tasks = [asyncio.create_task(visited(address)) for address in addresses]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _not_asked(state: SourceState, feed: FeedState) -> Reading:
    outcome, note = Outcome.GONE, feed.failure
    if not feed.gone:
        said = f"failed not long ago ({feed.failure})" if feed.failures else "was read not long ago"
        again = f"{feed.next_check:%d %b %H:%M %Z}" if feed.next_check else "soon"
        outcome = Outcome.NOT_DUE
        note = f"{said}; it is asked again after {again} (--force asks now)"
    return Reading(source=state.source, state=state, feed=feed, outcome=outcome, notes=(note,))
