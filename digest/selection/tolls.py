"""An article in, the dead that it counts out: so that nobody prints Monday's toll on Friday."""

import re
from collections.abc import Sequence

from digest.model.articles import Article
from digest.selection.vectors import opening

_LONGEST_TEXT = 600
_NUMBER = r"(?<![\d.,])(\d{1,3}(?:[,.\u00a0\u202f]\d{3}){1,2}|\d{1,6})(?![\d%])"
_DEAD = (
    r"(?:dead|deaths?|killed|died|fatalities|bodies"
    r"|tote|toten|getötet|morts|mortes|tuée?s|muertos|muertes|fallecidos|morti"
    r"|погибш\w{0,4}|погибли|убит\w{0,3}|загибл\w{0,4}|قتيلا?|قتلى)"
)
# A text without a figure, or without one of these, counts no dead: nine in ten.
_OF_DEATH = (
    *("dea", "kill", "died", "fatalit", "bodies", "toll", "claim", "leav", "tot", "getötet"),
    *("mort", "tué", "bilan", "muert", "fallecid", "погиб", "убит", "загибл", "قتيل", "قتلى"),
)
_FIGURE = re.compile(r"\d")
_COUNTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_NUMBER}(?:\s[^\W\d]{{1,20}}){{0,4}}?\s{_DEAD}\b",
        rf"\b(?:toll|todesopfer|bilan|число погибших)\b[^.!?\d]{{0,60}}{_NUMBER}",
        rf"\b(?:kill(?:s|ed|ing)?|claim(?:s|ed|ing)?|leav(?:es|ing))(?:\s[^\W\d]{{1,20}}){{0,4}}?\s{_NUMBER}",
    )
)


def dead(article: Article) -> int:
    """The most that its headline counts, else its opening; 0 where neither counts any."""
    return _most(article.title) or _most(opening(article))


def counting_fewer(articles: Sequence[Article]) -> frozenset[str]:
    """The ids of those that count fewer than a later one of `articles`."""
    counts = [(article.when, dead(article), article.id) for article in articles]
    return frozenset(
        id_
        for when, count, id_ in counts
        if count and any(later > when and more > count for later, more, _ in counts)
    )


def _most(text: str) -> int:
    beginning = text[:_LONGEST_TEXT]
    if not _FIGURE.search(beginning):
        return 0
    small = beginning.lower()
    if not any(word in small for word in _OF_DEATH):
        return 0
    return max(
        (
            count
            for pattern in _COUNTS
            for found in pattern.findall(beginning)
            if not _is_a_year(count := int(re.sub(r"\D", "", found)), found)
        ),
        default=0,
    )


def _is_a_year(count: int, written: str) -> bool:
    return 1900 <= count <= 2100 and written.isdecimal()
