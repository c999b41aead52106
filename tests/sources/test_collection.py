"""All sources are visited; whatever one of them does, the others are read."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from parsing import parse_here
from servers import Reply, Request, serving

from digest.config.settings import Source
from digest.errors import StorageError
from digest.model.articles import Known, Outcome, Reading, SourceState
from digest.sources.collection import Means, collect, visit_sources
from digest.sources.web.politeness import Throttle
from digest.sources.web.protocol import Answer, Limits, Question, Visit

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ITEM = "<item><title>Talks {0}</title><link>https://wire.example/{0}</link></item>"
FEED = f"<rss version='2.0'><channel><title>Wire</title>{ITEM.format(1)}</channel></rss>".encode()
# feedparser looks for an address in an author in quadratic time.
SLOW = FEED.replace(b"<item>", b"<item><author>" + b"a" * 200_000 + b"@</author>")
VISIT = Visit(
    folder=Path(),
    now=NOW,
    zone=ZoneInfo("UTC"),
    limits=Limits(total_seconds=2, connect_seconds=1, parse_seconds=2),
)


def collected(
    sources: Sequence[Source],
    *,
    after: Sequence[Reading] = (),
    visit: Visit = VISIT,
) -> dict[str, Reading]:
    """Every source's reading, by its label, when it was `after` others that they were visited."""
    readings: list[Reading] = []
    known = {one.source: Known(state=one.state, feed=one.feed) for one in after}
    collect(sources, known=known, visit=visit, keep=readings.append)
    return {reading.source: reading for reading in readings}


def source(url: str, name: str) -> Source:
    """A source on this machine."""
    return Source(url=url, name=name, allow_private=True)


def test_every_fault_costs_its_own_source_only() -> None:
    """Hung, reset, dripping, endless and hostile neighbours: the healthy are all read."""
    faults = {
        "hung": Reply(hangs=True),
        "reset": Reply(resets=True),
        "error": Reply(status=500),
        "dripping": Reply(body=FEED, drip=0.5),
        "endless": Reply(body=bytes(2**20), endless=True),
        "page": Reply(body=b"<!doctype html><html><title>Log in</title></html>"),
        "loop": Reply(status=302, headers={"Location": "/loop"}),
        "slow to parse": Reply(body=SLOW),
    }
    replies = {f"/{name.replace(' ', '-')}": reply for name, reply in faults.items()}
    healthy = [f"healthy {number}" for number in range(10)]
    with serving({**replies, "/feed": Reply(body=FEED)}) as server:
        readings = collected(
            [source(server.url(f"/{name.replace(' ', '-')}"), name) for name in faults]
            + [source(server.url("/feed"), name) for name in healthy]
        )
    outcomes = {name: readings[name].outcome for name in faults}
    assert outcomes == dict.fromkeys(faults, Outcome.FAILED)
    assert all(len(readings[name].failures) == 1 for name in faults)
    assert [len(readings[name].articles) for name in healthy] == [1] * 10


class FaultyWeb:
    """A web in which asking for one address brings out a fault of this program."""

    async def __aenter__(self) -> "FaultyWeb":
        return self

    async def __aexit__(self, *exception: object) -> None:
        return None

    async def ask(self, question: Question) -> Answer:
        """As others do, but for /faulty."""
        if question.url.endswith("/faulty"):
            raise OverflowError("cannot fit\n" + "x" * 1000)
        return Answer(url=question.url, status=200, headers={}, body=FEED)


def test_a_fault_of_this_program_costs_the_source_that_brings_it_out() -> None:
    """It is said, in short, and counts as a failure."""
    readings: list[Reading] = []
    sources = [source(f"https://wire.example/{name}", name) for name in ("faulty", "feed")]

    async def visited() -> None:
        async with parse_here(count=1) as parsers:
            means = Means(parsers=parsers, open_web=FaultyWeb, turns=Throttle(VISIT.limits))
            await visit_sources(sources, {}, VISIT, readings.append, means)

    asyncio.run(visited())
    faulty, feed = sorted(readings, key=lambda one: one.source)
    (failure,) = faulty.failures
    assert failure.reason.startswith("a fault of this program: OverflowError: cannot fit x")
    assert len(failure.reason) <= 200
    assert (faulty.outcome, faulty.feed.failures) == (Outcome.FAILED, 1)
    assert len(feed.articles) == 1


def test_a_second_visit_is_cheap_for_the_server() -> None:
    """With its validators back, a server answers 304, and nothing is parsed."""

    def answers(request: Request) -> Reply:
        if request.headers.get("if-none-match") == '"v1"':
            return Reply(status=304)
        return Reply(body=FEED, headers={"ETag": '"v1"'})

    with serving(answers) as server:
        wire = source(server.url("/feed"), "Wire")
        first = collected([wire])["Wire"]
        later = replace(VISIT, now=NOW + timedelta(hours=4))
        second = collected([wire], after=[first], visit=later)["Wire"]
    assert (first.outcome, second.outcome) == (Outcome.READ, Outcome.UNCHANGED)
    assert second.state.last_success == later.now


