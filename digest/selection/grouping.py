"""Similar pairs in, groups of articles on one event out; the editor's merges and splits are kept.

The two groups most alike on average are joined, again and again, until no two are alike enough.
Only the pairs given count, every other is taken as not alike at all: that gives nearly what
the exact method gives in a fraction of its time and memory.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush, nlargest

from digest.selection.vectors import Pair

Groups = list[tuple[int, ...]]

# How crowded it is around an article: the mean likeness to its 20 nearest, between these bounds.
_CROWD = 20
_THIN, _DENSE = 0.1, 0.18
_COUNTS = 0.6


@dataclass(frozen=True, slots=True)
class Grain:
    """How alike two groups must be: by `threshold` on average, and by more in a crowd.

    Where much is half alike (the hundred reports of one war) it takes `demand` times the crowd more
    to be one story; less, the larger the groups are and the surer their likeness, by `easing`.
    """

    threshold: float
    demand: float = 0.0
    easing: float = 0.0


GRAINS = {"tight": Grain(0.2, 1.0), "normal": Grain(0.17, 2.0, 0.5), "loose": Grain(0.14)}


def group(
    size: int,
    pairs: Sequence[Pair],
    grain: Grain,
    *,
    together: Iterable[frozenset[int]] = (),
    copies: Iterable[frozenset[int]] = (),
    apart: Iterable[frozenset[int]] = (),
) -> Groups:
    """Groups of the places 0..size-1 that are alike by `grain`.

    `together` are joined whatever their likeness. No two places of one `apart` are joined by
    likeness or as `copies`; where the two wishes collide, together wins.
    """
    forest = _Forest(size, pairs, grain, apart)
    forest.join_all(together)
    forest.join_all(copies, unless_apart=True)
    forest.join_alike()
    return sorted(tuple(sorted(members)) for members in forest.members.values())


class _Forest:
    """Groups that grow by joining two; a group's name is its smallest place."""

    def __init__(
        self, size: int, pairs: Sequence[Pair], grain: Grain, apart: Iterable[frozenset[int]]
    ) -> None:
        self.members: dict[int, list[int]] = {place: [place] for place in range(size)}
        self._name = list(range(size))
        self._grain = grain
        self._crowd = _crowds(size, pairs)
        self._between: list[dict[int, float]] = [{} for _ in range(size)]
        for first, second, likeness in pairs:
            if likeness >= _COUNTS * grain.threshold:
                self._between[first][second] = self._between[second][first] = likeness
        self._apart: dict[int, set[int]] = {}
        for places in apart:
            for place in places:
                self._apart.setdefault(place, set()).update(places - {place})

    def join_all(self, wishes: Iterable[frozenset[int]], *, unless_apart: bool = False) -> None:
        """Joins the places of each wish."""
        for places in wishes:
            first, *others = sorted(places) or [-1]
            for other in others:
                one, two = self._name[first], self._name[other]
                if one != two and (not unless_apart or self._may_join(one, two)):
                    self._join(one, two)

    def join_alike(self) -> None:
        """Joins the two most alike until none are alike enough."""
        least = self._grain.threshold
        waiting = [
            (-alike, one, other)
            for one in self.members
            for other in self._between[one]
            if one < other and (alike := self._alike(one, other)) >= least
        ]
        heapify(waiting)
        while waiting:
            negative, one, other = heappop(waiting)
            if one not in self.members or other not in self.members:
                continue
            # A stale entry: one of the two has grown since, and was entered anew.
            if -negative != self._alike(one, other) or not self._may_join(one, other):
                continue
            self._join(one, other)
            for neighbour in self._between[one]:
                alike = self._alike(one, neighbour)
                if alike >= least:
                    heappush(waiting, (-alike, min(one, neighbour), max(one, neighbour)))

    def _alike(self, one: int, other: int) -> float:
        """The mean likeness between two groups, less what the crowd around them demands.

        Where the mean alone is too little, the crowd is not asked.
        """
        sizes = len(self.members[one]), len(self.members[other])
        pairs = sizes[0] * sizes[1]
        mean = self._between[one][other] / pairs
        if mean < self._grain.threshold:
            return mean
        crowd = (self._crowd[one] / sizes[0] + self._crowd[other] / sizes[1]) / 2
        demand: float = self._grain.demand * crowd / pairs**self._grain.easing
        return mean - demand

    def _may_join(self, one: int, other: int) -> bool:
        return self._apart.get(one, set()).isdisjoint(self.members[other])

    def _join(self, one: int, other: int) -> None:
        keep, gone = min(one, other), max(one, other)
        moved = self.members.pop(gone)
        for place in moved:
            self._name[place] = keep
        self.members[keep] += moved
        if gone in self._apart:
            self._apart.setdefault(keep, set()).update(self._apart.pop(gone))
        near = self._between[keep]
        near.pop(gone, None)
        self._crowd[keep] += self._crowd[gone]
        self._between[gone].pop(keep, None)
        for neighbour, likeness in self._between[gone].items():
            del self._between[neighbour][gone]
            near[neighbour] = near.get(neighbour, 0.0) + likeness
            self._between[neighbour][keep] = near[neighbour]
        self._between[gone] = {}


def _crowds(size: int, pairs: Sequence[Pair]) -> list[float]:
    """How crowded it is around each place: the mean likeness to its nearest, above a low level."""
    near: list[list[float]] = [[] for _ in range(size)]
    for first, second, likeness in pairs:
        near[first].append(likeness)
        near[second].append(likeness)
    means = (sum(nlargest(_CROWD, likeness)) / _CROWD for likeness in near)
    return [min(_DENSE, max(_THIN, mean)) - _THIN for mean in means]
