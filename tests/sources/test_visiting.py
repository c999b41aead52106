"""What is remembered of a source follows from how its server answered."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.config.settings import Source
from digest.model.articles import Article, Outcome, Reading, SourceState
from digest.sources.remembering import remembered
from digest.sources.visiting import visit_address
from digest.sources.web.visits import Answer, NoAnswer, NotAllowed, Question, Visit
from digest.sources.workers.parser_tasks import Parsed, Task

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
VISIT = Visit(folder=Path(), now=NOW, zone=ZoneInfo("UTC"))
SOURCE = Source(url="https://wire.example/feed", name="Wire")
FRESH = SourceState(source="Wire", url=SOURCE.url)
KNOWN = replace(FRESH, etag='"1"', last_modified="Sun", body_sha256="0", last_success=NOW - HOUR)
ARTICLE = Article(id="a1", source="Wire", title="Talks resume", first_seen=NOW)
PARSED = Parsed(articles=(ARTICLE,), ttl_seconds=7200, undated=1, future_dated=2)


class Server:
    """A web that gives one answer and notes the question."""

    def __init__(self, answer: Answer | NoAnswer) -> None:
        self.question = Question(url="")
        self._answer = answer

    async def ask(self, question: Question) -> Answer:
        """The answer."""
        self.question = question
        if isinstance(self._answer, NoAnswer):
            raise self._answer
        return self._answer


class Parser:
    """A parser that gives one result and counts its tasks."""

    def __init__(self, parsed: Parsed = PARSED) -> None:
        self.tasks: list[Task] = []
        self._parsed = parsed

    async def parse(self, task: Task, body: bytes = b"") -> Parsed:
        """The result."""
        assert task.size == len(body)
        self.tasks.append(task)
        return self._parsed


def ok(
    body: bytes = b"<rss/>", *, whole: bool = True, moved_to: str = "", **headers: str
) -> Answer:
    """A 200 with headers; `last_modified` stands for last-modified."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(
        url=SOURCE.url, status=200, headers=named, body=body, whole=whole, moved_to=moved_to
    )


def status(number: int, headers: Mapping[str, str] | None = None) -> Answer:
    """An answer without a body."""
    return Answer(url=SOURCE.url, status=number, headers=headers or {})


def visited(
    answer: Answer | NoAnswer, state: SourceState = FRESH, parser: Parser | None = None
) -> Reading:
    """The reading of a source whose server gives `answer`."""
    reading = visit_address(SOURCE, state, VISIT, Server(answer), parser or Parser())
    return asyncio.run(reading)


def test_a_feed_is_read_and_its_validators_kept() -> None:
    """Articles and validators travel together, so that they are stored together."""
    reading = visited(ok(etag='"2"', last_modified="Mon, 02 Mar 2026 08:00:00 GMT"))
    state = reading.state
    assert (reading.outcome, reading.articles) == (Outcome.READ, (ARTICLE,))
    assert (state.etag, state.last_modified) == ('"2"', "Mon, 02 Mar 2026 08:00:00 GMT")
    assert (state.last_success, state.undated, state.future_dated) == (NOW, 1, 2)
    assert state.next_check == NOW + 2 * HOUR


@pytest.mark.parametrize(
    ("answer", "parsed"),
    [(ok(whole=False, etag='"2"'), PARSED), (ok(etag='"2"'), replace(PARSED, truncated=True))],
)
def test_what_was_cut_short_is_kept_but_not_vouched_for(answer: Answer, parsed: Parsed) -> None:
    """With its validators saved, the missing end would be answered 304 for ever."""
    reading = visited(answer, KNOWN, Parser(parsed))
    assert reading.articles == (ARTICLE,)
    assert (reading.state.etag, reading.state.last_modified, reading.state.body_sha256) == ("",) * 3
    assert "cut short" in reading.notes[0]


def test_not_modified_is_believed_without_parsing() -> None:
    """A 304 keeps the ETag, renews Last-Modified if it says so, and remembers the feed's ttl."""
    parser = Parser()
    answer = status(304, {"last-modified": "Mon", "etag": '"other"'})
    state = replace(KNOWN, ttl_seconds=10800, failures=2, failure="answered 500")
    reading = visited(answer, state, parser)
    assert (reading.outcome, parser.tasks) == (Outcome.UNCHANGED, [])
    assert (reading.state.etag, reading.state.last_modified) == ('"1"', "Mon")
    assert (reading.state.failures, reading.state.failure) == (0, "")
    assert reading.state.next_check == NOW + 3 * HOUR


