"""Questions of many newsletters in; each public address asked once, and its answer for all, out.

It is a shared cache between newsletters and servers (RFC 9111): it asks with validators of its own,
and answers whoever has what a server has with 304.
"""

import asyncio
import hashlib
import json
import sqlite3
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Protocol, Self
from urllib.parse import urlsplit

from digest.cache_database import open_cache
from digest.sources.web.politeness import next_check
from digest.sources.web.protocol import Answer, NoAnswer, Question

KEPT_FOR = timedelta(days=8)
"""How long the bodies of an address are kept: a newsletter that joins has the week's items."""

MOST_EARLIER = 60
_VALIDATORS = ("If-None-Match", "If-Modified-Since")
_TABLES = """
CREATE TABLE IF NOT EXISTS answers (
    url TEXT PRIMARY KEY, answer TEXT NOT NULL, sha256 TEXT NOT NULL, due REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bodies (
    url TEXT NOT NULL, sha256 TEXT NOT NULL, seen REAL NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (url, sha256)
);
"""
_ADVICE = "remove it, or name another folder: it costs requests, no more"


class _Asks(Protocol):
    async def ask(self, question: Question) -> Answer:
        """The answer; raises NoAnswer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """A server's last whole answer without its body; it is not asked again before `due`."""

    answer: Answer
    sha256: str
    due: datetime


