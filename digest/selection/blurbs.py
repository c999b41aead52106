"""Articles on one event in, a blurb out: whole sentences of their own, never a word more."""

import re
from collections import Counter
from collections.abc import Sequence

from digest.model.articles import Article
from digest.selection.cleaning import is_cut_off, own_words
from digest.selection.sentences import sentences
from digest.selection.vectors import Vector, centroid, cosine, vectors
from digest.words import telling_words

_FEWEST_WORDS = 5
_LEADING = 3
_LONGEST_TEXT = 4000
_WEIGHT_OF_NEW = 0.5
_ENDED = re.compile(r"[.!?…؟۔।॥。！？][\"”’'»“\)\]」』]*$")


def blurb(articles: Sequence[Article], *, words: int) -> str:
    """At most `words` words of `articles`, the told one first; "" where no sentence fits."""
    choices = [_sentences_of(article) for article in articles]
    own = choices[0]
    if sum(map(bool, choices)) < 2:
        return _lead(next(filter(None, choices), []), words)
    return _mixed(choices, words) or _lead(own, words)


def _sentences_of(article: Article) -> list[str]:
    """The good sentences of the summary, or of the text where the summary has none."""
    title = telling_words(article.title)
    for text in (article.summary, article.text[:_LONGEST_TEXT], article.dek):
        found = [s for s in _whole(own_words(text), article.language) if telling_words(s) != title]
        if found:
            return found
    return []


def _whole(text: str, language: str) -> list[str]:
    found = sentences(text, language or "en")
    if found and (is_cut_off(found[-1]) or not _ended(found[-1], alone=len(found) == 1)):
        found.pop()
    return [s for s in found if _length(s) >= _FEWEST_WORDS]


def _ended(sentence: str, *, alone: bool) -> bool:
    if _ENDED.search(sentence):
        return True
    # A line under the headline often goes without its full stop; a cut one ends in "the" or "of".
    return alone and bool(telling_words(sentence.rsplit(maxsplit=1)[-1]))


def _length(text: str) -> int:
    spaceless = sum(sign > "\u2fff" for sign in text)
    return len(text.split()) + spaceless // 2


def _lead(found: Sequence[str], words: int) -> str:
    taken: list[str] = []
    left = words
    for sentence in found:
        if _length(sentence) <= left:
            taken.append(sentence)
            left -= _length(sentence)
        elif taken:
            break
    return _joined(taken)


def _mixed(choices: Sequence[Sequence[str]], words: int) -> str:
    """Of every article's first sentences those nearest to all, each unlike the ones taken."""
    pool = [(at, s) for found in choices for at, s in enumerate(found[:_LEADING])]
    texts = vectors([Counter(telling_words(sentence)) for _, sentence in pool])
    centre = centroid(texts)
    left, taken = words, list[int]()
    open_places = [n for n, (_, s) in enumerate(pool) if _length(s) <= left]
    while open_places:
        best = max(open_places, key=lambda n: (_worth(n, texts, centre, taken), -n))
        taken.append(best)
        left -= _length(pool[best][1])
        open_places = [n for n in open_places if n != best and _length(pool[n][1]) <= left]
    return _joined([pool[n][1] for n in sorted(taken, key=lambda n: (pool[n][0], n))])


def _worth(place: int, texts: Sequence[Vector], centre: Vector, taken: Sequence[int]) -> float:
    likest = max((cosine(texts[place], texts[other]) for other in taken), default=0.0)
    return _WEIGHT_OF_NEW * cosine(texts[place], centre) - (1 - _WEIGHT_OF_NEW) * likest


def _joined(taken: Sequence[str]) -> str:
    return " ".join(s if _ENDED.search(s) else f"{s}." for s in taken)
