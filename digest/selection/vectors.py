"""Texts in, sparse TF-IDF vectors of length 1 and the similar pairs among them out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

from digest.model.articles import Article
from digest.words import telling_words

Vector = dict[str, float]

_TITLE_WEIGHT = 2
_LONGEST_OPENING = 70
# A pair is looked for only through words that at most this many articles share.
_FEWEST_SHARERS = 25
_MOST_SHARERS = 0.02


@dataclass(frozen=True, slots=True)
class Pair:
    """Two vectors by their place, `first < second`, and their cosine."""

    first: int
    second: int
    likeness: float


def opening(article: Article) -> str:
    """What an article says first: its summary, or the first 70 words of its text."""
    return article.summary or " ".join(article.text[:1000].split()[:_LONGEST_OPENING])


def article_words(article: Article) -> Counter[str]:
    """How often each telling word stands in title (counted twice) and opening."""
    counts = Counter(telling_words(opening(article)))
    for word in telling_words(article.title):
        counts[word] += _TITLE_WEIGHT
    return counts


def vectors(counts: Sequence[Counter[str]]) -> list[Vector]:
    """One vector of length 1 a text; words that many texts share weigh little."""
    sharers = Counter(word for count in counts for word in count)
    rarity = {word: log((1 + len(counts)) / (1 + n)) + 1 for word, n in sharers.items()}
    return [_unit({word: (1 + log(n)) * rarity[word] for word, n in c.items()}) for c in counts]


def cosine(one: Vector, other: Vector) -> float:
    """How alike two vectors of length 1 are, 0..1."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[word] for word, weight in one.items() if word in other)


def similar_pairs(of: Sequence[Vector], floor: float) -> list[Pair]:
    """Every pair with a cosine of at least `floor` that shares a word that is not too common."""
    most = max(_FEWEST_SHARERS, int(len(of) * _MOST_SHARERS))
    sharers = Counter(word for vector in of for word in vector)
    common = [sqrt(sum(w * w for word, w in v.items() if sharers[word] > most)) for v in of]
    places: dict[str, list[tuple[int, float]]] = {}
    pairs: list[Pair] = []
    for second, vector in enumerate(of):
        found: dict[int, float] = {}
        for word, weight in vector.items():
            if not 1 < sharers[word] <= most:
                continue
            for first, other in places.setdefault(word, []):
                found[first] = found.get(first, 0.0) + weight * other
            places[word].append((second, weight))
        for first, part in found.items():
            # What the common words can add at most (Cauchy-Schwarz) decides who is looked at.
            if part + common[first] * common[second] >= floor:
                likeness = cosine(of[first], vector)
                if likeness >= floor:
                    pairs.append(Pair(first, second, likeness))
    return pairs


def centroid(of: Sequence[Vector]) -> Vector:
    """The direction that `of` share, of length 1."""
    total: Vector = {}
    for vector in of:
        for word, weight in vector.items():
            total[word] = total.get(word, 0.0) + weight
    return _unit(total)


def _unit(vector: Vector) -> Vector:
    length = sqrt(sum(weight * weight for weight in vector.values()))
    return {word: weight / length for word, weight in vector.items()} if length else {}
