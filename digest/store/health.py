"""What is remembered of the sources in, how each of them is doing out; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from digest.config.settings import Source
from digest.model.articles import FeedState, Known, Outcome, Reading, SourceState
from digest.text import counted, without_credentials

REPORT_AFTER = 3


class Condition(StrEnum):
    """How a source is doing, the worst first; `never` was not read yet, `paused` shall not be."""

    GONE = "gone"
    FAILING = "failing"
    NEVER = "never"
    MOVED = "moved"
    SILENT = "silent"
    PAUSED = "paused"
    OK = "ok"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """How one source is doing."""

    source: str
    """What it is called."""
    place: str
    """Its address, without name and password, or its path."""
    condition: Condition
    """How it is doing."""
    why: str = ""
    """Why, in a sentence; may be empty."""
    since: datetime | None = None
    """When it was last known to be well."""
    failures: int = 0
    """How often in a row it has failed."""
    last_success: datetime | None = None
    """When it was last read well."""
    last_new_article: datetime | None = None
    """When it last had a new article."""
    undated: int = 0
    """How many articles of its last reading had no date that can be used."""
    future_dated: int = 0
    """How many had one that lies ahead."""


def judge_sources(
    known: Mapping[str, Known], sources: Iterable[Source], now: datetime
) -> tuple[SourceHealth, ...]:
    """The health of every source, in the order of newsletter.toml."""
    return tuple(_health(known.get(source.label), source, now) for source in sources)


def newly_failing(readings: Iterable[Reading], *, after: int = REPORT_AFTER) -> tuple[Reading, ...]:
    """Those that failed just now for the `after`th time in a row: each is worth a word, once."""
    return tuple(
        reading
        for reading in readings
        if reading.outcome is Outcome.FAILED and reading.feed.failures == after
    )


def _health(known: Known | None, source: Source, now: datetime) -> SourceHealth:
    state = known.state if known else None
    feed = known.feed if known else None
    if source.paused:
        since = state.last_success if state else None
        condition, why = Condition.PAUSED, "is not read; digest sources resume reads it again"
    elif state is None or feed is None or feed.last_check is None:
        condition, why, since = _unread(state)
    else:
        condition, why, since = _judged(state, feed, source, now)
    return SourceHealth(
        source=source.label,
        place=source.shown_place,
        condition=condition,
        why=why,
        since=since,
        failures=feed.failures if feed else 0,
        last_success=state.last_success if state else None,
        last_new_article=state.last_new_article if state else None,
        undated=state.undated if state else 0,
        future_dated=state.future_dated if state else 0,
    )


def _unread(state: SourceState | None) -> tuple[Condition, str, datetime | None]:
    if state is None or state.last_success is None:
        return Condition.NEVER, "was not read yet; run: digest collect", None
    why = "was not read yet at its new address; run: digest collect"
    return Condition.NEVER, why, state.last_success


def _judged(
    state: SourceState, feed: FeedState, source: Source, now: datetime
) -> tuple[Condition, str, datetime | None]:
    if feed.gone:
        return Condition.GONE, feed.failure, state.last_success
    if feed.failures:
        return Condition.FAILING, feed.failure, state.last_success
    if feed.moved_to not in {"", source.url}:
        why = f'has moved for good; write url = "{without_credentials(feed.moved_to)}"'
        return Condition.MOVED, why, state.last_success
    # A folder of the editor's own is not expected to stir by itself.
    if source.url and _is_silent(state, source, now):
        return Condition.SILENT, _silence(state, now), state.last_new_article
    return Condition.OK, "", state.last_success


def _is_silent(state: SourceState, source: Source, now: datetime) -> bool:
    latest = state.last_new_article
    return latest is None or now - latest >= timedelta(days=source.silent_after_days)


def _silence(state: SourceState, now: datetime) -> str:
    if state.last_new_article is None:
        return "answers, but has never had an article"
    days = (now - state.last_new_article).days
    return f"answers, but has had nothing new for {counted(days, 'day')}"
