"""An address and what is remembered of it in, the `Reading` of its sources out, also a failure."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Protocol

from digest.config.settings import Source
from digest.model.articles import FeedState, Outcome, Reading, SourceState
from digest.sources.entries.values import Parsed
from digest.sources.visits.source_states import (
    failed_reading,
    full_reading,
    note_articles,
    note_failure,
    note_gone,
    note_refusal,
    note_unchanged,
    unchanged_reading,
    under_first_name,
    under_own_name,
)
from digest.sources.web.placeholders import Secrets, secrets_of
from digest.sources.web.politeness import conditional_headers
from digest.sources.web.protocol import (
    Answer,
    NoAnswer,
    NotAllowed,
    Question,
    Visit,
    describe_status,
)
from digest.sources.workers.jobs import Task
from digest.sources.workers.tasks import Parses, feed_task
from digest.text import without_credentials

_GONE = (
    "is gone for good (410); remove it, or look for its new address with: digest sources discover"
)
_CUT = "was cut short; what came is kept, and the whole is asked for next time"

# A source that reads an address, and its own state.
Sharer = tuple[Source, SourceState]


class Asks(Protocol):
    """Where questions go."""

    async def ask(self, question: Question) -> Answer:
        """The answer; raises NoAnswer."""


class _Hiding:
    """Parsers of which no secret comes back that was written in a way that only a parser reads."""

    def __init__(self, parsers: Parses, secrets: Secrets) -> None:
        self._parsers = parsers
        self._secrets = secrets

    async def parse(self, task: Task, body: bytes = b"") -> Parsed:
        """What was parsed."""
        return self._secrets.hide_in(await self._parsers.parse(task, body))


async def visit_address(
    sharers: Sequence[Sharer], feed: FeedState, visit: Visit, web: Asks, parsers: Parses
) -> tuple[Reading, ...]:
    """Ask a server once whether there is anything new, and read it for each source that shares it.

    The address may be private if one of them says so.
    """
    asked = feed
    if any(state.sha256 != feed.sha256 for _, state in sharers):
        # One that has not read what the validators vouch for would never get it.
        asked = replace(feed, etag="", last_modified="")
    question = Question(
        url=feed.moved_to or feed.place,
        headers=conditional_headers(asked),
        most_bytes=max(source.most_bytes for source, _ in sharers),
        allow_private=any(source.allow_private for source, _ in sharers),
        secrets=secrets_of(feed.place, visit.environment),
        wants_earlier=any(state.last_success is None for _, state in sharers),
    )
    try:
        answer = await web.ask(question)
    except NotAllowed as error:
        return _failed(sharers, str(error), note_refusal(feed, str(error), visit.now))
    except NoAnswer as error:
        return _failed(sharers, str(error), note_failure(feed, str(error), {}, visit.now))
    match answer.status:
        case HTTPStatus.OK:
            hidden = _Hiding(parsers, question.secrets)
            return await _read(sharers, feed, answer, visit, hidden)
        case HTTPStatus.NOT_MODIFIED if asked.etag or asked.last_modified:
            after = note_unchanged(feed, answer, visit.now)
            return _unchanged(sharers, after, visit, _move(feed, after))
        case HTTPStatus.GONE:
            return _gone(sharers, note_gone(feed, _GONE, visit.now))
        case _:
            reason = describe_status(answer)
            return _failed(sharers, reason, note_failure(feed, reason, answer.headers, visit.now))


async def _read(
    sharers: Sequence[Sharer], feed: FeedState, answer: Answer, visit: Visit, parsers: Parses
) -> tuple[Reading, ...]:
    sha256 = hashlib.sha256(answer.body).hexdigest()
    behind = [sharer for sharer in sharers if sharer[1].sha256 != sha256]
    up_to_date = [sharer for sharer in sharers if sharer not in behind]
    if not behind:
        after = replace(note_unchanged(feed, answer, visit.now), sha256=sha256)
        return _unchanged(sharers, after, visit, _move(feed, after))
    results = [await _parse(*sharer, answer, visit, parsers) for sharer in behind]
    for parsed in results:
        if parsed.unreadable:
            after = note_failure(feed, parsed.unreadable, answer.headers, visit.now)
            return _failed(sharers, parsed.unreadable, after)
    after = note_articles(feed, answer, results[0], sha256=sha256, now=visit.now)
    moved = _move(feed, after)
    notes = moved + (_CUT,) * (not answer.whole or results[0].truncated)
    return (
        *(
            full_reading(state, after, parsed, visit.now, notes=notes)
            for (_, state), parsed in zip(behind, results, strict=True)
        ),
        *_unchanged(up_to_date, after, visit, moved),
    )


async def _parse(
    source: Source, state: SourceState, answer: Answer, visit: Visit, parsers: Parses
) -> Parsed:
    task = feed_task(under_first_name(source, state), visit, answer)
    parsed = await parsers.parse(task, answer.body)
    if answer.earlier and state.last_success is None and not parsed.unreadable:
        parsed = await _with_earlier(parsed, (source, state), answer, visit, parsers)
    return under_own_name(parsed, state)


async def _with_earlier(
    parsed: Parsed, sharer: Sharer, answer: Answer, visit: Visit, parsers: Parses
) -> Parsed:
    """`parsed` with what the feed no longer shows, for a source that was never read."""
    articles = {one.id: one for one in parsed.articles}
    for body in reversed(answer.earlier):
        task = feed_task(under_first_name(*sharer), visit, replace(answer, body=body))
        for one in (await parsers.parse(task, body)).articles:
            articles.setdefault(one.id, one)
    return replace(parsed, articles=tuple(articles.values()))


def _unchanged(
    sharers: Sequence[Sharer], after: FeedState, visit: Visit, notes: tuple[str, ...]
) -> tuple[Reading, ...]:
    return tuple(unchanged_reading(state, after, visit.now, notes=notes) for _, state in sharers)


def _failed(sharers: Sequence[Sharer], reason: str, after: FeedState) -> tuple[Reading, ...]:
    return tuple(failed_reading(state, reason, after) for _, state in sharers)


def _gone(sharers: Sequence[Sharer], after: FeedState) -> tuple[Reading, ...]:
    return tuple(
        Reading(source=state.source, state=state, feed=after, outcome=Outcome.GONE, notes=(_GONE,))
        for _, state in sharers
    )


def _move(before: FeedState, after: FeedState) -> tuple[str, ...]:
    if after.moved_to in {"", before.moved_to}:
        return ()
    place = without_credentials(after.moved_to)
    return (f'has moved for good; write url = "{place}" in newsletter.toml',)