class AnswerShelf:
    """Answers in a folder, for one thread; a context. Raises StorageError where it cannot be used.

    What is done with it raises sqlite3.Error, as a full disk may at any time.
    """

    def __init__(self, folder: Path) -> None:
        self._connection = open_cache(folder / "answers.sqlite3", _TABLES, advice=_ADVICE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._connection.close()

    def last(self, url: str) -> KeptAnswer | None:
        """The last answer of `url`, None where there is none, or its body is gone."""
        found = self._connection.execute(
            "SELECT answer, sha256, due FROM answers JOIN bodies USING (url, sha256) WHERE url = ?",
            (url,),
        ).fetchone()
        if found is None:
            return None
        text, sha256, due = found
        said = json.loads(text)
        answer = Answer(
            url=said["url"],
            status=HTTPStatus.OK,
            headers=said["headers"],
            moved_to=said["moved_to"],
        )
        return KeptAnswer(answer=answer, sha256=sha256, due=datetime.fromtimestamp(due, UTC))

    def body(self, url: str, sha256: str) -> bytes:
        """A body that is kept."""
        (packed,) = self._connection.execute(
            "SELECT body FROM bodies WHERE url = ? AND sha256 = ?", (url, sha256)
        ).fetchone()
        return zlib.decompress(packed)

    def earlier(self, url: str, sha256: str) -> tuple[bytes, ...]:
        """The other bodies that `url` had, the oldest first, and not more than 60."""
        rows = self._connection.execute(
            "SELECT body FROM bodies WHERE url = ? AND sha256 <> ? ORDER BY seen DESC LIMIT ?",
            (url, sha256, MOST_EARLIER),
        ).fetchall()
        return tuple(zlib.decompress(packed) for (packed,) in reversed(rows))

    def put(self, url: str, kept: KeptAnswer, body: bytes, now: datetime) -> None:
        """Keep an answer and its body; bodies that are too old are dropped."""
        answer = kept.answer
        text = json.dumps(
            {"url": answer.url, "headers": {**answer.headers}, "moved_to": answer.moved_to}
        )
        self._connection.execute("BEGIN")
        try:
            self._write(url, kept, text, body, now)
        except sqlite3.Error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def _write(self, url: str, kept: KeptAnswer, text: str, body: bytes, now: datetime) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO bodies VALUES (?, ?, ?, ?)",
            (url, kept.sha256, now.timestamp(), zlib.compress(body, 1)),
        )
        self._connection.execute(
            "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)",
            (url, text, kept.sha256, kept.due.timestamp()),
        )
        self._connection.execute(
            "DELETE FROM bodies WHERE url = ? AND sha256 <> ? AND seen < ?",
            (url, kept.sha256, (now - KEPT_FOR).timestamp()),
        )

    def put_off(self, url: str, due: datetime) -> None:
        """`url` was asked, and had nothing new."""
        self._connection.execute("UPDATE answers SET due = ? WHERE url = ?", (due.timestamp(), url))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What a server said in this run, the body on the shelf; or `failed` for all who ask."""

    answer: Answer | None = None
    sha256: str = ""
    failed: NoAnswer | None = None


class SharedAnswers:
    """The web for many newsletters: what one has asked, the others have the answer of."""

    def __init__(self, web: _Asks, shelf: AnswerShelf, now: datetime) -> None:
        self._web = web
        self._shelf = shelf
        self._now = now
        self._asked: dict[tuple[str, int], asyncio.Task[_Said]] = {}

    async def ask(self, question: Question) -> Answer:
        """The answer, from the server or from whoever asked before; raises NoAnswer.

        What only its asker may know, or may ask, is never shared.
        """
        if not is_shareable(question):
            return await self._web.ask(question)
        key = question.url, question.most_bytes
        if key not in self._asked:
            self._asked[key] = asyncio.create_task(self._said(question))
        # Whoever is stopped must not stop the others.
        said = await asyncio.shield(self._asked[key])
        if said.failed:
            raise type(said.failed)(str(said.failed))
        if said.answer is None:
            raise TypeError(said)
        return self._reply(question, said.answer, said.sha256)

    async def _said(self, question: Question) -> _Said:
        kept = self._last(question.url)
        if kept and self._now < kept.due:
            return _Said(answer=kept.answer, sha256=kept.sha256)
        headers = {
            name: value for name, value in question.headers.items() if name not in _VALIDATORS
        }
        validators = _validators(kept.answer.headers) if kept else {}
        try:
            answer = await self._web.ask(
                replace(question, headers={**headers, **validators}, wants_earlier=False)
            )
        except NoAnswer as failed:
            return _Said(failed=failed)
        due = next_check(self._now, answer.headers)
        if answer.status == HTTPStatus.NOT_MODIFIED and kept:
            with suppress(sqlite3.Error):
                self._shelf.put_off(question.url, due)
            renewed = {**kept.answer.headers, **answer.headers}
            return _Said(answer=replace(kept.answer, headers=renewed), sha256=kept.sha256)
        if answer.status != HTTPStatus.OK or not answer.whole:
            return _Said(answer=answer)
        sha256 = hashlib.sha256(answer.body).hexdigest()
        without = replace(answer, body=b"")
        new = KeptAnswer(answer=without, sha256=sha256, due=due)
        try:
            self._shelf.put(question.url, new, answer.body, self._now)
        except sqlite3.Error:
            # Those who ask in this run have it all the same, for as long as there is memory.
            return _Said(answer=answer)
        return _Said(answer=without, sha256=sha256)

    def _last(self, url: str) -> KeptAnswer | None:
        try:
            return self._shelf.last(url)
        except (sqlite3.Error, ValueError, LookupError):
            return None

    def _reply(self, question: Question, answer: Answer, sha256: str) -> Answer:
        """The answer as the server would have given it to this asker."""
        if not sha256:
            return answer
        if _knows(question.headers, answer.headers):
            return replace(answer, status=HTTPStatus.NOT_MODIFIED)
        url = question.url
        try:
            earlier = self._shelf.earlier(url, sha256) if question.wants_earlier else ()
            return replace(answer, body=self._shelf.body(url, sha256), earlier=earlier)
        except (sqlite3.Error, zlib.error, TypeError) as error:
            raise NoAnswer(f"was answered, but what was kept of it is damaged ({error})") from None


def is_shareable(question: Question) -> bool:
    """Whether anybody may have the answer: no secret, no login, no host of somebody's own."""
    return not (
        question.allow_private
        or question.secrets.values
        or question.secrets.problem
        or "@" in urlsplit(question.url).netloc
        or question.method != "GET"
    )


def _validators(headers: Mapping[str, str]) -> dict[str, str]:
    found = {
        "If-None-Match": headers.get("etag"),
        "If-Modified-Since": headers.get("last-modified"),
    }
    return {name: value for name, value in found.items() if value}


def _knows(asked: Mapping[str, str], headers: Mapping[str, str]) -> bool:
    """Whether the asker's validators are those of the answer (RFC 9110 13.2.2: the tag decides)."""
    if tag := asked.get("If-None-Match"):
        return tag == headers.get("etag")
    since = asked.get("If-Modified-Since")
    return bool(since) and since == headers.get("last-modified")
