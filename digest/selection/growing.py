"""Stories one by one in, groups of them that are one matter out: how alike is enough."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from math import exp, log2

from digest.selection.vectors import Vector, cosine, strongest, unit

# Alike in what is rare, or a little alike and in several names. Tuned on two weeks labelled by
# reading, read on two others (`python -m benchmarks.selection matters`).
_ALIKE = 0.28
_ALIKE_BELOW_A_SUBJECT = 0.34
_A_LITTLE, _MORE = 0.08, 0.02
_SAME_NAMES, _BESIDE_THE_FIRST = 0.5, 0.15
_NAMED = 0.15
# A story of one voice goes to the matter it is most like from here on.
_FITS = 0.15
# What a matter is about: so many of its words and names; so many more are remembered as it grows.
_WORDS, _NAMES, _KEPT = 40, 20, 120
# Two are compared when those of their words that say most make them so much alike; a story of one
# voice, of which there are thousands, by fewer of its own and more alike.
_TRIED, _PROMISING = 25, 0.05
_TRIED_ALONE, _PROMISING_ALONE = 15, 0.07
# Likeness fades with the hours in which neither was reported: two attacks of a week stay two.
_PAUSE, _FADING = 24.0, 72.0

Names = Mapping[int, frozenset[int]]
"""The words that are names, each with the other parts of its name."""

ByWord = dict[int, dict[int, float]]
"""By word the names of the matters about which it says most, and how much."""


@dataclass(slots=True)
class Growth:
    """A matter that grows: its words and names, and the hours of its first and last report."""

    places: list[int]
    words: Vector
    named: Vector
    first: float
    last: float
    centre: Vector = field(init=False)
    names: Vector = field(init=False)

    def __post_init__(self) -> None:
        self.centre = unit(strongest(self.words, _WORDS))
        self.names = unit(strongest(self.named, _NAMES))

    def joined(self, other: "Growth") -> "Growth":
        """Both in one."""
        return Growth(
            self.places + other.places,
            strongest(_sum(self.words, other.words), _KEPT),
            strongest(_sum(self.named, other.named), _KEPT),
            min(self.first, other.first),
            max(self.last, other.last),
        )

    def likeness(self, other: "Growth") -> float:
        """How alike the two are in what they are about, 0..1."""
        return cosine(self.centre, other.centre)

    def worth(self, other: "Growth", likeness: float, alike: float, names: Names) -> float:
        """How strongly the two, of that `likeness`, should be one, 0 where they should not.

        `alike` is enough without a name in common.
        """
        if likeness < _A_LITTLE:
            return 0.0
        fresh = self._fresh(other)
        rare = likeness * fresh
        # What two large matters are about is well known: the same would be more alike.
        smaller = min(len(self.places), len(other.places))
        if rare < _A_LITTLE + _MORE * log2(smaller):
            return 0.0
        if rare < alike and fresh < _SAME_NAMES:
            # Not even the very same names would be enough.
            return 0.0
        named = _in_common(self.names, other.names, names) * fresh
        return round(rare + _NAMED * named, 9) if rare >= alike or named >= _SAME_NAMES else 0.0

    def _fresh(self, other: "Growth") -> float:
        pause = max(self.first, other.first) - min(self.last, other.last) - _PAUSE
        return exp(-pause / _FADING) if pause > 0 else 1.0


class Growing:
    """Matters that grow by joining two; a matter's name is its smallest place."""

    def __init__(
        self, seeds: Iterable[Growth], forbidden: Mapping[int, set[int]], names: Names
    ) -> None:
        self._alike = _ALIKE if names else _ALIKE_BELOW_A_SUBJECT
        self._names = names
        self.matters = {matter.places[0]: matter for matter in seeds}
        self._forbidden = forbidden

    def join_alike(self) -> None:
        """Joins the two most alike until none are alike enough."""
        near = self._neighbours()
        waiting = [
            (-worth, one, other, 0, 0)
            for one, others in near.items()
            for other in others
            if one < other and (worth := self._worth(one, other, self._likeness(one, other)))
        ]
        heapify(waiting)
        turn = dict.fromkeys(self.matters, 0)
        while waiting:
            _, one, other, *turns = heappop(waiting)
            # A stale entry: one of the two has grown since, and was entered anew.
            if turns != [turn.get(one), turn.get(other)]:
                continue
            self.matters[one] = self.matters[one].joined(self.matters.pop(other))
            turn[one] += 1
            del turn[other]
            for each in near.pop(other):
                near[each].discard(other)
                if each != one:
                    near[one].add(each)
                    near[each].add(one)
            for each in sorted(near[one]):
                low, high = min(one, each), max(one, each)
                likeness = self._likeness(low, high)
                if likeness < _PROMISING:
                    near[one].discard(each)
                    near[each].discard(one)
                elif worth := self._worth(low, high, likeness):
                    heappush(waiting, (-worth, low, high, turn[low], turn[high]))

    def take(self, singles: Iterable[Growth]) -> None:
        """Gives each the matter that it fits best, or makes it a matter of its own."""
        by_word: ByWord = {}
        for name, matter in self.matters.items():
            _enter(by_word, name, matter)
        grown = dict(self.matters)
        for single in singles:
            self._give(single, _promising(by_word, single, _TRIED_ALONE, _PROMISING_ALONE), grown)

    def _give(self, single: Growth, tried: Iterable[int], grown: Mapping[int, Growth]) -> None:
        fitting = [
            (-worth, name)
            for name in tried
            if (
                worth := single.worth(grown[name], single.likeness(grown[name]), _FITS, self._names)
            )
            and self._may_join(single.places, grown[name].places)
        ]
        if fitting:
            self.matters[min(fitting)[1]].places += single.places
        else:
            self.matters[single.places[0]] = single

    def _neighbours(self) -> dict[int, set[int]]:
        by_word: ByWord = {}
        found: dict[int, set[int]] = {name: set() for name in self.matters}
        for name, matter in self.matters.items():
            found[name].update(_promising(by_word, matter, _TRIED, _PROMISING))
            for other in found[name]:
                found[other].add(name)
            _enter(by_word, name, matter)
        return found

    def _likeness(self, one: int, other: int) -> float:
        return self.matters[one].likeness(self.matters[other])

    def _worth(self, one: int, other: int, likeness: float) -> float:
        """How strongly two should be one, 0 where they should not."""
        mine, theirs = self.matters[one], self.matters[other]
        worth = mine.worth(theirs, likeness, self._alike, self._names)
        return worth if worth and self._may_join(mine.places, theirs.places) else 0.0

    def _may_join(self, one: Sequence[int], other: Sequence[int]) -> bool:
        if not self._forbidden:
            return True
        return all(self._forbidden.get(place, set()).isdisjoint(other) for place in one)


