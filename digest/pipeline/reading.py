"""Addresses and paths in; the articles they hold out, nothing stored."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from digest.config.settings import Source
from digest.errors import UsageError
from digest.model.articles import Failure, Outcome, Reading, SourceState
from digest.pipeline.places import source_at
from digest.sources import collect
from digest.sources.visits import Visit


def read_places(
    places: Sequence[str],
    *,
    folder: Path,
    now: datetime,
    allow_private: bool = False,
) -> tuple[Reading, ...]:
    """One reading a place, in the order given; what cannot be read is a failure in it."""
    sources: dict[str, Source] = {}
    readings: dict[str, Reading] = {}
    for place in dict.fromkeys(places):
        try:
            sources[place] = source_at(
                place, name=place, allow_private=allow_private, allow_outside=True
            )
        except UsageError as error:
            readings[place] = _failed(place, str(error))

    def keep(reading: Reading) -> None:
        readings[reading.source] = reading

    visit = Visit(folder=folder, now=now, zone=ZoneInfo("UTC"), force=True)
    collect(tuple(sources.values()), states={}, visit=visit, keep=keep)
    return tuple(readings[place] for place in dict.fromkeys(places))


def _failed(place: str, reason: str) -> Reading:
    return Reading(
        source=place,
        state=SourceState(source=place, url=place),
        outcome=Outcome.FAILED,
        failures=(Failure(source=place or "(no name)", reason=reason),),
    )
