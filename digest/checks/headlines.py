"""Headlines in, those among them that say the same out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import ceil

_WORD = re.compile(r"\w+")
_NEAR = 0.8
_FEWEST_WORDS = 4


class Headlines:
    """Headlines to be searched for one that shares four fifths of its words with another.

    Each is filed under its rarest words only: two headlines that near share at least one of them,
    so that a thousand headlines need a thousand look-ups and not half a million comparisons.
    """

    def __init__(self, headlines: Iterable[str]) -> None:
        self._words = [headline_words(headline) for headline in headlines]
        self._frequency = Counter(word for words in self._words for word in words)
        self._filed: dict[str, list[int]] = defaultdict(list)
        for at, words in enumerate(self._words):
            for word in self._rarest(words):
                self._filed[word].append(at)

    def near(self, headline: str) -> Iterator[int]:
        """The places of the headlines that say the same, in their order."""
        words = headline_words(headline)
        candidates = {at for word in self._rarest(words) for at in self._filed.get(word, ())}
        return (at for at in sorted(candidates) if are_alike(words, self._words[at]))

    def _rarest(self, words: frozenset[str]) -> list[str]:
        ordered = sorted(words, key=lambda word: (self._frequency[word], word))
        return ordered[: len(words) - ceil(_NEAR * len(words)) + 1]


def headline_words(headline: str) -> frozenset[str]:
    """The words of a headline, however they are written."""
    return frozenset(_WORD.findall(headline.casefold()))


def are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two headlines share four fifths of their words; short ones must share all."""
    if one == other:
        return len(one) > 1
    if min(len(one), len(other)) < _FEWEST_WORDS:
        return False
    shared = len(one & other)
    return shared >= _NEAR * (len(one) + len(other) - shared)
