"""Articles in, groups of articles on one event out; the editor's merges and splits are kept.

Average-link clustering over the similar pairs alone: a pair that is not among them counts as not
alike at all. It gives what the exact method gives (measured in docs/selection.md) in a fraction of
its time and memory.
"""

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush

from digest.selection.vectors import Pair

Groups = list[tuple[int, ...]]


class _Forest:
    """Groups that grow by merging two: members and summed likeness to each neighbour."""

    def __init__(self, size: int, pairs: Iterable[Pair], apart: Iterable[frozenset[int]]) -> None:
        self.members: dict[int, list[int]] = {place: [place] for place in range(size)}
        self.likeness: dict[int, dict[int, float]] = {place: {} for place in range(size)}
        for pair in pairs:
            self.likeness[pair.first][pair.second] = pair.likeness
            self.likeness[pair.second][pair.first] = pair.likeness
        self._apart: dict[int, set[int]] = {}
        for places in apart:
            for place in places:
                self._apart.setdefault(place, set()).update(places - {place})

    def name_of(self, place: int) -> int:
        """The group that `place` is in."""
        if place in self.members:
            return place
        return next(name for name, members in self.members.items() if place in members)

    def average(self, one: int, other: int) -> float:
        """The mean likeness over all pairs between two groups."""
        size = len(self.members[one]) * len(self.members[other])
        return self.likeness[one].get(other, 0.0) / size

    def may_join(self, one: int, other: int) -> bool:
        """Whether the editor has not split them."""
        return self._apart.get(one, set()).isdisjoint(self.members[other])

    def join(self, one: int, other: int) -> int:
        """One group of two, under the smaller name; gives the name."""
        keep, gone = min(one, other), max(one, other)
        self.members[keep] += self.members.pop(gone)
        if gone in self._apart:
            self._apart.setdefault(keep, set()).update(self._apart.pop(gone))
        near = self.likeness[keep]
        for neighbour, likeness in self.likeness.pop(gone).items():
            self.likeness[neighbour].pop(gone)
            if neighbour != keep:
                near[neighbour] = near.get(neighbour, 0.0) + likeness
                self.likeness[neighbour][keep] = near[neighbour]
        return keep


def group(
    size: int,
    pairs: Sequence[Pair],
    *,
    threshold: float,
    together: Iterable[frozenset[int]] = (),
    copies: Iterable[frozenset[int]] = (),
    apart: Iterable[frozenset[int]] = (),
) -> Groups:
    """Groups of the places 0..size-1 whose mean likeness is at least `threshold`.

    `together` are joined whatever their likeness. No two places of one `apart` are joined by
    likeness or as `copies`; where the two wishes collide, together wins.
    """
    forest = _Forest(size, pairs, apart)
    _join_all(forest, together)
    _join_all(forest, copies, unless_apart=True)
    _join_alike(forest, threshold)
    return sorted(tuple(sorted(members)) for members in forest.members.values())


def _join_all(
    forest: _Forest, wishes: Iterable[frozenset[int]], *, unless_apart: bool = False
) -> None:
    for places in wishes:
        names = sorted({forest.name_of(place) for place in places})
        for at, other in enumerate(names):
            first = next((n for n in names[:at] if n in forest.members), None)
            if first is not None and (not unless_apart or forest.may_join(first, other)):
                forest.join(first, other)


def _join_alike(forest: _Forest, threshold: float) -> None:
    waiting = [
        (-forest.average(one, other), one, other)
        for one, near in forest.likeness.items()
        for other in near
        if one < other
    ]
    heapify(waiting)
    while waiting:
        negative, one, other = heappop(waiting)
        if -negative < threshold:
            break
        if one not in forest.members or other not in forest.members:
            continue
        if -negative != forest.average(one, other) or not forest.may_join(one, other):
            continue
        kept = forest.join(one, other)
        for neighbour in forest.likeness[kept]:
            average = forest.average(kept, neighbour)
            if average >= threshold:
                heappush(waiting, (-average, min(kept, neighbour), max(kept, neighbour)))
