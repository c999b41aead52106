"""What benchmarks/collecting.py and faults.py run in processes of their own: one way to read feeds.

python -m benchmarks.contestants WAY BASE COUNT FOLDER
"""

import asyncio
import json
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx2

from benchmarks.feed_servers import ETAG, KINDS, SLOW
from digest.config.settings import Source
from digest.model.articles import Reading
from digest.sources.collection import collect
from digest.sources.web.protocol import Limits, Visit
from digest.store import open_store

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
AGENT = {"User-Agent": "benchmark"}


def only_asked(base: str, count: int) -> dict[str, float]:
    """Nothing but the conditional requests, as many at once as `collect` makes."""

    async def all_asked() -> Counter[int]:
        turns = asyncio.Semaphore(Limits().at_once)
        async with httpx2.AsyncClient(limits=httpx2.Limits(max_connections=None)) as client:

            async def asked(number: int) -> int:
                async with turns:
                    headers = {**AGENT, "If-None-Match": ETAG}
                    return (await client.get(f"{base}/{number}", headers=headers)).status_code

            return Counter(await asyncio.gather(*(asked(number) for number in range(count))))

    return {"not modified": asyncio.run(all_asked())[304]}


def collected(base: str, count: int, folder: Path, *, hostile: bool = False) -> dict[str, float]:
    """The whole of `digest collect` but its command line: asked, parsed, cleaned and stored."""
    sources = [_source(base, number, hostile=hostile) for number in range(count)]
    outcomes: Counter[str] = Counter()
    healthy: list[int] = []
    with open_store(folder / "store.sqlite3") as store:
        # A second run is a later one: by then every feed is due again.
        now = NOW + timedelta(hours=5) * bool(store.count())

        def keep(reading: Reading) -> None:
            store.keep(reading, now)
            outcomes[reading.outcome] += 1
            if reading.articles and reading.source.startswith("good"):
                healthy.append(len(reading.articles))

        visit = Visit(folder=folder, now=now, zone=ZoneInfo("UTC"))
        collect(sources, known=store.settle(sources), visit=visit, keep=keep)
        known = {"articles": store.count(), "healthy": len(healthy)}
        return {**outcomes, **known, "fewest": min(healthy, default=0)}


def _source(base: str, number: int, *, hostile: bool) -> Source:
    if hostile and number % 2:
        kind = SLOW if number % 200 == 199 else KINDS[number // 2 % len(KINDS)]
        name, url = f"bad {kind} {number}", f"{base}/bad/{kind}/{number}"
    else:
        name, url = f"good {number}", f"{base}/{number}"
    return Source(url=url, name=name, allow_private=True)


def main() -> None:
    """Run one way; print what it found and its seconds without the start of Python, as JSON."""
    way, base, count, folder = sys.argv[1:]
    started = time.perf_counter()
    match way:
        case "only asked":
            found = only_asked(base, int(count))
        case "collected":
            found = collected(base, int(count), Path(folder))
        case _:
            found = collected(base, int(count), Path(folder), hostile=True)
    sys.stdout.write(json.dumps({**found, "seconds": time.perf_counter() - started}) + "\n")


if __name__ == "__main__":
    main()
