"""What was remembered of a source and how it answered in, what to remember next out; pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus

from digest.config.settings import Source
from digest.model.articles import (
    Failure,
    FeedState,
    Known,
    Outcome,
    Reading,
    SourceState,
    article_id,
)
from digest.sources.entries.values import Parsed
from digest.sources.web.politeness import next_check, next_try
from digest.sources.web.protocol import Answer

_DEAD_END = 3


def recall_source(known: Mapping[str, Known], source: Source) -> tuple[SourceState, FeedState]:
    """What is known of `source` and of its feed; fresh states where there is nothing."""
    label, place = source.label, source.place
    found = known.get(label) or Known(
        state=SourceState(source=label, place=place, lineage=(label,))
    )
    return found.state, found.feed or FeedState(place=place)


def under_first_name(source: Source, state: SourceState) -> Source:
    """The source by the name that the ids of its articles are made from."""
    return source.model_copy(update={"name": state.lineage[0]})


def under_own_name(parsed: Parsed, state: SourceState) -> Parsed:
    """What was parsed of a source that was `first_named`, by the name that it has now."""
    if state.lineage == (state.source,):
        return parsed
    return replace(
        parsed,
        articles=tuple(
            replace(
                article,
                id=_own_id(article.id, state),
                other_id=article.other_id and _own_id(article.other_id, state),
                source=state.source,
            )
            for article in parsed.articles
        ),
    )


def _own_id(id_: str, state: SourceState) -> str:
    for name in state.lineage[1:]:
        id_ = article_id(name, id_)
    return id_


def note_articles(
    feed: FeedState, answer: Answer, parsed: Parsed, *, sha256: str, now: datetime
) -> FeedState:
    """A body was read. One that was cut short is asked for again, whole: it is not vouched for."""
    whole = answer.whole and not parsed.truncated
    known = replace(
        feed,
        etag=answer.headers.get("etag", "") if whole else "",
        last_modified=answer.headers.get("last-modified", "") if whole else "",
        sha256=sha256 if whole else "",
        ttl_seconds=parsed.ttl_seconds or 0,
    )
    return _succeeded(known, answer, now)


def note_unchanged(feed: FeedState, answer: Answer, now: datetime) -> FeedState:
    """A 304, or the same bytes again. A 304 may renew Last-Modified (RFC 9111 3.2)."""
    renewed = answer.status == HTTPStatus.OK
    known = replace(
        feed,
        etag=answer.headers.get("etag", "") if renewed else feed.etag,
        last_modified=answer.headers.get("last-modified", "" if renewed else feed.last_modified),
    )
    return _succeeded(known, answer, now)


def note_failure(
    feed: FeedState, reason: str, headers: Mapping[str, str], now: datetime
) -> FeedState:
    """Nothing could be read. After some such in a row a remembered move is forgotten again."""
    failures = feed.failures + 1
    return replace(
        feed,
        moved_to="" if failures >= _DEAD_END else feed.moved_to,
        failures=failures,
        failure=reason,
        last_check=now,
        next_check=next_try(now, headers, failures=failures),
    )


def note_refusal(feed: FeedState, reason: str, now: datetime) -> FeedState:
    """It was not asked, because of its address; nobody is spared by waiting."""
    return replace(note_failure(feed, reason, {}, now), next_check=None)


def note_gone(feed: FeedState, reason: str, now: datetime) -> FeedState:
    """The server said 410: the address is given up."""
    return replace(feed, gone=True, failure=reason, last_check=now, next_check=None)


def full_reading(
    state: SourceState,
    feed: FeedState,
    parsed: Parsed,
    now: datetime,
    *,
    failures: tuple[Failure, ...] = (),
    notes: tuple[str, ...] = (),
) -> Reading:
    """The reading of a source whose articles were parsed; `feed` is what to remember of it."""
    return Reading(
        source=state.source,
        state=replace(
            state,
            sha256=feed.sha256,
            last_success=now,
            undated=parsed.undated,
            future_dated=parsed.future_dated,
        ),
        feed=feed,
        outcome=Outcome.READ,
        articles=parsed.articles,
        failures=failures,
        notes=notes,
    )


def unchanged_reading(
    state: SourceState, feed: FeedState, now: datetime, *, notes: tuple[str, ...] = ()
) -> Reading:
    """The reading of a source of which there is nothing new."""
    known = replace(state, sha256=feed.sha256, last_success=now)
    return Reading(
        source=state.source, state=known, feed=feed, outcome=Outcome.UNCHANGED, notes=notes
    )


def failed_reading(state: SourceState, reason: str, feed: FeedState) -> Reading:
    """The reading of a source that gave nothing, for one reason."""
    return Reading(
        source=state.source,
        state=state,
        feed=feed,
        outcome=Outcome.FAILED,
        failures=(Failure(source=state.source, reason=reason),),
    )


def _succeeded(feed: FeedState, answer: Answer, now: datetime) -> FeedState:
    moved_to = answer.moved_to or feed.moved_to
    return replace(
        feed,
        moved_to="" if moved_to == feed.place else moved_to,
        gone=False,
        failures=0,
        failure="",
        last_check=now,
        next_check=next_check(now, answer.headers, ttl_seconds=feed.ttl_seconds),
    )
