"""Stories in, matters out: the stories of one event or saga together, whatever they are told by.

A big matter lies in a hundred stories, each of which looks small. Two are one matter when they are
alike in what is rare this week, or when they name the same people and places and are a little
alike otherwise. Stories of several voices are joined first, the two most alike before all others;
those of one voice then go where they fit best.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain
from math import log, log2

from digest.selection.growing import Growing, Growth
from digest.selection.reports import Report
from digest.selection.vectors import Vector, unit

# In a pool of so many stories those of one voice may begin a matter, too.
_FEW = 1000
# A word in more than this share of all articles tells none of them apart: the subject itself.
_COMMON = 1 / 3


@dataclass(frozen=True, slots=True)
class GatheredMatter:
    """The places of the reports of one matter, and what it is about."""

    places: tuple[int, ...]
    centre: Vector
    names: Vector


def matters(
    reports: Sequence[Report],
    names: Mapping[int, frozenset[int]],
    apart: Iterable[frozenset[str]] = (),
) -> list[GatheredMatter]:
    """The matters that `reports` make; every report is in one.

    `names` are the words that name people and places, each with the other parts of its name. No two
    articles of one `apart` end in one matter.
    """
    single = _singles(reports, names)
    few = len(reports) <= _FEW
    seeds = [few or len(report.voices) > 1 for report in reports]
    grown = Growing(
        [m for m, seed in zip(single, seeds, strict=True) if seed],
        apart_in(reports, apart),
        names,
    )
    grown.join_alike()
    grown.take([m for m, seed in zip(single, seeds, strict=True) if not seed])
    found = sorted(grown.matters.values(), key=lambda matter: min(matter.places))
    return [GatheredMatter(tuple(sorted(m.places)), m.centre, m.names) for m in found]


def _singles(reports: Sequence[Report], names: Iterable[int]) -> list[Growth]:
    """Every report as a matter of its own, its words weighted by what they tell in this pool."""
    texts = [vector for report in reports for vector in report.vectors]
    sharers = Counter(chain.from_iterable(texts))
    # The vector's own rarity is 1 + log: what is left of a word is what sets it apart here.
    telling = {
        word: 1 - 1 / (1 + log(len(texts) / count))
        for word, count in sharers.items()
        if not _common(count, len(texts))
    }
    naming = telling.keys() & names
    return [
        Growth(
            [at],
            _weighted(report.centre, telling, log2(1 + len(report.voices))),
            _named(report, naming, log2(1 + len(report.voices))),
            report.articles[0].when.timestamp() / 3600,
            report.articles[-1].when.timestamp() / 3600,
        )
        for at, report in enumerate(reports)
    ]


def _common(count: int, of: int) -> bool:
    return count > max(3, _COMMON * of)


def _weighted(centre: Vector, telling: Mapping[int, float], weight: float) -> Vector:
    words = unit({word: own * telling[word] for word, own in centre.items() if word in telling})
    return {word: weight * own for word, own in words.items()} if weight != 1 else words


def _named(report: Report, names: Set[int], weight: float) -> Vector:
    if len(report.vectors) == 1:
        return dict.fromkeys(report.vectors[0].keys() & names, weight)
    counts = Counter(chain.from_iterable(vector.keys() & names for vector in report.vectors))
    return {name: weight * count / len(report.vectors) for name, count in counts.items()}


def apart_in(reports: Sequence[Report], apart: Iterable[frozenset[str]]) -> dict[int, set[int]]:
    """For every place those that may not be with it."""
    place_of = {article.id: at for at, report in enumerate(reports) for article in report.articles}
    found: dict[int, set[int]] = {}
    for ids in apart:
        places = {place_of[one] for one in ids if one in place_of}
        for place in places:
            found.setdefault(place, set()).update(places - {place})
    return found
