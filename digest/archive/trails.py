"""The catalogue in; where an issue's stories were told before out.

A wrong trail is worse than none. Two stories are one where what each is most about stands in the
other, too, and they name somebody or something together; how much a word says depends on how few
of the last issues' stories have it. A trail knows only the past: adding an issue changes none.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import log, sqrt

from digest.archive.catalogue import CatalogueEntry, SearchItem, StoryPlace
from digest.archive.record import sha256_hex
from digest.archive.terms import term_counts
from digest.model.website import ToldStory
from digest.stems import significant_words

# Stories are followed for two years of weekly issues.
_ISSUES = 104
_MOST = 3
_CORE = 4
_BOTH_WAYS = 2
# How alike two stories must be that name somebody together; and where capitals tell no names.
_LIKE = 0.42
_ALIKE_WITHOUT_NAMES = 0.5
# A word that more of the past has leads to too many to tell them apart.
_RARE = 0.05
_FEW = 8
# So many stories are taken for granted, lest every word seem rare in a young archive.
_PRIOR = 20

Vector = dict[str, float]


@dataclass(slots=True)
class _Story:
    place: StoryPlace
    cased: bool
    counts: dict[str, int]
    names: frozenset[str]


@dataclass(slots=True)
class _Past:
    """The stories of the last issues, by the terms that they have."""

    stories: list[_Story] = field(default_factory=list)
    having: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    bounds: list[int] = field(default_factory=list)

    @property
    def first(self) -> int:
        """The first story that is followed."""
        return self.bounds[-_ISSUES] if len(self.bounds) >= _ISSUES else 0

    def add(self, entry: CatalogueEntry) -> None:
        """Take an issue's stories in."""
        self.bounds.append(len(self.stories))
        for item in entry.items:
            story = _story(entry, item)
            for term in story.counts:
                self.having[term].append(len(self.stories))
            self.stories.append(story)


def with_trails(
    entries: Sequence[CatalogueEntry], known: Sequence[CatalogueEntry]
) -> tuple[CatalogueEntry, ...]:
    """`entries`, newest first, each with its trails; from `known` where its past is the same."""
    before = {entry.date: entry for entry in known}
    oldest_first = list(reversed(entries))
    pasts = list(_pasts(oldest_first))
    missing = [
        at
        for at, entry in enumerate(oldest_first)
        if entry.date not in before or before[entry.date].past != pasts[at]
    ]
    found = dict(_told(oldest_first, missing))
    made = [
        replace(entry, past=past, told=found[at] if at in found else before[entry.date].told)
        for at, (entry, past) in enumerate(zip(oldest_first, pasts, strict=True))
    ]
    return tuple(reversed(made))


def told_before(found: Sequence[CatalogueEntry], at: int) -> dict[str, tuple[ToldStory, ...]]:
    """The trails of the issue at `at` as its page prints them."""
    entry = found[at]
    if not entry.told:
        return {}
    issues = {one.date: one for one in found}
    return {
        item: tuple(
            told
            for place in places
            if place.date in issues and (told := _as_told(issues[place.date], place))
        )
        for item, places in entry.told.items()
    }


def _as_told(issue: CatalogueEntry, place: StoryPlace) -> ToldStory | None:
    """The story at `place`; None where a catalogue changed by hand names one that is not there."""
    headlines = (item.headline for item in issue.items if item.id == place.item)
    headline = next(headlines, None)
    if headline is None:
        return None
    return ToldStory(date=issue.date, number=issue.number, id=place.item, headline=headline)


def _pasts(oldest_first: Sequence[CatalogueEntry]) -> Iterator[str]:
    past = ""
    for entry in oldest_first:
        past = sha256_hex(f"{past} {entry.date} {entry.record}".encode())[:16]
        yield past


def _told(
    oldest_first: Sequence[CatalogueEntry], missing: Sequence[int]
) -> Iterator[tuple[int, dict[str, tuple[StoryPlace, ...]]]]:
    if not missing:
        return
    asked = set(missing)
    past = _Past()
    for at in range(max(0, missing[0] - _ISSUES), len(oldest_first)):
        entry = oldest_first[at]
        if at in asked:
            yield at, _trails(entry, past)
        past.add(entry)


def _trails(entry: CatalogueEntry, past: _Past) -> dict[str, tuple[StoryPlace, ...]]:
    weights = _Weights(past, [_story(entry, item) for item in entry.items])
    found = {story.place.item: tuple(weights.trail(story)) for story in weights.new}
    return {item: places for item, places in found.items() if places}


def _story(entry: CatalogueEntry, item: SearchItem) -> _Story:
    common = set(entry.common)
    words = " ".join((*item.names, *item.mentions)).split()
    named = significant_words(" ".join(word for word in words if word.lower() not in common))
    return _Story(
        place=StoryPlace(date=entry.date, item=item.id),
        cased=entry.cased,
        counts=term_counts(item.terms),
        names=frozenset(named),
    )


class _Weights:
    """How much each term says when the stories of an issue are held against the past."""

    def __init__(self, past: _Past, new: Sequence[_Story]) -> None:
        self.new = new
        self._past = past
        self._own = Counter(term for story in new for term in story.counts)
        self._total = len(past.stories) - past.first + len(new) + _PRIOR
        self._rarity: dict[str, float] = {}
        self._vectors: dict[int, Vector] = {}

    def trail(self, story: _Story) -> Iterator[StoryPlace]:
        """Where it was told before, the latest first, once an issue."""
        vector = self._vector(story)
        core = _strongest(vector)
        most = max(_FEW, _RARE * self._total)
        telling = (held for term in core if len(held := self._holders(term)) <= most)
        sharers = Counter(at for held in telling for at in held)
        alike: dict[StoryPlace, float] = {}
        for at, shared in sharers.items():
            likeness = self._likeness(story, vector, at) if shared >= _BOTH_WAYS else 0
            if likeness:
                alike[self._past.stories[at].place] = likeness
        best = {}
        for place in sorted(alike, key=lambda one: (alike[one], one.item)):
            best[place.date] = place
        for day in sorted(best, reverse=True)[:_MOST]:
            yield best[day]

    def _likeness(self, story: _Story, vector: Vector, at: int) -> float:
        """The cosine of the two where they tell one story, else 0."""
        other = self._past.stories[at]
        if at not in self._vectors:
            self._vectors[at] = self._vector(other)
        theirs = self._vectors[at]
        back = sum(term in vector for term in _strongest(theirs))
        likeness = sum(weight * theirs[term] for term, weight in vector.items() if term in theirs)
        shared = (story.names | other.names) & vector.keys() & theirs.keys()
        floor = _LIKE if story.cased else _ALIKE_WITHOUT_NAMES
        sure = likeness >= floor and back >= _BOTH_WAYS and (shared or not story.cased)
        return likeness if sure else 0

    def _vector(self, story: _Story) -> Vector:
        weights = {term: (1 + log(n)) * self._rare(term) for term, n in story.counts.items()}
        length = sqrt(sum(weight * weight for weight in weights.values()))
        return {term: weight / length for term, weight in weights.items()}

    def _rare(self, term: str) -> float:
        if term not in self._rarity:
            holders = len(self._holders(term)) + self._own[term]
            self._rarity[term] = log(self._total / (holders + 0.5))
        return self._rarity[term]

    def _holders(self, term: str) -> list[int]:
        held = self._past.having.get(term, [])
        return held[bisect_left(held, self._past.first) :]


def _strongest(vector: Vector) -> list[str]:
    return sorted(vector, key=lambda term: -vector[term])[:_CORE]
