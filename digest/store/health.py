"""What is remembered of the sources in, how each of them is doing out; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from digest.config.settings import Source
from digest.model.articles import Outcome, Reading, SourceState
from digest.text import without_credentials

REPORT_AFTER = 3


class Condition(StrEnum):
    """How a source is doing, the worst first; `never` was not read yet."""

    GONE = "gone"
    FAILING = "failing"
    NEVER = "never"
    MOVED = "moved"
    SILENT = "silent"
    OK = "ok"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """One source's health: `why` in a sentence, and `since` when it was last known to be well.

    `undated` and `future_dated` count articles of its last reading whose date could not be used.
    """

    source: str
    place: str
    condition: Condition
    why: str = ""
    since: datetime | None = None
    failures: int = 0
    last_success: datetime | None = None
    last_new_article: datetime | None = None
    undated: int = 0
    future_dated: int = 0


def health(
    states: Mapping[str, SourceState], sources: Iterable[Source], now: datetime
) -> tuple[SourceHealth, ...]:
    """The health of every source, in the order of newsletter.toml."""
    return tuple(_health(states.get(source.label), source, now) for source in sources)


def newly_failing(readings: Iterable[Reading], *, after: int = REPORT_AFTER) -> tuple[Reading, ...]:
    """Those that failed just now for the `after`th time in a row: each is worth a word, once."""
    return tuple(
        reading
        for reading in readings
        if reading.outcome is Outcome.FAILED and reading.state.failures == after
    )


def _health(state: SourceState | None, source: Source, now: datetime) -> SourceHealth:
    # A state of another address says nothing about this one.
    if state is None or source.place not in {state.url, state.moved_to}:
        return SourceHealth(
            source=source.label,
            place=source.shown_place,
            condition=Condition.NEVER,
            why="was not read yet; run: digest collect",
        )
    condition, why, since = _judged(state, source, now)
    return SourceHealth(
        source=source.label,
        place=source.shown_place,
        condition=condition,
        why=why,
        since=since,
        failures=state.failures,
        last_success=state.last_success,
        last_new_article=state.last_new_article,
        undated=state.undated,
        future_dated=state.future_dated,
    )


def _judged(
    state: SourceState, source: Source, now: datetime
) -> tuple[Condition, str, datetime | None]:
    if state.gone:
        return Condition.GONE, state.failure, state.last_success
    if state.failures:
        return Condition.FAILING, state.failure, state.last_success
    if state.moved_to not in {"", source.url}:
        why = f'has moved for good; write url = "{without_credentials(state.moved_to)}"'
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
    return f"answers, but has had nothing new for {(now - state.last_new_article).days} days"