def _enter(by_word: ByWord, name: int, matter: Growth) -> None:
    for word, weight in strongest(matter.centre, _TRIED).items():
        by_word.setdefault(word, {})[name] = weight


def _promising(by_word: ByWord, matter: Growth, words: int, floor: float) -> list[int]:
    """The names of those entered that so many of its `words` make alike by `floor`."""
    likeness: dict[int, float] = {}
    so_far = likeness.get
    for word, own in strongest(matter.centre, words).items():
        for name, weight in by_word.get(word, {}).items():
            likeness[name] = so_far(name, 0.0) + own * weight
    return [name for name, alike in likeness.items() if alike >= floor]


def _in_common(one: Vector, other: Vector, names: Names) -> float:
    """How alike two are in names; one name in common (a country's) is not enough."""
    common = one.keys() & other.keys()
    products = [one[name] * other[name] for name in common]
    whole = sum(products)
    # Most end here, before the parts of the first name are looked up.
    if whole - max(products, default=0.0) < _BESIDE_THE_FIRST:
        return 0.0
    first = max(common, key=lambda name: (one[name] * other[name], -name))
    parts = {first, *names[first]} & common
    beside = whole - sum([one[part] * other[part] for part in parts])
    return whole if beside >= _BESIDE_THE_FIRST else 0.0


def _sum(one: Vector, other: Vector) -> Vector:
    total = dict(one)
    for word, weight in other.items():
        total[word] = total.get(word, 0.0) + weight
    return total
