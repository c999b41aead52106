"""Addresses and paths in; the articles they hold out, nothing stored."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from digest.config.settings import Source
from digest.errors import UsageError
from digest.model.articles import Failure, FeedState, Outcome, Reading, SourceState
from digest.pipeline.places import source_from_argument
from digest.sources import collect
from digest.sources.web.visits import Visit
from digest.text import without_credentials


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
    shown = {without_credentials(place): place for place in places}
    for name, place in shown.items():
        try:
            sources[name] = source_from_argument(
                place, name=name, allow_private=allow_private, allow_outside=True
            )
        except UsageError as error:
            readings[name] = _failed(name, str(error))

    def keep(reading: Reading) -> None:
        readings[reading.source] = reading

    visit = Visit(folder=folder, now=now, zone=ZoneInfo("UTC"), force=True)
    collect(tuple(sources.values()), known={}, visit=visit, keep=keep)
    return tuple(readings[name] for name in shown)


def _failed(place: str, reason: str) -> Reading:
    return Reading(
        source=place,
        state=SourceState(source=place, place=place, lineage=(place,)),
        feed=FeedState(place=place),
        outcome=Outcome.FAILED,
        failures=(Failure(source=place or "(no name)", reason=reason),),
    )
