"""A feed that hangs, kills or fills its parser costs only itself."""

import asyncio
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.config.settings import Source
from digest.json_records import to_json
from digest.model.articles import Reading
from digest.sources.entries.values import Parsed
from digest.sources.visits.paths import visit_path
from digest.sources.visits.source_states import recall_source
from digest.sources.web.protocol import Answer, Limits, Visit
from digest.sources.workers.jobs import FeedJob, Task
from digest.sources.workers.pool import Parsers, parse_alone
from digest.sources.workers.tasks import feed_task, page_task

NOW = datetime(2026, 3, 2, tzinfo=UTC)
ITEM = "<item><title>Talks {0}</title><link>https://wire.example/{0}</link></item>"
HEALTHY = (
    f"<rss version='2.0'><channel><title>Wire</title>{ITEM.format(1)}</channel></rss>".encode()
)
# feedparser looks for an address in an author in quadratic time.
HANGING = HEALTHY.replace(b"<item>", b"<item><author>" + b"a" * 200_000 + b"@</author>")
HANGING_PAGE = (
    b"<div class='kicker dek'>" * 200 + b"<p>Envoys met in the old harbour. </p>" * 200_000
)
HUNGRY = HEALTHY.replace(b"Talks", b"Talks " * 2_000_000)


def task(body: bytes, *, seconds: float = 10) -> Task:
    """To parse `body` as a feed."""
    visit = Visit(
        folder=Path(),
        now=NOW,
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


def test_a_page_that_hangs_its_parser_is_given_up() -> None:
    """The text of a lead's page is looked for under the clock, too."""
    visit = Visit(folder=Path(), now=NOW, zone=ZoneInfo("UTC"), limits=Limits(parse_seconds=1))
    page = page_task("https://wire.example/1", HANGING_PAGE, visit)
    assert "took longer than 1 seconds" in parse_alone(page, HANGING_PAGE).unreadable


PROSE = b"<p>Envoys met in the old harbour and talked until the lamps went out again.</p>"


HOSTILE_PAGES = {
    "deep": b"<div>" * 50_000 + PROSE * 20,
    "spans": PROSE * 20 + b"<span>" * 50_000 + b"x",
    "tables": b"<table><tr><td>" * 20_000 + b"x",
    "one paragraph": b"<p>" + b"Envoys met. " * 830_000,
    "one tag": b"<p " + b"a=1 " * 2_500_000 + b">" + PROSE,
}


def test_a_hostile_page_costs_only_itself() -> None:
    """It is read or refused with a reason that is the page's; the next one is read."""
    visit = Visit(folder=Path(), now=NOW, zone=ZoneInfo("UTC"), limits=Limits(parse_seconds=2))
    patient = replace(page_task("https://wire.example/2", PROSE, visit), seconds=20)

    async def each_and_the_next() -> dict[str, tuple[Parsed, Parsed]]:
        async with Parsers(count=1, pages=True) as parsers:
            return {
                name: (
                    await parsers.parse(page_task("https://wire.example/1", page, visit), page),
                    await parsers.parse(patient, PROSE),
                )
                for name, page in HOSTILE_PAGES.items()
            }

    for name, (hostile, healthy) in asyncio.run(each_and_the_next()).items():
        assert hostile.page.text or hostile.unreadable, name
        assert "a fault of this program" not in hostile.unreadable, name
        assert "Envoys met" in healthy.page.text, name


def test_of_many_files_only_the_one_that_hangs_is_lost(tmp_path: Path) -> None:
    """It is named, and the pieces beside it are read."""
    for name, content in {"a.xml": HEALTHY, "b.xml": HANGING, "c.md": b"# Ours"}.items():
        (tmp_path / name).write_bytes(content)
    visit = Visit(folder=tmp_path, now=NOW, zone=ZoneInfo("UTC"), limits=Limits(file_seconds=4))
    source = Source(path=".", name="Own pieces")

    async def visited() -> Reading:
        async with Parsers(count=1) as parsers:
            return await visit_path(source, recall_source({}, source), visit, parsers)

    reading = asyncio.run(visited())
    assert [article.title for article in reading.articles] == ["Talks 1", "Ours"]
    assert [failure.reason[:29] for failure in reading.failures] == [
        "b.xml: took longer than 4 sec"
    ]


def faulty_task() -> Task:
    """A task that this program itself cannot do: there is no such zone."""
    job = task(HEALTHY).job
    assert isinstance(job, FeedJob)
    return replace(task(HEALTHY), job=replace(job, zone="Nowhere/Land"))


def test_a_fault_of_our_own_is_told_as_ours() -> None:
    """The feed is not blamed, the report is asked for, and the parser goes on."""

    async def two() -> tuple[Parsed, Parsed, int]:
        async with Parsers(count=1) as parsers:
            ours = await parsers.parse(faulty_task(), HEALTHY)
            return ours, await parsers.parse(task(HEALTHY), HEALTHY), len(parsers._all)

    ours, healthy, processes = asyncio.run(two())
    assert "a fault of this program, not of the source (ZoneInfoNotFoundError" in ours.unreadable
    assert "please report it, with what DIGEST_DEBUG=1 prints" in ours.unreadable
    assert (len(healthy.articles), processes) == (1, 1)


DO_ONE = """
import sys
from digest.json_records import from_json
from digest.sources.workers.jobs import Task
from digest.sources.workers.pool import parse_alone
parse_alone(from_json(Task, sys.argv[1]), sys.argv[2].encode())
"""


@pytest.mark.parametrize(("wanted", "told"), [("1", True), ("", False)])
def test_the_traceback_of_a_fault_is_printed_on_demand(wanted: str, *, told: bool) -> None:
    """DIGEST_DEBUG=1 shows where it was; else stderr stays clean."""
    arguments = [to_json(faulty_task()).decode(), HEALTHY.decode()]
    ended = subprocess.run(
        [sys.executable, "-c", DO_ONE, *arguments],
        env={**os.environ, "DIGEST_DEBUG": wanted},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ("Traceback" in ended.stderr) == told
    assert told or ended.stderr == ""


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
