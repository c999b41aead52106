"""Articles in, the words that name people and places out: written large where others are small.

Only running text is asked, never a headline, and never a sentence's first word. Scripts without
capitals have no names by this rule, and German capitals say nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from digest.model.articles import Article
from digest.selection.languages import spoken
from digest.selection.vectors import opening
from digest.words import stem, tokens, whole_words

# A name also begins sentences, where its capital says nothing.
_OFTEN = 0.4
_ALL_NOUNS_LARGE = ("de", "gsw", "lb", "nds")
_LONGEST_WORD = 40
# What stands after a word or a comma and begins with no small Latin letter.
_WITHIN = re.compile(r"\s(?<=[\w,]\s)([^\W\d_a-z]\S*)")


def names_in(articles: Iterable[Article], language: str) -> set[str]:
    """The stems of the words that are names; `language` is that of articles that name none."""
    asked = (each for each in articles if spoken(each, language) not in _ALL_NOUNS_LARGE)
    texts = list(map(opening, asked))
    large = Counter(chain.from_iterable(map(_large, texts)))
    seen = Counter(chain.from_iterable(map(tokens, texts)))
    return {word for word, count in large.items() if count >= _OFTEN * seen[word]}


def _large(text: str) -> Iterator[str]:
    """The stems of the words with a capital that begin no sentence and no quotation."""
    for word in _WITHIN.findall(text):
        if word[0].isupper():
            yield from _first_word(word[:_LONGEST_WORD])


@lru_cache(maxsize=1 << 14)
def _first_word(written: str) -> tuple[str, ...]:
    return tuple(map(stem, whole_words(written)[:1]))
