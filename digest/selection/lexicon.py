"""Articles and past headlines in; their vectors, and which of the words are names, out.

Names are written large where others are small. Only running text is asked, never a headline, and
never a sentence's first word. Scripts without capitals have no names by this rule, and German
capitals say nothing. Two that stand side by side as a rule ("Porto Verde") are parts of one name.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from digest.model.articles import Article
from digest.selection.geography import shared_places
from digest.selection.languages import spoken
from digest.selection.vectors import (
    Pair,
    Vector,
    article_words,
    numbered,
    opening,
    similar_pairs,
    vectors,
)
from digest.stems import significant_words, stem, tokens, whole_words

# A name also begins sentences, where its capital says nothing.
_OFTEN = 0.4
# Parts of one name stand side by side in so many of the places of the rarer one.
_TOGETHER = 0.5
_ALL_NOUNS_LARGE = ("de", "gsw", "lb", "nds")
_LONGEST_WORD = 40
# What stands after a word or a comma and begins with no small Latin letter.
_WITHIN = re.compile(r"\s(?<=[\w,]\s)([^\W\d_a-z]\S*)")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """What is known of each article of `articles`, in their order.

    `equal` says for every article the place of the first that has its text. `of_headlines` are the
    vectors of past headlines; `names` are words by number, each with the other parts of its name.
    `languages` are main tags.
    """

    articles: tuple[Article, ...]
    equal: tuple[int, ...]
    of_articles: tuple[Vector, ...]
    of_headlines: tuple[Vector, ...]
    names: Mapping[int, frozenset[int]]
    languages: tuple[str, ...]

    def similar(self, places: Sequence[int], floor: float) -> list[Pair]:
        """The similar pairs among the articles at `places`, by their order there.

        Within a language the words decide, across languages the countries and cities with them.
        """
        found = similar_pairs([self.of_articles[place] for place in places], floor)
        own = [self.languages[place] for place in places]
        if len(set(own)) < 2:
            return found
        bridged = vectors(
            [
                article_words(self.articles[place])
                + shared_places(self.articles[place], self.languages[place])
                for place in places
            ]
        )
        within = [pair for pair in found if own[pair[0]] == own[pair[1]]]
        return sorted([*within, *similar_pairs(bridged, floor, own)])


def lexicon(
    articles: Sequence[Article], equal: Sequence[int], headlines: Sequence[str], language: str
) -> Lexicon:
    """The words of `articles` and past `headlines`, rare ones weighing most.

    A text printed by a hundred is counted once, or its words would seem common. `language` is that
    of articles that name none.
    """
    bearers = [at for at, first in enumerate(equal) if at == first]
    counts: list[Counter[str]] = []
    capitals = Capitals(language)
    # Both ask for an article's words: one after the other they are cut once.
    for article in (articles[at] for at in bearers):
        counts.append(article_words(article))
        capitals.read(article)
    counts += (Counter(significant_words(headline)) for headline in headlines)
    number = numbered(counts)
    found = vectors(counts, number)
    vector_of = dict(zip(bearers, found, strict=False))
    return Lexicon(
        articles=tuple(articles),
        equal=tuple(equal),
        of_articles=tuple(vector_of[first] for first in equal),
        of_headlines=tuple(found[len(bearers) :]),
        names={
            number[word]: frozenset(number[part] for part in parts if part in number)
            for word, parts in capitals.names().items()
            if word in number
        },
        languages=tuple(spoken(article, language) for article in articles),
    )


class Capitals:
    """How often words stand in the articles read so far, large and at all, and which side by side.

    `language` is that of articles that name none.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._seen: Counter[str] = Counter()
        self._large: Counter[str] = Counter()
        self._beside: Counter[tuple[str, str]] = Counter()

    def read(self, article: Article) -> None:
        """Counts the words of its opening."""
        if spoken(article, self._language) in _ALL_NOUNS_LARGE:
            return
        text = opening(article)
        self._seen.update(tokens(text))
        words, beside = _large(text)
        self._large.update(words)
        self._beside.update(beside)

    def names(self) -> dict[str, set[str]]:
        """The stems of the words that are names, each with the other parts of its name."""
        large, seen = self._large, self._seen
        names: dict[str, set[str]] = {
            word: set() for word, count in large.items() if count >= _OFTEN * seen[word]
        }
        for (one, other), count in self._beside.items():
            often = 1 < count >= _TOGETHER * min(large[one], large[other])
            if often and one != other and one in names and other in names:
                names[one].add(other)
                names[other].add(one)
        return names


def _large(text: str) -> tuple[list[str], list[tuple[str, str]]]:
    """The stems of the words with a capital that begin no sentence and no quotation.

    And those of them that stand side by side.
    """
    words: list[str] = []
    pairs: list[tuple[str, str]] = []
    end = -1
    for found in _WITHIN.finditer(text):
        written = found[1]
        if written[0].isupper():
            for word in _first_word(written[:_LONGEST_WORD]):
                if found.start() == end:
                    pairs.append((words[-1], word))
                words.append(word)
                end = found.end()
    return words, pairs


@lru_cache(maxsize=1 << 14)
def _first_word(written: str) -> tuple[str, ...]:
    return tuple(map(stem, whole_words(written)[:1]))
