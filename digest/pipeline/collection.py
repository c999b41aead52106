"""The newsletter's sources in; their new articles in the store, and what failed, out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from digest.config.settings import Source
from digest.errors import NoSourceAnswered
from digest.model.articles import Failure, Known, Outcome, Reading
from digest.pipeline.forgetting import forget_unseen
from digest.pipeline.workspace import Workspace
from digest.sources.collection import Asked, Keep
from digest.sources.collection import collect as collect_sources
from digest.sources.web.protocol import Visit
from digest.store import open_store
from digest.store.health import newly_failing
from digest.text import counted, shortened


class Collect(Protocol):
    """How sources are visited."""

    def __call__(
        self,
        sources: Sequence[Source],
        *,
        known: Mapping[str, Known],
        visit: Visit,
        keep: Keep,
        to_stop: Asked,
    ) -> None:
        """As `sources.collection.collect`."""


_NAMED = 2
"""So many of the sources that are awaited, or that failed, are named, so that the line fits."""
_LONGEST_NAME = 20
"""Letters of each of their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """One run over the sources."""

    sources: int
    """How many sources there are to be read."""
    answered: int
    """How many were well when last asked."""
    new: int
    """How many articles are new."""
    resting: int = 0
    """How many of those that are well were not asked, because that was not long ago."""
    failures: tuple[Failure, ...] = ()
    """What could not be read this time, and why."""
    silent: tuple[Failure, ...] = ()
    """Sources that were not asked and were not well before, and why."""
    notes: tuple[str, ...] = ()
    """What else is to be known of a source, a sentence each."""
    unread: tuple[str, ...] = ()
    """Sources that were still awaited when somebody stopped the run."""

    @property
    def sentence(self) -> str:
        """What came from how many sources, and which of them failed."""
        failing = dict.fromkeys(one.source for one in (*self.failures, *self.silent))
        more = f" and {len(failing) - _NAMED} more" if len(failing) > _NAMED else ""
        named = ", ".join(shortened(one, _LONGEST_NAME) for one in list(failing)[:_NAMED])
        came = (
            f"{counted(self.new, 'new article')} from {self.answered} of "
            f"{counted(self.sources, 'source')}"
        )
        return f"{came}; failing: {named}{more}" if failing else came

    def require_an_answer(self) -> None:
        """Raise NoSourceAnswered when there were sources and every one failed."""
        if self.sources and not self.answered:
            reasons = "\n".join(
                f"  {one.source}: {one.reason}" for one in (*self.failures, *self.silent)
            )
            raise NoSourceAnswered(f"No source could be read:\n{reasons}")


def collect_articles(
    workspace: Workspace,
    *,
    offline: bool = False,
    force: bool = False,
    to_stop: Callable[[], bool] = lambda: False,
    collect: Collect | None = None,
) -> Collection:
    """Read every source once that is not paused; offline, only files of this newsletter.

    `collect` visits them, perhaps for others, too. Each source is stored as soon as it is read, so
    that a run cut short, be it because `to_stop` says so, keeps what it had; what failed is said.
    """
    visits = collect or partial(collect_sources, parsing=workspace.parsing)
    listed = [source for source in workspace.newsletter.sources if not source.paused]
    sources = [source for source in listed if source.path or not offline]
    awaited = {source.label: None for source in sources}
    readings: list[Reading] = []
    new = 0
    with open_store(workspace.store_file) as store:
        known = store.settle(workspace.newsletter.sources)

        def keep(reading: Reading) -> None:
            nonlocal new
            new += store.keep(reading, now=workspace.now)
            readings.append(replace(reading, articles=()))  # memory must not grow with feeds
            awaited.pop(reading.source, None)
            workspace.voice.progress(_progress(awaited, len(sources)))

        try:
            workspace.voice.progress(_progress(awaited, len(sources)))
            visit = _visit(workspace, force=force)
            visits(
                sources,
                known=known,
                visit=visit,
                keep=keep,
                to_stop=to_stop,
            )
        finally:
            workspace.voice.progress("")
        collection = replace(_summary(sources, readings, new), unread=tuple(awaited))
        workspace.voice.step("collect", collection.sentence)
        if collection.answered:
            forget_unseen(workspace, store)
    for note in collection.notes:
        workspace.voice.note(note)
    _report_failures(workspace, readings)
    return collection


def _visit(workspace: Workspace, *, force: bool) -> Visit:
    return Visit(
        folder=workspace.folder,
        now=workspace.now,
        zone=workspace.zone,
        force=force,
        sections=tuple(section.id for section in workspace.newsletter.sections),
        environment=workspace.environment,
    )


def _progress(awaited: Iterable[str], count: int) -> str:
    """How many sources are read, and which of them are awaited, the first few by name."""
    names = [shortened(name, _LONGEST_NAME) for name in awaited]
    if not names:
        return ""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    read = f"Read {count - len(names)} of {counted(count, 'source')}"
    return f"{read}; waiting for {', '.join(names[:_NAMED])}{more}"


def _report_failures(workspace: Workspace, readings: Sequence[Reading]) -> None:
    """Say what failed: a server aloud when it has just failed too often, else as a mere note.

    Feeds fail now and then; the mail of cron reports that once, not at each run. What is
    wrong with the editor's own files is said aloud until it is mended.
    """
    servers = {source.label for source in workspace.newsletter.sources if source.url}
    just_now = {reading.source for reading in newly_failing(readings)} & servers
    for reading in readings:
        for failure in reading.failures:
            if failure.source in just_now:
                well = reading.state.last_success
                last = f"last read well at {well:%Y-%m-%d %H:%M %Z}" if well else "was never read"
                workspace.voice.warn(f"{failure.source}: {failure.reason} ({last})")
            elif reading.source in servers:
                workspace.voice.note(f"{failure.source}: {failure.reason}")
            else:
                workspace.voice.warn(f"{failure.source}: {failure.reason}")


def _summary(sources: Iterable[Source], readings: list[Reading], new: int) -> Collection:
    order = {source.label: place for place, source in enumerate(sources)}
    readings.sort(key=lambda reading: order.get(reading.source, 0))
    answered = [reading for reading in readings if _is_well(reading)]
    resting = [reading for reading in answered if reading.outcome is Outcome.NOT_DUE]
    return Collection(
        sources=len(order),
        answered=len(answered),
        new=new,
        resting=len(resting),
        failures=tuple(failure for reading in readings for failure in reading.failures),
        silent=tuple(
            Failure(source=reading.source, reason=reading.feed.failure)
            for reading in readings
            if not reading.failures and reading not in answered
        ),
        notes=tuple(
            f"{reading.source}: {note}"
            for reading in readings
            if reading not in resting
            for note in reading.notes
        ),
    )


def _is_well(reading: Reading) -> bool:
    if reading.outcome is Outcome.NOT_DUE:
        return not reading.feed.failures
    return reading.outcome in {Outcome.READ, Outcome.UNCHANGED}
