"""The newsletter's sources in; their new articles in the store, and what failed, out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from digest.config.settings import Source
from digest.errors import NoSourceAnswered
from digest.model.articles import Failure, Outcome, Reading
from digest.pipeline.desk import Desk
from digest.sources import collect
from digest.sources.visits import Visit
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

    Each source is stored as soon as it is read, so that a run cut short keeps what it had; what
    failed is said.
    """
    sources = [source for source in desk.newsletter.sources if source.path or not offline]
    readings: list[Reading] = []
    new = 0
    with open_store(desk.store_file) as store:

        def keep(reading: Reading) -> None:
            nonlocal new
            new += store.keep(reading, now=desk.now)
            readings.append(replace(reading, articles=()))  # memory must not grow with feeds
            desk.voice.progress(f"Read {len(readings)} of {len(sources)} sources: {reading.source}")

        collect(
            sources,
            states=store.states(),
            visit=Visit(folder=desk.folder, now=desk.now, zone=desk.zone, force=force),
            keep=keep,
        )
    collection = _summary(sources, readings, new)
    desk.voice.progress("")
    for note in collection.notes:
        desk.voice.note(note)
    for failure in collection.failures:
        desk.voice.warn(f"{failure.source}: {failure.reason}")
    return collection


def _summary(sources: Iterable[Source], readings: list[Reading], new: int) -> Collection:
    order = {source.label: place for place, source in enumerate(sources)}
    readings.sort(key=lambda reading: order.get(reading.source, 0))
    return Collection(
        sources=len(order),
        answered=sum(1 for reading in readings if reading.outcome is not Outcome.FAILED),
        new=new,
        failures=tuple(failure for reading in readings for failure in reading.failures),
        notes=tuple(note for reading in readings for note in reading.notes),
    )
