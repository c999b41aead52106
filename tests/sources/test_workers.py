"""A feed that hangs, kills or fills its parser costs only itself."""

import asyncio
import os
import signal
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.config.settings import Source
from digest.records import to_json
from digest.sources.web.visits import Answer, Limits, Visit
from digest.sources.workers.parser_tasks import Parsed, Task, feed_task
from digest.sources.workers.workers import Parsers

ITEM = "<item><title>Talks {0}</title><link>https://wire.example/{0}</link></item>"
HEALTHY = (
    f"<rss version='2.0'><channel><title>Wire</title>{ITEM.format(1)}</channel></rss>".encode()
)
# feedparser looks for an address in an author in quadratic time.
HANGING = HEALTHY.replace(b"<item>", b"<item><author>" + b"a" * 200_000 + b"@</author>")
HUNGRY = HEALTHY.replace(b"Talks", b"Talks " * 2_000_000)


def task(body: bytes, *, seconds: float = 10) -> Task:
    """To parse `body` as a feed."""
    visit = Visit(
        folder=Path(),
        now=datetime(2026, 3, 2, tzinfo=UTC),
        zone=ZoneInfo("UTC"),
        limits=Limits(parse_seconds=seconds),
    )
    source = Source(url="https://wire.example/feed", name="Wire")
    return feed_task(source, visit, Answer(url=source.url, status=200, body=body))


def parsed(*bodies: bytes, seconds: float = 10) -> list[Parsed]:
    """What becomes of the bodies, all given at once to two parsers."""

    async def all_parsed() -> list[Parsed]:
        async with Parsers(count=2) as parsers:
            tasks = [parsers.parse(task(body, seconds=seconds), body) for body in bodies]
            return await asyncio.gather(*tasks)

    return asyncio.run(all_parsed())


def test_healthy_feeds_survive_their_neighbours() -> None:
    """One feed hangs its parser and is cut off; all others are read."""
    hung, *others = parsed(HANGING, *[HEALTHY] * 5, seconds=2)
    assert "took longer than 2 seconds" in hung.unreadable
    assert [len(one.articles) for one in others] == [1] * 5


def test_a_feed_that_wants_too_much_memory_is_refused() -> None:
    """A body that grows beyond the memory limit is stopped there, and the parser goes on."""

    async def two() -> tuple[Parsed, Parsed]:
        async with Parsers(count=1) as parsers:
            hungry = await parsers.parse(replace(task(HUNGRY), memory=50 * 2**20), HUNGRY)
            return hungry, await parsers.parse(task(HEALTHY), HEALTHY)

    hungry, healthy = asyncio.run(two())
    assert "memory" in hungry.unreadable.lower()
    assert len(healthy.articles) == 1


def test_what_is_no_feed_is_said() -> None:
    """A web page is told apart from a feed without articles."""
    (page,) = parsed(b"<!doctype html><html><body>Log in</body></html>")
    assert page.unreadable
    assert page.articles == ()


def test_a_killed_parser_is_replaced() -> None:
    """A parser that the system kills while idle costs no feed."""

    async def before_and_after() -> tuple[Parsed, Parsed]:
        async with Parsers(count=1) as parsers:
            before = await parsers.parse(task(HEALTHY), HEALTHY)
            (process,) = parsers._idle
            os.kill(process.pid, signal.SIGKILL)
            await process.wait()
            return before, await parsers.parse(task(HEALTHY), HEALTHY)

    before, after = asyncio.run(before_and_after())
    assert before == after


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no alarm")
def test_an_orphan_that_hangs_ends_itself() -> None:
    """A parser whose program was killed does not go on for minutes."""

    async def exit_code() -> int:
        async with Parsers(count=1) as parsers:
            process = await parsers._ready()
            assert process.stdin is not None
            # Nobody watches here; its own alarm comes 5 seconds after the limit, so after one.
            question = to_json(task(HANGING, seconds=-4)) + b"\n" + HANGING
            process.stdin.write(question)
            return await process.wait()

    assert asyncio.run(exit_code()) == -signal.SIGALRM


def test_no_process_starts_without_a_task() -> None:
    """A visit in which nothing has changed pays for no parser."""

    async def started() -> int:
        async with Parsers(count=2) as parsers:
            return len(parsers._all)

    assert asyncio.run(started()) == 0
