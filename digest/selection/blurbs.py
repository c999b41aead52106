"""Articles on one event in, a blurb out: whole sentences of their own, never a word more."""

import re
from collections import Counter
from collections.abc import Sequence

from digest.model.articles import Article
from digest.selection.cleaning import is_caption, is_cut_off, own_words
from digest.selection.sentences import sentences
from digest.selection.vectors import centroid, cosine, vectors
from digest.words import telling_words

_FEWEST_WORDS = 3
_LEADING = 3
_LONGEST_TEXT = 4000
# What a sentence is worth: nearness to what all say, against likeness to those taken, and an early
# place. Measured.
_NEARNESS = 0.8
_EARLY = 0.05
_SAME = 0.4
_ENDED = re.compile(r"[.!?…؟۔।॥。！？][\"”’'»“\)\]」』]*$")


_LEADS_ON = """
    a an the of to in on at by for with from and or but as that than which who is are was were be
    been has have had will would it its their his her not this these into over
    der die das den dem ein eine und oder mit von zu für
    le la les un une de du des et ou à el los una y
"""
_DANGLING = frozenset(_LEADS_ON.split())


def blurb(articles: Sequence[Article], *, words: int, language: str = "en") -> str:
    """At most `words` words of `articles`, the told one first; "" where no sentence fits.

    `language` (BCP 47) is that of articles that name none.
    """
    choices = [_sentences_of(article, article.language or language) for article in articles]
    own = choices[0]
    if sum(map(bool, choices)) < 2:
        return _lead(next(filter(None, choices), []), words)
    return _mixed(choices, words) or _lead(own, words)


def _sentences_of(article: Article, language: str) -> list[str]:
    """The good sentences of the summary, or of the text where the summary has none."""
    title = telling_words(article.title)
    for text in (article.summary, article.text[:_LONGEST_TEXT], article.dek):
        own = own_words(text)
        if is_caption(own):
            continue
        found = [s for s in _whole(own, language) if telling_words(s) != title]
        if found:
            return found
    return []


def _whole(text: str, language: str) -> list[str]:
    found = sentences(text, language)
    if found and (is_cut_off(found[-1]) or not _ended(found[-1], alone=len(found) == 1)):
        found.pop()
    return [s for s in found if _length(s) >= _FEWEST_WORDS and not _leaves_open(s)]


def _leaves_open(sentence: str) -> bool:
    """Whether a quotation begins that does not end."""
    return sentence.count("“") > sentence.count("”") or sentence.count('"') % 2 == 1


def _ended(sentence: str, *, alone: bool) -> bool:
    if _ENDED.search(sentence):
        return True
    # A line under the headline often goes without its full stop; a cut one ends in "the" or "of".
    return alone and sentence.rsplit(maxsplit=1)[-1].lower() not in _DANGLING


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

    def worth(place: int) -> float:
        likest = max((cosine(texts[place], texts[other]) for other in taken), default=0.0)
        near = _NEARNESS * cosine(texts[place], centre)
        return near - (1 - _NEARNESS) * likest - _EARLY * pool[place][0]

    open_places = [n for n, (_, s) in enumerate(pool) if _length(s) <= left]
    while open_places:
        best = max(open_places, key=lambda n: (worth(n), -n))
        taken.append(best)
        left -= _length(pool[best][1])
        open_places = [
            n
            for n in open_places
            if _length(pool[n][1]) <= left and cosine(texts[n], texts[best]) < _SAME
        ]
    return _joined([pool[n][1] for n in sorted(taken, key=lambda n: (pool[n][0], n))])


def _joined(taken: Sequence[str]) -> str:
    return " ".join(s if _ENDED.search(s) else f"{s}." for s in taken)
