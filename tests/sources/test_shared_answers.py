"""Many newsletters read the same addresses: each is asked once, and all get what it has."""

import asyncio
import sqlite3
from collections.abc import Coroutine
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.errors import StorageError
from digest.sources.web.placeholders import Secrets
from digest.sources.web.protocol import Answer, NoAnswer, Question
from digest.sources.web.shared_answers import AnswerShelf, SharedAnswers

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FEED = "https://wire.example/feed"


@dataclass
class Wire:
    """A server: what it has, and every question that reached it."""

    body: bytes = b"<rss>Monday</rss>"
    etag: str = '"1"'
    down: bool = False
    asked: list[Question] = field(default_factory=list)

    async def ask(self, question: Question) -> Answer:
        """Its answer, a little later."""
        self.asked.append(question)
        await asyncio.sleep(0)
        if self.down:
            raise NoAnswer("closed the connection")
        headers = {"etag": self.etag} if self.etag else {}
        if self.etag and question.headers.get("If-None-Match") == self.etag:
            return Answer(url=question.url, status=304, headers=headers)
        return Answer(url=question.url, status=200, headers=headers, body=self.body)


def ask_all(wire: Wire, shelf: Path, *questions: Question, now: datetime = NOW) -> list[Answer]:
    """The answers of one run in which all of them are asked at once."""

    async def asked() -> list[Answer]:
        with AnswerShelf(shelf) as kept:
            answers = SharedAnswers(wire, kept, now)
            return list(await asyncio.gather(*map(answers.ask, questions)))

    return asyncio.run(asked())


def knowing(etag: str) -> Question:
    """The question of a newsletter that has read what `etag` stands for."""
    return Question(url=FEED, headers={"If-None-Match": etag})


def test_an_address_is_asked_once_however_many_ask(tmp_path: Path) -> None:
    """One request, the same body for each."""
    wire = Wire()
    answers = ask_all(wire, tmp_path, *[Question(url=FEED)] * 20)
    assert len(wire.asked) == 1
    assert {one.body for one in answers} == {wire.body}


def test_whoever_has_read_it_hears_that_nothing_is_new(tmp_path: Path) -> None:
    """304, as the server would have said, and the body for who has not."""
    old, new = ask_all(Wire(), tmp_path, knowing('"1"'), knowing('"0"'))
    assert (old.status, old.body) == (304, b"")
    assert (new.status, new.body) == (200, b"<rss>Monday</rss>")


def test_the_next_run_within_the_hour_asks_nobody(tmp_path: Path) -> None:
    """Nor does one that comes later find the body sent again: the shelf has it."""
    wire = Wire()
    ask_all(wire, tmp_path, Question(url=FEED))
    soon, later = NOW + timedelta(minutes=30), NOW + timedelta(minutes=90)
    assert ask_all(wire, tmp_path, Question(url=FEED), now=soon)[0].body == wire.body
    assert len(wire.asked) == 1
    assert ask_all(wire, tmp_path, Question(url=FEED), now=later)[0].body == wire.body
    assert wire.asked[-1].headers == {"If-None-Match": '"1"'}


def test_a_server_that_is_down_is_asked_once_in_a_run(tmp_path: Path) -> None:
    """All hear of it, and the next run asks again."""
    wire = Wire(down=True)
    for _ in range(2):
        with pytest.raises(NoAnswer, match="closed the connection"):
            ask_all(wire, tmp_path, Question(url=FEED), Question(url=FEED))
    assert len(wire.asked) == 2


@pytest.mark.parametrize(
    "own",
    [
        replace(Question(url=FEED), allow_private=True),
        replace(
            Question(url="https://wire.example/${KEY}"), secrets=Secrets(values={"KEY": "x" * 9})
        ),
        Question(url="https://me:word@wire.example/feed"),
    ],
)
def test_what_is_somebodys_own_is_never_shared(tmp_path: Path, own: Question) -> None:
    """Asked for each, and nothing of it on the shelf."""
    wire = Wire()
    ask_all(wire, tmp_path, own, own)
    assert len(wire.asked) == 2
    with AnswerShelf(tmp_path) as shelf:
        assert shelf.last(own.url) is None


def test_who_joins_on_thursday_has_mondays_items(tmp_path: Path) -> None:
    """As long as the shelf has them: eight days."""
    wire = Wire()
    ask_all(wire, tmp_path, Question(url=FEED))
    wire.body, wire.etag = b"<rss>Thursday</rss>", '"2"'
    thursday = NOW + timedelta(days=3)
    joining = replace(Question(url=FEED), wants_earlier=True)
    (answer,) = ask_all(wire, tmp_path, joining, now=thursday)
    assert (answer.body, answer.earlier) == (b"<rss>Thursday</rss>", (b"<rss>Monday</rss>",))
    wire.body, wire.etag = b"<rss>Next week</rss>", '"3"'
    (late,) = ask_all(wire, tmp_path, joining, now=NOW + timedelta(days=10))
    assert late.earlier == (b"<rss>Thursday</rss>",)


def test_one_that_is_stopped_stops_no_other(tmp_path: Path) -> None:
    """The request goes on for those who still wait."""
    wire = Wire()

    async def asked() -> Answer:
        with AnswerShelf(tmp_path) as kept:
            answers = SharedAnswers(wire, kept, NOW)
            first, second = (started(answers.ask(Question(url=FEED))) for _ in range(2))
            await asyncio.sleep(0)
            first.cancel()
            return await second

    assert asyncio.run(asked()).body == wire.body


def started(work: Coroutine[None, None, Answer]) -> asyncio.Task[Answer]:
    """It, at work."""
    return asyncio.ensure_future(work)


def test_a_shelf_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    """With what losing it costs."""
    (tmp_path / "answers.sqlite3").write_bytes(b"no database, but long enough to be looked at")
    with pytest.raises(StorageError, match=r"answers\.sqlite3: .*it costs requests, no more"):
        AnswerShelf(tmp_path)


def test_a_disk_that_is_full_costs_no_answer(tmp_path: Path) -> None:
    """All who ask in this run have it; only the next asks again."""
    wire = Wire()

    class Full(AnswerShelf):
        def put(self, *_: object, **__: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

    async def asked() -> list[Answer]:
        with Full(tmp_path) as kept:
            answers = SharedAnswers(wire, kept, NOW)
            return [await answers.ask(Question(url=FEED)) for _ in range(2)]

    assert [one.body for one in asyncio.run(asked())] == [wire.body] * 2
    assert len(wire.asked) == 1
