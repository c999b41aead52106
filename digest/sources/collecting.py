"""Sources in, one `Reading` each out, as they finish: what they hold, or why nothing was read."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

from digest.config.settings import Source
from digest.model.articles import Outcome, Reading, SourceState
from digest.sources.local.paths import visit_path
from digest.sources.remembering import remembered
from digest.sources.visiting import Asks, visit_address
from digest.sources.web.manners import is_due
from digest.sources.web.turns import Turns
from digest.sources.web.visits import Visit
from digest.sources.workers.parser_tasks import Parses
from digest.sources.workers.workers import Parsers

Keep = Callable[[Reading], None]
Due = tuple[Source, SourceState]


def collect(
    sources: Sequence[Source], *, states: Mapping[str, SourceState], visit: Visit, keep: Keep
) -> None:
    """Visit every source; `keep` is called once for each as it finishes, in no certain order.

    `states` are by source label. Nothing is held after `keep`, so memory does not grow with the
    number of sources; what it raises ends the visit. Paths are always read; addresses are asked
    when they are due, or when `visit.force` says so.
    """
    asyncio.run(_collect(sources, states, visit, keep))


async def _collect(
    sources: Sequence[Source], states: Mapping[str, SourceState], visit: Visit, keep: Keep
) -> None:
    paths: list[Due] = []
    addresses: list[Due] = []
    for source in sources:
        state = remembered(states, source)
        if source.path:
            paths.append((source, state))
        elif visit.force or not (state.gone or not is_due(state, visit.now)):
            addresses.append((source, state))
        else:
            keep(_not_asked(state))
    async with Parsers(count=visit.limits.parsers) as parsers:
        for source, state in paths:
            keep(await visit_path(source, state, visit, parsers))
        if addresses:
            # Imported when needed: httpx2 takes longer to import than a local issue to select.
            from digest.sources.web.fetch import Web

            async with Web(visit.limits) as web:
                await _visit_all(addresses, visit, keep, web, parsers)


async def _visit_all(
    addresses: Sequence[Due], visit: Visit, keep: Keep, web: Asks, parsers: Parses
) -> None:
    turns = Turns(visit.limits)

    async def visited(source: Source, state: SourceState) -> None:
        # A body is parsed and kept inside its turn: parsing is slower than the network, and bodies
        # would pile up in memory.
        async with turns.turn(source.url, own=source.allow_private):
            keep(await visit_address(source, state, visit, web, parsers))

    tasks = [asyncio.create_task(visited(source, state)) for source, state in addresses]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _not_asked(state: SourceState) -> Reading:
    if state.gone:
        return Reading(
            source=state.source, state=state, outcome=Outcome.GONE, notes=(state.failure,)
        )
    said = f"failed not long ago ({state.failure})" if state.failures else "was read not long ago"
    again = f"{state.next_check:%d %b %H:%M %Z}" if state.next_check else "soon"
    note = f"{said}; it is asked again after {again} (--force asks now)"
    return Reading(source=state.source, state=state, outcome=Outcome.NOT_DUE, notes=(note,))
