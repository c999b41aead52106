"""A proposed blurb and the articles it is about in; the first thing that none of them says out.

Every number, every quotation and every word with a capital must stand in the articles. A word that
begins a sentence may be an ordinary one all the same: better an extracted blurb than a wrong name.
"""

import re
from collections.abc import Iterator, Sequence

from digest.model.articles import Article
from digest.selection.sentences import sentences
from digest.stems import stem, tokens, whole_words

_LONGEST_TEXT = 20_000
_NUMBER = re.compile(r"\d[\d.,:\u00a0\u202f]{0,20}")
_QUOTED = re.compile(r"[“„«\"]([^“”„«»\"]{1,400})[”“»\"]")
_ORDINARY = """
    a an the he she it they we i you this that these those there here his her its their our but and
    so yet or nor in on at for by with from as if when while after before since although though
    however meanwhile still now then also both all many some most no not what why how who where last
    next earlier later despite according under over among instead moreover of to into more until
    der die das ein eine er sie es wir und aber oder in im am auf mit von zu nach vor seit bei
    le la les un une des il elle ils elles et mais ou en dans sur avec pour par après avant
    el los las una unos y pero o en con por para después antes
"""
_PLAIN = frozenset(_ORDINARY.split())


def unproved(text: str, articles: Sequence[Article]) -> str:
    """The first number, quotation or name of `text` that stands in none of `articles`, or ""."""
    known = "\n".join(
        f"{one.title}\n{one.dek}\n{one.summary}\n{one.text[:_LONGEST_TEXT]}\n{one.source}"
        for one in articles
    )
    numbers = {_digits(found) for found in _NUMBER.findall(known)}
    said = _plain(known)
    words = set(tokens(known))
    missing = (
        *(found for found in _NUMBER.findall(text) if _digits(found) not in numbers),
        *(found for found in _QUOTED.findall(text) if _plain(found) not in said),
        *(word for word in _names(text) if stem(word) not in words),
    )
    return min(missing, key=text.find).strip(" .,:") if missing else ""


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _plain(text: str) -> str:
    return f" {' '.join(tokens(text))} "


def _names(text: str) -> Iterator[str]:
    for sentence in sentences(text):
        first, *others = whole_words(sentence) or [""]
        if first.lower() not in _PLAIN and first[:1].isupper():
            yield first
        yield from (word for word in others if word[0].isupper() and word != "I")
