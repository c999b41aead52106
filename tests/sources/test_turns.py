"""Few requests at once reach one host, and not too many leave in all."""

import asyncio
from collections import Counter

from digest.sources.web.turns import Turns
from digest.sources.web.visits import Limits

LIMITS = Limits(at_once=6, per_host=2)


def most_at_once(urls: list[str], *, own: bool = False) -> Counter[str]:
    """The most turns that were held at the same time, by host and ("") in all."""
    held: Counter[str] = Counter()
    most: Counter[str] = Counter()

    async def visited(turns: Turns, url: str) -> None:
        async with turns.turn(url, own=own):
            for name in (url.split("/")[2], ""):
                held[name] += 1
                most[name] = max(most[name], held[name])
            await asyncio.sleep(0.001)
            for name in (url.split("/")[2], ""):
                held[name] -= 1

    async def all_visited() -> None:
        turns = Turns(LIMITS)
        await asyncio.gather(*(visited(turns, url) for url in urls))

    asyncio.run(all_visited())
    return most


def test_one_host_is_asked_twice_at_once_at_most() -> None:
    """A host with many feeds is spared."""
    most = most_at_once([f"https://blogs.example/{number}" for number in range(20)])
    assert most == {"blogs.example": 2, "": 2}


def test_a_busy_host_does_not_keep_others_waiting() -> None:
    """All slots are used although most sources share a host."""
    busy = [f"https://blogs.example/{number}" for number in range(20)]
    others = [f"https://host{number}.example/" for number in range(20)]
    most = most_at_once(busy + others)
    assert (most["blogs.example"], most[""]) == (2, 6)


def test_the_editors_own_server_needs_no_sparing() -> None:
    """Sources that may be private are bounded only by the limit for all."""
    most = most_at_once([f"http://127.0.0.1/{number}" for number in range(20)], own=True)
    assert most == {"127.0.0.1": 6, "": 6}
