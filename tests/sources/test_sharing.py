"""Newsletters that collect at the same time share parsers, connections and answers."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from parsing import parse_here

from digest.config.settings import Source
from digest.errors import StorageError
from digest.model.articles import Outcome, Reading
from digest.sources.sharing import SharedVisits
from digest.sources.web.protocol import Answer, Limits, Question, Visit

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ADDRESSES = tuple(f"https://wire.example/{number}" for number in range(6))


@dataclass
class Wire:
    """Servers that have one item each, and what they were asked."""

    asked: list[str] = field(default_factory=list)

    async def ask(self, question: Question) -> Answer:
        """A feed of one item."""
        self.asked.append(question.url)
        body = (
            "<rss version='2.0'><channel><title>Wire</title>"
            f"<item><title>Talks</title><link>{question.url}/talks</link></item></channel></rss>"
        )
        headers = {"content-type": "application/rss+xml"}
        return Answer(url=question.url, status=200, headers=headers, body=body.encode())

    def opened(self, _: Limits) -> AbstractAsyncContextManager["Wire"]:
        """The web, as far as there is any."""
        return nullcontext(self)


@contextmanager
def shared(wire: Wire, shelf: Path) -> Iterator[SharedVisits]:
    """Visits over `wire`."""
    with SharedVisits(shelf, NOW, open_web=wire.opened, parsing=parse_here) as visits:
        yield visits


def collected(visits: SharedVisits, newsletter: str) -> list[Reading]:
    """What a newsletter of that name has read, each kept in the thread that asked."""
    readings: list[Reading] = []
    thread = threading.get_ident()

    def keep(reading: Reading) -> None:
        assert threading.get_ident() == thread
        readings.append(reading)

    sources = [Source(url=one, name=f"{newsletter} {one[-1]}") for one in ADDRESSES]
    visit = Visit(folder=Path(), now=NOW, zone=ZoneInfo("UTC"))
    visits.collect(sources, known={}, visit=visit, keep=keep)
    return readings


def test_newsletters_that_collect_at_once_ask_each_address_once(tmp_path: Path) -> None:
    """And each has its own articles, by its own names."""
    wire = Wire()
    names = [f"weekly {number}" for number in range(8)]
    with shared(wire, tmp_path) as visits, ThreadPoolExecutor(8) as threads:
        found = [*threads.map(lambda name: collected(visits, name), names)]
    assert sorted(wire.asked) == sorted(ADDRESSES)
    for name, readings in zip(names, found, strict=True):
        assert {one.outcome for one in readings} == {Outcome.READ}
        assert {article.source for one in readings for article in one.articles} == {
            f"{name} {number}" for number in range(6)
        }


def test_what_keeping_raises_ends_that_newsletter_only(tmp_path: Path) -> None:
    """A full disk of one is not another's."""

    def full(_: Reading) -> None:
        raise StorageError("the disk is full")

    with shared(Wire(), tmp_path) as visits:
        source = Source(url=ADDRESSES[0], name="Wire")
        visit = Visit(folder=Path(), now=NOW, zone=ZoneInfo("UTC"))
        with pytest.raises(StorageError, match="disk is full"):
            visits.collect([source], known={}, visit=visit, keep=full)
        assert len(collected(visits, "weekly")) == len(ADDRESSES)


def test_whoever_is_told_to_stop_waits_for_no_server(tmp_path: Path) -> None:
    """What was read until then is kept."""

    class Silent(Wire):
        async def ask(self, question: Question) -> Answer:
            await asyncio.sleep(3600)
            return await super().ask(question)

    kept: list[Reading] = []
    with shared(Silent(), tmp_path) as visits:
        source = Source(url=ADDRESSES[0], name="Wire")
        visit = Visit(folder=Path(), now=NOW, zone=ZoneInfo("UTC"))
        visits.collect([source], known={}, visit=visit, keep=kept.append, to_stop=lambda: True)
    assert kept == []
