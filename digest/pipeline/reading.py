"""Addresses and paths in; the articles they hold out, nothing stored."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from digest.config.settings import Source
from digest.model.articles import Reading
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
    sources = [_source(place, allow_private=allow_private) for place in dict.fromkeys(places)]
    readings: dict[str, Reading] = {}

    def keep(reading: Reading) -> None:
        readings[reading.source] = reading

    visit = Visit(folder=folder, now=now, zone=ZoneInfo("UTC"), force=True)
    collect(sources, states={}, visit=visit, keep=keep)
    return tuple(readings[source.label] for source in sources)


def _source(place: str, *, allow_private: bool) -> Source:
    if place.startswith(("http://", "https://")):
        return Source(url=place, name=place, allow_private=allow_private)
    return Source(path=place, name=place, allow_outside=True)
