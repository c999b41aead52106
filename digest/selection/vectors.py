"""Texts in, sparse TF-IDF vectors of length 1 and the similar pairs among them out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import log, sqrt
from operator import itemgetter, mul

from digest.model.articles import Article
from digest.stems import significant_words

Vector = dict[int, float]
"""Weights by word. Words are numbers: sums over sets of strings would change from run to run."""

Pair = tuple[int, int, float]
"""Two vectors by their places, the smaller first, and their cosine. A tuple: there are many."""

_TITLE_WEIGHT = 2
_LONGEST_OPENING = 70
# Pairs are looked for through words that few articles share: 25, from 2,500 articles on 1 %, at
# most 30. A pair whose rare words alone bring it to 0.7 of the floor is compared in full.
_FEWEST_SHARERS = 25
_MOST_SHARERS = 30
_SHARERS = 0.01
_PROMISING = 0.7


def opening(article: Article) -> str:
    """What an article says first: its summary, or the first 70 words of its text."""
    return article.summary or " ".join(article.text[:1000].split()[:_LONGEST_OPENING])


def article_words(article: Article) -> Counter[str]:
    """How often each telling word stands in title (counted twice) and opening."""
    counts = Counter(significant_words(opening(article)))
    for word in significant_words(article.title):
        counts[word] += _TITLE_WEIGHT
    return counts


def numbered(counts: Iterable[Counter[str]]) -> dict[str, int]:
    """Every word's number, in the order of appearance."""
    return {word: at for at, word in enumerate(dict.fromkeys(chain.from_iterable(counts)))}


def vectors(
    counts: Sequence[Counter[str]], number: Mapping[str, int] | None = None
) -> list[Vector]:
    """One vector of length 1 a text; words that many texts share weigh little."""
    number = numbered(counts) if number is None else number
    sharers = Counter(chain.from_iterable(counts))
    rarity = {word: log((1 + len(counts)) / (1 + n)) + 1 for word, n in sharers.items()}
    return [
        unit({number[word]: (1 + log(n)) * rarity[word] for word, n in count.items()})
        for count in counts
    ]


def cosine(one: Vector, other: Vector) -> float:
    """How alike two vectors of length 1 are, 0..1."""
    likeness = 0.0
    for word in one.keys() & other.keys():
        likeness += one[word] * other[word]
    return likeness


def similar_pairs(
    of: Sequence[Vector], floor: float, kinds: Sequence[str] | None = None
) -> list[Pair]:
    """The pairs with a cosine of at least `floor` that have a rare word in common.

    With `kinds`, one for each vector, only those of two kinds.
    """
    most = max(_FEWEST_SHARERS, min(_MOST_SHARERS, int(len(of) * _SHARERS)))
    sharers = Counter(chain.from_iterable(of))
    rare = {word for word, count in sharers.items() if 1 < count <= most}
    holders: dict[int, dict[int, float]] = {word: {} for word in rare}
    pairs: list[Pair] = []
    for second, vector in enumerate(of):
        found: dict[int, float] = {}
        so_far = found.get
        for word in vector.keys() & rare:
            weight, own = vector[word], holders[word]
            for first, other in own.items():
                found[first] = so_far(first, 0.0) + weight * other
            own[second] = weight
        for first, part in found.items():
            if part >= floor * _PROMISING and (kinds is None or kinds[first] != kinds[second]):
                likeness = cosine(of[first], vector)
                if likeness >= floor:
                    pairs.append((first, second, likeness))
    return sorted(pairs)


def centroid(of: Sequence[Vector]) -> Vector:
    """The direction that `of`, of length 1 each, share; of length 1."""
    if len(of) == 1:
        return of[0]
    total: Vector = {}
    for vector in of:
        for word, weight in vector.items():
            total[word] = total.get(word, 0.0) + weight
    return unit(total)


def strongest(vector: Vector, most: int) -> Vector:
    """The `most` words that weigh most; of equal ones the first."""
    if len(vector) <= most:
        return vector
    return dict(sorted(vector.items(), key=itemgetter(1), reverse=True)[:most])


def unit(vector: Vector) -> Vector:
    """`vector` with the length 1."""
    weights = vector.values()
    length = sqrt(sum(map(mul, weights, weights)))
    return {word: weight / length for word, weight in vector.items()} if length else {}
