"""Rows of JSON in, the values that they hold out, or an error that says what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Protocol, TypeVar

from digest.errors import StorageError
from digest.json_records import from_json
from digest.model.articles import Article, FeedState, SourceState
from digest.model.runs import RecordedRun

_BATCH = 500
Value = TypeVar("Value")
Held_co = TypeVar("Held_co", covariant=True)


class Batch(Protocol[Held_co]):
    """Several rows: read as one piece of JSON they take half the time."""

    @property
    def rows(self) -> tuple[Held_co, ...]:
        """What they hold."""


@dataclass(frozen=True, slots=True)
class Articles:
    """Rows of articles."""

    rows: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class SourceStates:
    """Rows of sources."""

    rows: tuple[SourceState, ...]


@dataclass(frozen=True, slots=True)
class FeedStates:
    """Rows of feeds."""

    rows: tuple[FeedState, ...]


@dataclass(frozen=True, slots=True)
class RunRows:
    """Rows of runs."""

    rows: tuple[RecordedRun, ...]


def read_rows(kind: type[Batch[Value]], rows: Iterable[str]) -> tuple[Value, ...]:
    """What the rows hold, in their order."""
    found: list[Value] = []
    remaining = iter(rows)
    while some := list(islice(remaining, _BATCH)):
        found += _batch(kind, some).rows
    return tuple(found)


def _batch(kind: type[Batch[Value]], rows: list[str]) -> Batch[Value]:
    try:
        return from_json(kind, f'{{"rows":[{",".join(rows)}]}}')
    except ValueError as error:
        raise StorageError(
            f"The store holds what this version cannot read ({error}); "
            "move .digest/store.sqlite3 away, and the next collect starts a new one"
        ) from None
