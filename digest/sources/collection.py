"""Sources in, one `Reading` each out, as they finish: what they hold, or why nothing was read."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from digest.config.settings import Source
from digest.errors import DigestError, fault_sentence
from digest.model.articles import FeedState, Known, Outcome, Reading, SourceState
from digest.sources.visits.addresses import Asks, Sharer, visit_address
from digest.sources.visits.paths import visit_path
from digest.sources.visits.source_states import failed_reading, note_failure, recall_source
from digest.sources.web.politeness import Throttle, is_due
from digest.sources.web.protocol import Limits, Visit
from digest.sources.workers.pool import Parsers
from digest.sources.workers.tasks import Parses, Parsing
from digest.text import shortened

Keep = Callable[[Reading], None]
Asked = Callable[[], bool]
OpenWeb = Callable[[Limits], AbstractAsyncContextManager[Asks]]
_LONGEST = 200
_PATIENCE = 0.1
"""Seconds after which someone who wants the visit to stop is heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What visits are made with: who parses, who asks once somebody has to, and who may ask now."""

    parsers: Parses
    open_web: Callable[[], AbstractAsyncContextManager[Asks]]
    turns: Throttle


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

    async def collected() -> None:
        async with parsing(count=visit.limits.parsers) as parsers:
            turns = Throttle(visit.limits)
            means = Means(parsers=parsers, open_web=lambda: open_web(visit.limits), turns=turns)
            await visit_sources(sources, known, visit, keep, means)

    asyncio.run(_until_asked(collected(), to_stop))


def open_web(limits: Limits) -> AbstractAsyncContextManager[Asks]:
    """The web as this program may see it."""
    # Imported when needed: httpx2 takes longer to import than a local issue to select.
    from digest.sources.web.fetch import Web

    return Web(limits)


async def _until_asked(work: Coroutine[None, None, None], to_stop: Asked) -> None:
    task = asyncio.create_task(work)
    while not task.done():
        if to_stop():
            task.cancel()
            await asyncio.wait({task})
            return
        await asyncio.wait({task}, timeout=_PATIENCE)
    task.result()


async def visit_sources(
    sources: Sequence[Source], known: Mapping[str, Known], visit: Visit, keep: Keep, means: Means
) -> None:
    """Visit every source as `collect` does, with means that others may share."""
    due: list[_Address] = []
    for address in _addresses([source for source in sources if source.url], known):
        if visit.force or not (address.feed.gone or not is_due(address.feed, visit.now)):
            due.append(address)
        else:
            for _, state in address.sharers:
                keep(_not_asked(state, address.feed))
    for source in sources:
        if source.path:
            keep(await visit_path(source, recall_source(known, source), visit, means.parsers))
    if due:
        async with means.open_web() as web:
            await _visit_all(due, visit, keep, web, means)


def _addresses(sources: Sequence[Source], known: Mapping[str, Known]) -> list[_Address]:
    feeds: dict[str, FeedState] = {}
    sharers: dict[str, list[Sharer]] = {}
    for source in sources:
        state, feed = recall_source(known, source)
        feeds[feed.place] = feed
        sharers.setdefault(feed.place, []).append((source, state))
    return [_Address(feeds[place], tuple(sharing)) for place, sharing in sharers.items()]


async def _visit_all(
    addresses: Sequence[_Address], visit: Visit, keep: Keep, web: Asks, means: Means
) -> None:
    async def visited(address: _Address) -> None:
        own = any(source.allow_private for source, _ in address.sharers)
        # A body is parsed and kept inside its turn: parsing is slower than the network, and bodies
        # would pile up in memory.
        async with means.turns.turn(address.feed.place, own=own):
            for reading in await _tried(address, visit, web, means.parsers):
                keep(reading)

    tasks = [asyncio.create_task(visited(address)) for address in addresses]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _tried(address: _Address, visit: Visit, web: Asks, parsers: Parses) -> Sequence[Reading]:
    """What comes of an address; a fault of this program that it brings out costs it alone."""
    try:
        return await visit_address(address.sharers, address.feed, visit, web, parsers)
    except DigestError:
        raise
    except Exception as error:
        reason = shortened(fault_sentence(error), _LONGEST)
        feed = note_failure(address.feed, reason, {}, visit.now)
        return [failed_reading(state, reason, feed) for _, state in address.sharers]


def _not_asked(state: SourceState, feed: FeedState) -> Reading:
    outcome, note = Outcome.GONE, feed.failure
    if not feed.gone:
        said = f"failed not long ago ({feed.failure})" if feed.failures else "was read not long ago"
        again = f"{feed.next_check:%d %b %H:%M %Z}" if feed.next_check else "soon"
        outcome = Outcome.NOT_DUE
        note = f"{said}; it is asked again after {again} (--force asks now)"
    return Reading(source=state.source, state=state, feed=feed, outcome=outcome, notes=(note,))
