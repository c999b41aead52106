"""Articles in, the words that name people and places out: written large where others are small.

Only running text is asked, never a headline, and never a sentence's first word. Scripts without
capitals have no names by this rule, and German capitals say nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from digest.model.articles import Article
from digest.selection.languages import spoken
from digest.selection.vectors import opening
from digest.words import stem, tokens, whole_words

# A name also begins sentences, where its capital says nothing.
_OFTEN = 0.4
_ALL_NOUNS_LARGE = ("de", "gsw", "lb", "nds")
_LONGEST_WORD = 40


def names_in(articles: Iterable[Article], language: str) -> set[str]:
    """The stems of the words that are names; `language` is that of articles that name none."""
    large: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for article in articles:
        if spoken(article, language) not in _ALL_NOUNS_LARGE:
            text = opening(article)
            seen.update(tokens(text))
            large.update(_large(text))
    return {word for word, count in large.items() if count >= _OFTEN * seen[word]}


def _large(text: str) -> Iterator[str]:
    """The stems of the words with a capital that begin no sentence and no quotation."""
    for before, word in pairwise(text.split()):
        if word[0].isupper() and (before[-1].isalnum() or before[-1] == ","):
            yield from map(stem, whole_words(word[:_LONGEST_WORD])[:1])
