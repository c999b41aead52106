"""What was remembered of a source and how it answered in, what to remember next out; pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus

from digest.config.settings import Source
from digest.model.articles import Failure, Outcome, Reading, SourceState
from digest.sources.web.manners import next_check, next_try
from digest.sources.web.visits import Answer
from digest.sources.workers.parser_tasks import Parsed

_DEAD_END = 3


def remembered(states: Mapping[str, SourceState], source: Source) -> SourceState:
    """The state kept of `source`; a fresh one where there is none or its address was changed."""
    state = states.get(source.label)
    if state is not None and state.url == source.place:
        return state
    if state is not None and state.moved_to == source.url != "":
        # The editor has written down where it moved to.
        return replace(state, url=source.url, moved_to="")
    return SourceState(source=source.label, url=source.place)


def after_articles(
    state: SourceState, answer: Answer, parsed: Parsed, *, sha256: str, now: datetime
) -> SourceState:
    """A body was read. One that was cut short is asked for again, whole: it is not vouched for."""
    whole = answer.whole and not parsed.truncated
    known = replace(
        state,
        etag=answer.headers.get("etag", "") if whole else "",
        last_modified=answer.headers.get("last-modified", "") if whole else "",
        body_sha256=sha256 if whole else "",
        undated=parsed.undated,
        future_dated=parsed.future_dated,
        ttl_seconds=parsed.ttl_seconds or 0,
    )
    return _succeeded(known, answer, now)


def after_unchanged(state: SourceState, answer: Answer, now: datetime) -> SourceState:
    """A 304, or the same bytes again. A 304 may renew Last-Modified (RFC 9111 3.2)."""
    renewed = answer.status == HTTPStatus.OK
    known = replace(
        state,
        etag=answer.headers.get("etag", "") if renewed else state.etag,
        last_modified=answer.headers.get("last-modified", "" if renewed else state.last_modified),
    )
    return _succeeded(known, answer, now)


def after_failure(
    state: SourceState, reason: str, headers: Mapping[str, str], now: datetime
) -> SourceState:
    """Nothing could be read. After some such in a row a remembered move is forgotten again."""
    failures = state.failures + 1
    return replace(
        state,
        moved_to="" if failures >= _DEAD_END else state.moved_to,
        failures=failures,
        failure=reason,
        last_check=now,
        next_check=next_try(now, headers, failures=failures),
    )


def after_refusal(state: SourceState, reason: str, now: datetime) -> SourceState:
    """It was not asked, because of its address; nobody is spared by waiting."""
    return replace(after_failure(state, reason, {}, now), next_check=None)


def after_gone(state: SourceState, reason: str, now: datetime) -> SourceState:
    """The server said 410: the source is given up."""
    return replace(state, gone=True, failure=reason, last_check=now, next_check=None)


def failed(state: SourceState, reason: str, after: SourceState) -> Reading:
    """The reading of a source that gave nothing, for one reason."""
    return Reading(
        source=state.source,
        state=after,
        outcome=Outcome.FAILED,
        failures=(Failure(source=state.source, reason=reason),),
    )


def _succeeded(state: SourceState, answer: Answer, now: datetime) -> SourceState:
    moved_to = answer.moved_to or state.moved_to
    return replace(
        state,
        moved_to="" if moved_to == state.url else moved_to,
        gone=False,
        failures=0,
        failure="",
        last_check=now,
        last_success=now,
        next_check=next_check(now, answer.headers, ttl_seconds=state.ttl_seconds),
    )
