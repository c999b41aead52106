"""A source's address and what is remembered of it in, its `Reading` out; so is a failure."""

import hashlib
from http import HTTPStatus
from typing import Protocol

from digest.config.settings import Source
from digest.model.articles import Outcome, Reading, SourceState
from digest.sources.remembering import (
    after_articles,
    after_failure,
    after_gone,
    after_refusal,
    after_unchanged,
    failed,
)
from digest.sources.web.manners import conditional_headers
from digest.sources.web.visits import Answer, NoAnswer, NotAllowed, Question, Visit
from digest.sources.workers.parser_tasks import Parses, feed_task, most_bytes
from digest.text import without_credentials

_GONE = (
    "is gone for good (410); remove it, or look for its new address with: digest sources discover"
)
_CUT = "was cut short; what came is kept, and the whole is asked for next time"


class Asks(Protocol):
    """Where questions go."""

    async def ask(self, question: Question) -> Answer:
        """The answer; raises NoAnswer."""


async def visit_address(
    source: Source, state: SourceState, visit: Visit, web: Asks, parsers: Parses
) -> Reading:
    """Ask the source's server whether there is anything new, and read it if so."""
    question = Question(
        url=state.moved_to or state.url,
        headers=conditional_headers(state),
        most_bytes=most_bytes(source),
        allow_private=source.allow_private,
    )
    try:
        answer = await web.ask(question)
    except NotAllowed as error:
        return failed(state, str(error), after_refusal(state, str(error), visit.now))
    except NoAnswer as error:
        return failed(state, str(error), after_failure(state, str(error), {}, visit.now))
    match answer.status:
        case HTTPStatus.OK:
            return await _read(source, state, answer, visit, parsers)
        case HTTPStatus.NOT_MODIFIED:
            return _unchanged(state, answer, visit)
        case HTTPStatus.GONE:
            gone = after_gone(state, _GONE, visit.now)
            return Reading(source=state.source, state=gone, outcome=Outcome.GONE, notes=(_GONE,))
        case _:
            reason = status_in_words(answer)
            after = after_failure(state, reason, answer.headers, visit.now)
            return failed(state, reason, after)


async def _read(
    source: Source, state: SourceState, answer: Answer, visit: Visit, parsers: Parses
) -> Reading:
    sha256 = hashlib.sha256(answer.body).hexdigest()
    if sha256 == state.body_sha256:
        return _unchanged(state, answer, visit)
    parsed = await parsers.parse(feed_task(source, visit, answer), answer.body)
    if parsed.unreadable:
        after = after_failure(state, parsed.unreadable, answer.headers, visit.now)
        return failed(state, parsed.unreadable, after)
    read = after_articles(state, answer, parsed, sha256=sha256, now=visit.now)
    return Reading(
        source=state.source,
        state=read,
        outcome=Outcome.READ,
        articles=parsed.articles,
        notes=_move(state, read) + (_CUT,) * (not answer.whole or parsed.truncated),
    )


def _unchanged(state: SourceState, answer: Answer, visit: Visit) -> Reading:
    known = after_unchanged(state, answer, visit.now)
    return Reading(
        source=state.source, state=known, outcome=Outcome.UNCHANGED, notes=_move(state, known)
    )


def _move(before: SourceState, after: SourceState) -> tuple[str, ...]:
    if after.moved_to in {"", before.moved_to}:
        return ()
    place = without_credentials(after.moved_to)
    return (f'has moved for good; write url = "{place}" in newsletter.toml',)


def status_in_words(answer: Answer) -> str:
    """A status that is no success, and what it means for the editor."""
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
