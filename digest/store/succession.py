"""The sources known before and those of newsletter.toml now in, which is which out; pure.

A source is the same when its name or its address is the same as before.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from digest.config.settings import Source
from digest.model.articles import SourceState

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """One source of newsletter.toml: what is known of it now (`state`) and was `before`.

    The articles that `joined`, another at the address to which it has just come, has until now
    are its articles, too. `absorbed` had its name long ago, and is one with it now.
    """

    source: Source
    state: SourceState
    before: SourceState | None = None
    joined: SourceState | None = None
    absorbed: SourceState | None = None


class _Register:
    """The sources known before, by name and by address; those nobody succeeded are `nameless`."""

    def __init__(self, known: Iterable[SourceState], labels: Collection[str]) -> None:
        self.named: dict[str, SourceState] = {}
        self.at: defaultdict[str, list[SourceState]] = defaultdict(list)
        self.nameless: defaultdict[str, list[SourceState]] = defaultdict(list)
        self.keys: set[str] = set()
        for state in sorted(known, key=_standing, reverse=True):
            self.named[state.source] = state
            self.at[state.place].append(state)
            self.keys.update(state.keys)
            # Whose name is no longer there may have another one now.
            if state.source not in labels:
                self.nameless[state.place].append(state)


def match_sources(
    known: Iterable[SourceState], sources: Sequence[Source]
) -> tuple[Succession, ...]:
    """What became of the known sources, in the order of `sources`, whose labels differ."""
    register = _Register(known, {source.label for source in sources})
    return tuple(_succeeded(source, register) for source in sources)


def _standing(state: SourceState) -> tuple[bool, datetime]:
    """Of several at one address, the one that was there at the last run and has read most."""
    return (state.present, state.last_success or _NEVER)


def _succeeded(source: Source, register: _Register) -> Succession:
    before, absorbed, joined = register.named.get(source.label), None, None
    renamed = next(iter(register.nameless[source.place]), None)
    if renamed and (before is None or _is_namesake(before, renamed)):
        register.nameless[source.place].remove(renamed)
        before, absorbed = renamed, before
    if before is None or before.place != source.place:
        joined = next(iter(register.at[source.place]), None)
    state = _now(before, absorbed, source) if before else _new(source, joined, register.keys)
    register.keys.add(state.key)
    return Succession(source=source, state=state, before=before, joined=joined, absorbed=absorbed)


def _is_namesake(before: SourceState, renamed: SourceState) -> bool:
    """Whether `before` only had long ago the name that `renamed` was given just now."""
    return renamed.present and not before.present


def _now(before: SourceState, absorbed: SourceState | None, source: Source) -> SourceState:
    same = (before.source, before.place) == (source.label, source.place)
    if same and before.present and absorbed is None:
        return before
    return replace(
        before,
        source=source.label,
        place=source.place,
        absorbed=(*before.absorbed, *(absorbed.keys if absorbed else ())),
        present=True,
    )


def _new(source: Source, joined: SourceState | None, keys: Collection[str]) -> SourceState:
    key = next(key for key in _keys(source.label) if key not in keys)
    if joined is None:
        return SourceState(source=source.label, place=source.place, lineage=(key,))
    # What it has not read itself, with its own settings, is asked for once more.
    lineage = (*joined.lineage, key)
    return replace(
        joined, source=source.label, lineage=lineage, absorbed=(), present=True, sha256=""
    )


def _keys(label: str) -> Iterator[str]:
    yield label
    number = 2
    while True:
        yield f"{label} ({number})"
        number += 1
