"""One source and what is remembered of it in, its `Reading` out; a failure is a reading too."""

import hashlib
from dataclasses import replace
from http import HTTPStatus
from typing import Protocol

from digest.config.settings import Source
from digest.model.articles import Failure, Outcome, Reading, SourceState
from digest.sources.manners import conditional_headers
from digest.sources.parser_tasks import Parsed, Task
from digest.sources.remembering import (
    after_articles,
    after_failure,
    after_gone,
    after_unchanged,
)
from digest.sources.visits import Answer, NoAnswer, Question, Visit

_GONE = (
    "is gone for good (410); remove it, or look for its new address with: digest sources discover"
)


class Asks(Protocol):
    """Where questions go."""

    async def ask(self, question: Question) -> Answer:
        """The answer; raises NoAnswer."""


class Parses(Protocol):
    """Who parses."""

    async def parse(self, task: Task, body: bytes = b"") -> Parsed:
        """What was parsed; never raises for what the bytes are."""


async def visit_address(
    source: Source, state: SourceState, visit: Visit, web: Asks, parsers: Parses
) -> Reading:
    """Ask the source's server whether there is anything new, and read it if so."""
    question = Question(
        url=state.moved_to or state.url,
        headers=conditional_headers(state),
        most_bytes=_most_bytes(source),
        allow_private=source.allow_private,
    )
    try:
        answer = await web.ask(question)
    except NoAnswer as error:
        return _failed(state, str(error), Answer(url=question.url, status=0), visit)
    match answer.status:
        case HTTPStatus.OK:
            return await _read(source, state, answer, visit, parsers)
        case HTTPStatus.NOT_MODIFIED:
            return _unchanged(state, answer, visit)
        case HTTPStatus.GONE:
            gone = after_gone(state, _GONE, visit.now)
            return Reading(source=state.source, state=gone, outcome=Outcome.GONE, notes=(_GONE,))
        case _:
            return _failed(state, _status_in_words(answer), answer, visit)


async def visit_path(source: Source, state: SourceState, visit: Visit, parsers: Parses) -> Reading:
    """Read the source's files, in a parser process too: a saved feed may be hostile as well."""
    parsed = await parsers.parse(_task(source, visit))
    if parsed.unreadable:
        return _failed(state, parsed.unreadable, Answer(url="", status=0), visit)
    read = after_articles(
        state, Answer(url="", status=HTTPStatus.OK), parsed, sha256="", now=visit.now
    )
    return Reading(
        source=state.source,
        state=read,
        outcome=Outcome.READ,
        articles=parsed.articles,
        failures=parsed.failures,
    )


async def _read(
    source: Source, state: SourceState, answer: Answer, visit: Visit, parsers: Parses
) -> Reading:
    sha256 = hashlib.sha256(answer.body).hexdigest()
    if sha256 == state.body_sha256:
        return _unchanged(state, answer, visit)
    parsed = await parsers.parse(_task(source, visit, answer), answer.body)
    if parsed.unreadable:
        return _failed(state, parsed.unreadable, answer, visit)
    read = after_articles(state, answer, parsed, sha256=sha256, now=visit.now)
    return Reading(
        source=state.source,
        state=read,
        outcome=Outcome.READ,
        articles=parsed.articles,
        notes=_notes(state, read, answer, parsed),
    )


def _task(source: Source, visit: Visit, answer: Answer | None = None) -> Task:
    task = Task(
        source=source,
        folder=str(visit.folder),
        now=visit.now,
        zone=visit.zone.key,
        # A large body that the editor allowed needs room in proportion.
        memory=max(visit.limits.parse_bytes, 16 * _most_bytes(source)),
    )
    if answer is None:
        return task
    return replace(
        task,
        url=answer.url,
        content_type=answer.headers.get("content-type", ""),
        size=len(answer.body),
    )


def _unchanged(state: SourceState, answer: Answer, visit: Visit) -> Reading:
    known = after_unchanged(state, answer, visit.now)
    return Reading(source=state.source, state=known, outcome=Outcome.UNCHANGED)


def _failed(state: SourceState, reason: str, answer: Answer, visit: Visit) -> Reading:
    return Reading(
        source=state.source,
        state=after_failure(state, reason, answer.headers, visit.now),
        outcome=Outcome.FAILED,
        failures=(Failure(source=state.source, reason=reason),),
    )


def _notes(
    before: SourceState, after: SourceState, answer: Answer, parsed: Parsed
) -> tuple[str, ...]:
    notes = []
    if after.moved_to != before.moved_to:
        notes.append(f"has moved for good; write url = {after.moved_to!r} in newsletter.toml")
    if not answer.whole or parsed.truncated:
        notes.append("was cut short; what came is kept, and the whole is asked for next time")
    return tuple(notes)


def _status_in_words(answer: Answer) -> str:
    status = answer.status
    known = status in set(HTTPStatus)
    phrase = f"{status} {HTTPStatus(status).phrase}" if known else str(status)
    advice = {
        401: "; it wants a login: https://name:password@host/…",
        403: "; the server turns this program away",
        404: "; is the address still right?",
        429: "; it wants to be asked less often, and will be",
    }
    return f"answered {phrase}{advice.get(status, '')}"


def _most_bytes(source: Source) -> int:
    return int(source.max_megabytes * 2**20)