def test_the_same_bytes_again_are_not_parsed() -> None:
    """Servers without validators send the same feed as 200; its hash tells."""
    before = visited(ok(etag='"1"')).state
    parser = Parser()
    reading = visited(ok(etag='"2"'), before, parser)
    assert (reading.outcome, parser.tasks) == (Outcome.UNCHANGED, [])
    assert reading.state.etag == '"2"'


def test_a_permanent_move_is_followed_once_it_has_a_feed() -> None:
    """The new address is asked from then on, and the editor is told once."""
    reading = visited(ok(moved_to="https://new.example/feed"))
    server = Server(status(304))
    again = asyncio.run(visit_address(SOURCE, reading.state, VISIT, server, Parser()))
    assert 'write url = "https://new.example/feed"' in reading.notes[0]
    assert server.question.url == "https://new.example/feed"
    assert (again.notes, again.state.moved_to) == ((), "https://new.example/feed")


def test_a_move_to_a_page_that_is_no_feed_is_not_believed() -> None:
    """A login page at the end of a permanent redirect changes nothing."""
    parser = Parser(Parsed(unreadable="is a web page, not a feed"))
    reading = visited(ok(moved_to="https://login.example/"), KNOWN, parser)
    assert (reading.outcome, reading.state.moved_to) == (Outcome.FAILED, "")
    assert reading.state.etag == KNOWN.etag


def test_a_move_that_leads_nowhere_is_forgotten() -> None:
    """After three failures in a row the address of newsletter.toml is asked again."""
    state = replace(KNOWN, moved_to="https://new.example/feed")
    for _ in range(3):
        assert state.moved_to
        state = visited(status(404), state).state
    assert state.moved_to == ""


def test_a_move_written_into_the_settings_keeps_what_is_known() -> None:
    """The editor follows the advice; nothing is fetched twice for it."""
    state = replace(KNOWN, moved_to="https://new.example/feed")
    source = Source(url="https://new.example/feed", name="Wire")
    assert remembered({"Wire": state}, source) == replace(KNOWN, url=source.url)


def test_another_address_starts_afresh() -> None:
    """Validators of one address mean nothing at another."""
    source = Source(url="https://elsewhere.example/feed", name="Wire")
    assert remembered({"Wire": KNOWN}, source) == SourceState(source="Wire", url=source.url)


def test_gone_is_final() -> None:
    """A 410 switches the source off and says so; it is not a failure that may pass."""
    reading = visited(status(410), KNOWN)
    assert (reading.outcome, reading.failures, reading.state.gone) == (Outcome.GONE, (), True)
    assert "410" in reading.notes[0]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (status(404), "answered 404 Not Found; is the address still right?"),
        (status(500), "answered 500 Internal Server Error"),
        (status(799), "answered 799"),
        (NoAnswer("did not finish within 30 seconds"), "did not finish within 30 seconds"),
    ],
)
def test_a_failure_is_data(answer: Answer | NoAnswer, reason: str) -> None:
    """What went wrong is said in words and remembered; what is known stays."""
    reading = visited(answer, replace(KNOWN, failures=1))
    assert [failure.reason for failure in reading.failures] == [reason]
    assert (reading.state.failures, reading.state.failure) == (2, reason)
    assert (reading.state.etag, reading.state.last_success) == (KNOWN.etag, KNOWN.last_success)
    assert reading.state.next_check == NOW + 2 * HOUR


def test_a_server_under_load_is_left_alone_as_long_as_it_asks() -> None:
    """Retry-After of a 503 or 429 is kept."""
    reading = visited(status(503, {"retry-after": "14400"}))
    assert reading.state.next_check == NOW + 4 * HOUR


def test_a_source_that_was_not_asked_is_due_at_once() -> None:
    """As soon as the editor allows the address, the next run reads it."""
    assert visited(NotAllowed("is at 10.0.0.1")).state.next_check is None
