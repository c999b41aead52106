"""What is remembered of a source follows from how its server answered."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.config.settings import Source
from digest.model.articles import (
    Article,
    FeedState,
    Known,
    Outcome,
    Reading,
    SourceState,
    article_id,
)
from digest.sources.entries.values import Parsed
from digest.sources.visits.addresses import visit_address
from digest.sources.visits.source_states import recall_source
from digest.sources.web.protocol import Answer, NoAnswer, NotAllowed, Question, Visit
from digest.sources.workers.jobs import FeedJob, Task

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
VISIT = Visit(folder=Path(), now=NOW, zone=ZoneInfo("UTC"))
SOURCE = Source(url="https://wire.example/feed", name="Wire")
STATE = SourceState(source="Wire", place=SOURCE.url, lineage=("Wire",))
READ = replace(STATE, sha256="0", last_success=NOW - HOUR)
FRESH = FeedState(place=SOURCE.url)
KNOWN = replace(FRESH, etag='"1"', last_modified="Sun", sha256="0")
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
    answer: Answer | NoAnswer,
    feed: FeedState = FRESH,
    parser: Parser | None = None,
    state: SourceState | None = None,
) -> Reading:
    """The reading of a source whose server gives `answer`; it has read what `feed` vouches for."""
    sharers = [(SOURCE, state or replace(READ, sha256=feed.sha256))]
    (reading,) = asyncio.run(
        visit_address(sharers, feed, VISIT, Server(answer), parser or Parser())
    )
    return reading


def test_a_feed_is_read_and_its_validators_kept() -> None:
    """Articles and validators travel together, so that they are stored together."""
    reading = visited(ok(etag='"2"', last_modified="Mon, 02 Mar 2026 08:00:00 GMT"))
    state, feed = reading.state, reading.feed
    assert (reading.outcome, reading.articles) == (Outcome.READ, (ARTICLE,))
    assert (feed.etag, feed.last_modified) == ('"2"', "Mon, 02 Mar 2026 08:00:00 GMT")
    assert (state.last_success, state.undated, state.future_dated) == (NOW, 1, 2)
    assert state.sha256 == feed.sha256 != ""
    assert feed.next_check == NOW + 2 * HOUR


@pytest.mark.parametrize(
    ("answer", "parsed"),
    [(ok(whole=False, etag='"2"'), PARSED), (ok(etag='"2"'), replace(PARSED, truncated=True))],
)
def test_what_was_cut_short_is_kept_but_not_vouched_for(answer: Answer, parsed: Parsed) -> None:
    """With its validators saved, the missing end would be answered 304 for ever."""
    reading = visited(answer, KNOWN, Parser(parsed))
    assert reading.articles == (ARTICLE,)
    feed = reading.feed
    assert (feed.etag, feed.last_modified, feed.sha256, reading.state.sha256) == ("",) * 4
    assert "cut short" in reading.notes[0]


def test_not_modified_is_believed_without_parsing() -> None:
    """A 304 keeps the ETag, renews Last-Modified if it says so, and remembers the feed's ttl."""
    parser = Parser()
    answer = status(304, {"last-modified": "Mon", "etag": '"other"'})
    feed = replace(KNOWN, ttl_seconds=10800, failures=2, failure="answered 500")
    reading = visited(answer, feed, parser)
    assert (reading.outcome, parser.tasks) == (Outcome.UNCHANGED, [])
    assert (reading.feed.etag, reading.feed.last_modified) == ('"1"', "Mon")
    assert (reading.feed.failures, reading.feed.failure) == (0, "")
    assert reading.feed.next_check == NOW + 3 * HOUR
    assert reading.state.last_success == NOW


@pytest.mark.parametrize(
    ("feed", "state"), [(FRESH, STATE), (replace(KNOWN, etag="", last_modified=""), READ)]
)
def test_not_modified_is_no_answer_to_who_has_nothing(feed: FeedState, state: SourceState) -> None:
    """A 304 to a request without validators is a server's fault, and no reading."""
    reading = visited(status(304), feed, state=state)
    assert (reading.outcome, reading.feed.failures) == (Outcome.FAILED, 1)
    assert reading.failures[0].reason.startswith("answered 304 Not Modified to a question that")
    assert reading.state == state


def test_a_source_that_has_not_read_what_the_validators_vouch_for_sends_none() -> None:
    """Else it would be told that nothing has changed."""
    server = Server(ok())
    asyncio.run(visit_address([(SOURCE, STATE)], KNOWN, VISIT, server, Parser()))
    assert set(server.question.headers) == {"Accept"}


def test_the_same_bytes_again_are_not_parsed() -> None:
    """Servers without validators send the same feed as 200; its hash tells."""
    before = visited(ok(etag='"1"'))
    parser = Parser()
    reading = visited(ok(etag='"2"'), before.feed, parser, before.state)
    assert (reading.outcome, parser.tasks) == (Outcome.UNCHANGED, [])
    assert reading.feed.etag == '"2"'


