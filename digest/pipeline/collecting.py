"""The newsletter's sources in; their new articles in the store, and what failed, out."""

from collections.abc import Iterable
from dataclasses import dataclass

from digest.config.settings import Source
from digest.errors import NoSourceAnswered
from digest.model.articles import Failure, Reading
from digest.pipeline.desk import Desk
from digest.sources import collect
from digest.store import open_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """One run over the sources: how many were read, what was new, what failed."""

    sources: int
    answered: int
    new: int
    failures: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()

    def require_an_answer(self) -> None:
        """Raise NoSourceAnswered when there were sources and every one failed."""
        if self.sources and not self.answered:
            reasons = "\n".join(f"  {one.source}: {one.reason}" for one in self.failures)
            raise NoSourceAnswered(f"No source could be read:\n{reasons}")


def collect_articles(desk: Desk, *, offline: bool = False, force: bool = False) -> Collection:
    """Read every source once; offline, only those that are files of this newsletter.

    Each source is stored as soon as it is read, so that a run cut short keeps what it had.
    """
    sources = [source for source in desk.newsletter.sources if source.path or not offline]
    readings: list[Reading] = []
    new = 0
    with open_store(desk.store_file) as store:

        def keep(reading: Reading) -> None:
            nonlocal new
            new += store.keep(reading, now=desk.now)
            readings.append(_without_articles(reading))
            desk.say(f"Read {len(readings)} of {len(sources)} sources: {reading.source}")

        collect(
            sources,
            states=store.states(),
            folder=desk.folder,
            now=desk.now,
            zone=desk.zone,
            keep=keep,
            force=force,
        )
    return _summary(sources, readings, new)


def _summary(sources: Iterable[Source], readings: list[Reading], new: int) -> Collection:
    order = {source.label: place for place, source in enumerate(sources)}
    readings.sort(key=lambda reading: order.get(reading.source, 0))
    return Collection(
        sources=len(order),
        answered=sum(1 for reading in readings if not reading.state.failure),
        new=new,
        failures=tuple(failure for reading in readings for failure in reading.failures),
        notes=tuple(note for reading in readings for note in reading.notes),
    )


def _without_articles(reading: Reading) -> Reading:
    # Memory must not grow with the number of feeds.
    return Reading(
        source=reading.source,
        state=reading.state,
        failures=reading.failures,
        notes=reading.notes,
    )