def test_nobody_is_asked_twice_within_the_hour() -> None:
    """A second run by hand makes no request, and says when the next one is due."""
    with serving({"/feed": Reply(body=FEED)}) as server:
        wire = source(server.url("/feed"), "Wire")
        first = collected([wire])["Wire"]
        soon = replace(VISIT, now=NOW + timedelta(minutes=10))
        second = collected([wire], after=[first], visit=soon)["Wire"]
        forced = collected([wire], after=[first], visit=replace(soon, force=True))["Wire"]
    assert (second.outcome, second.feed) == (Outcome.NOT_DUE, first.feed)
    assert "02 Mar 10:00 UTC" in second.notes[0]
    assert "--force" in second.notes[0]
    assert forced.outcome is Outcome.UNCHANGED
    assert len(server.asked) == 2


def test_a_source_that_is_gone_is_left_alone() -> None:
    """After a 410 nothing is asked until the editor forces it."""
    with serving({"/feed": Reply(status=410)}) as server:
        wire = source(server.url("/feed"), "Wire")
        first = collected([wire])["Wire"]
        later = replace(VISIT, now=NOW + timedelta(days=30))
        second = collected([wire], after=[first], visit=later)["Wire"]
    assert (first.outcome, second.outcome) == (Outcome.GONE, Outcome.GONE)
    assert len(server.asked) == 1


def test_private_addresses_need_permission() -> None:
    """A feed on this machine is refused unless its source says that it may be there."""
    with serving({"/feed": Reply(body=FEED)}) as server:
        reading = collected([Source(url=server.url("/feed"), name="Wire")])["Wire"]
    assert server.asked == []
    assert "allow_private = true" in reading.failures[0].reason


def test_what_keep_raises_ends_the_visit() -> None:
    """A full disk is no fault of a source: the run stops with the store's own error."""

    def full(_reading: Reading) -> None:
        raise StorageError("the disk is full")

    with serving({"/feed": Reply(body=FEED)}) as server:
        wires = [source(server.url("/feed"), f"Wire {number}") for number in range(5)]
        with pytest.raises(StorageError, match="the disk is full"):
            collect(wires, known={}, visit=VISIT, keep=full)


def test_no_sources_are_no_problem() -> None:
    """A newsletter may have none yet."""
    assert collected([]) == {}


def test_an_address_that_two_share_is_asked_once() -> None:
    """Both read it, each by its own name and settings."""
    with serving({"/feed": Reply(body=FEED)}) as server:
        one, other = source(server.url("/feed"), "One"), source(server.url("/feed"), "Other")
        readings = collected([one, other.model_copy(update={"section": "world"})])
    assert len(server.asked) == 1
    articles = [readings[name].articles[0] for name in ("One", "Other")]
    assert [(article.source, article.section) for article in articles] == [
        ("One", ""),
        ("Other", "world"),
    ]
    assert articles[0].id != articles[1].id


def test_who_joins_an_address_gets_what_it_has_not_read() -> None:
    """The validators vouch for what the other has read; a 304 would keep it from the new one."""

    def answers(request: Request) -> Reply:
        if "if-none-match" in request.headers:
            return Reply(status=304)
        return Reply(body=FEED, headers={"ETag": '"v1"'})

    with serving(answers) as server:
        one, other = source(server.url("/feed"), "One"), source(server.url("/feed"), "Other")
        first = collected([one])["One"]
        fresh = SourceState(source="Other", place=other.url, lineage=("One", "Other"))
        joined = replace(first, source="Other", state=fresh)
        later = replace(VISIT, now=NOW + timedelta(hours=4))
        readings = collected([one, other], after=[first, joined], visit=later)
    assert (readings["One"].outcome, readings["Other"].outcome) == (
        Outcome.UNCHANGED,
        Outcome.READ,
    )


def test_an_address_that_two_share_fails_for_both() -> None:
    """What is wrong with it is said of each."""
    with serving({"/feed": Reply(status=500)}) as server:
        readings = collected([source(server.url("/feed"), name) for name in ("One", "Other")])
    assert len(server.asked) == 1
    assert {name: one.failures[0].source for name, one in readings.items()} == {
        "One": "One",
        "Other": "Other",
    }


@pytest.mark.parametrize(
    ("size", "outcome"), [(1_000_000, Outcome.READ), (1_000_001, Outcome.FAILED)]
)
def test_a_megabyte_is_a_million_bytes_for_every_source(
    tmp_path: Path, size: int, outcome: Outcome
) -> None:
    """A feed may be as large at an address as in a file."""
    body = FEED.ljust(size)
    (tmp_path / "feed.rss").write_bytes(body)
    with serving({"/feed": Reply(body=body)}) as server:
        readings = collected(
            [
                Source(url=server.url("/feed"), name="asked", allow_private=True, max_megabytes=1),
                Source(path="feed.rss", name="read", max_megabytes=1),
            ],
            visit=replace(VISIT, folder=tmp_path),
        )
    assert [readings[name].outcome for name in ("asked", "read")] == [outcome] * 2
    limit = "max_megabytes" if outcome is Outcome.FAILED else ""
    assert all(limit in " ".join(f.reason for f in one.failures) for one in readings.values())


def test_who_stops_a_visit_does_not_wait_for_a_server_that_hangs() -> None:
    """What was read by then is kept."""
    kept: list[str] = []
    patient = replace(VISIT, limits=Limits(total_seconds=60, connect_seconds=60))
    with serving({"/hung": Reply(hangs=True), "/feed": Reply(body=FEED)}) as server:
        collect(
            [source(server.url("/hung"), "hung"), source(server.url("/feed"), "healthy")],
            known={},
            visit=patient,
            keep=lambda reading: kept.append(reading.source),
            to_stop=lambda: kept == ["healthy"],
        )
    assert kept == ["healthy"]