def test_the_same_bytes_at_a_new_address_are_not_parsed_either() -> None:
    """The source was moved in newsletter.toml; its feed is the same."""
    before = visited(ok(etag='"1"'))
    parser = Parser()
    reading = visited(ok(etag='"2"'), FeedState(place=SOURCE.url), parser, before.state)
    assert (reading.outcome, parser.tasks) == (Outcome.UNCHANGED, [])
    assert reading.feed.sha256 == before.feed.sha256


def test_a_permanent_move_is_followed_once_it_has_a_feed() -> None:
    """The new address is asked from then on, and the editor is told once."""
    reading = visited(ok(moved_to="https://new.example/feed"))
    server = Server(status(304))
    sharers = [(SOURCE, reading.state)]
    moved = replace(reading.feed, etag='"1"')
    (again,) = asyncio.run(visit_address(sharers, moved, VISIT, server, Parser()))
    assert 'write url = "https://new.example/feed"' in reading.notes[0]
    assert server.question.url == "https://new.example/feed"
    assert (again.notes, again.feed.moved_to) == ((), "https://new.example/feed")


def test_a_move_to_a_page_that_is_no_feed_is_not_believed() -> None:
    """A login page at the end of a permanent redirect changes nothing."""
    parser = Parser(Parsed(unreadable="is a web page, not a feed"))
    reading = visited(ok(moved_to="https://login.example/"), KNOWN, parser)
    assert (reading.outcome, reading.feed.moved_to) == (Outcome.FAILED, "")
    assert reading.feed.etag == KNOWN.etag


def test_a_move_that_leads_nowhere_is_forgotten() -> None:
    """After three failures in a row the address of newsletter.toml is asked again."""
    feed = replace(KNOWN, moved_to="https://new.example/feed")
    for _ in range(3):
        assert feed.moved_to
        feed = visited(status(404), feed).feed
    assert feed.moved_to == ""


def test_a_source_never_known_has_nothing_to_remember() -> None:
    """No feed is known of one that was settled and not read yet, either."""
    fresh = (STATE, FRESH)
    assert recall_source({}, SOURCE) == recall_source({"Wire": Known(state=STATE)}, SOURCE) == fresh
    assert recall_source({"Wire": Known(state=READ, feed=KNOWN)}, SOURCE) == (READ, KNOWN)


def test_articles_keep_their_ids_under_another_name() -> None:
    """They are made from the first name; the new one is printed."""
    parser = Parser()
    reading = visited(ok(), FRESH, parser, replace(STATE, source="Press"))
    job = parser.tasks[0].job
    assert isinstance(job, FeedJob)
    assert job.source.label == "Wire"
    assert reading.articles == (replace(ARTICLE, source="Press"),)


def test_who_joined_an_address_makes_its_ids_from_the_others() -> None:
    """So it knows the articles again that it was given when it joined."""
    parser = Parser()
    joined = replace(STATE, source="Press", lineage=("Wire", "Press"))
    (article,) = visited(ok(), FRESH, parser, joined).articles
    assert (article.id, article.source) == (article_id("Press", ARTICLE.id), "Press")


def test_gone_is_final() -> None:
    """A 410 switches the source off and says so; it is not a failure that may pass."""
    reading = visited(status(410), KNOWN)
    assert (reading.outcome, reading.failures, reading.feed.gone) == (Outcome.GONE, (), True)
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
    assert (reading.feed.failures, reading.feed.failure) == (2, reason)
    assert (reading.feed.etag, reading.state) == (KNOWN.etag, READ)
    assert reading.feed.next_check == NOW + 2 * HOUR


def test_a_server_under_load_is_left_alone_as_long_as_it_asks() -> None:
    """Retry-After of a 503 or 429 is kept."""
    reading = visited(status(503, {"retry-after": "14400"}))
    assert reading.feed.next_check == NOW + 4 * HOUR


def test_a_source_that_was_not_asked_is_due_at_once() -> None:
    """As soon as the editor allows the address, the next run reads it."""
    assert visited(NotAllowed("is at 10.0.0.1")).feed.next_check is None


@pytest.mark.parametrize(("state", "tasks"), [(STATE, 3), (replace(READ, sha256=""), 1)])
def test_what_a_feed_showed_before_is_read_by_those_who_never_read_it(
    state: SourceState, tasks: int
) -> None:
    """One whose feed always breaks off has read it all the same, though it knows no sum of it."""
    parser = Parser()
    visited(
        replace(ok(whole=False), earlier=(b"<rss>1</rss>", b"<rss>2</rss>")), FRESH, parser, state
    )
    assert len(parser.tasks) == tasks
