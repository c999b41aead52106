"""Articles in, groups of copies out: one text run by several sources, cut or lightly reworked.

Runs of words (shingles) that the shorter text shares with the longer one decide, so that a copy cut
to its first paragraphs is still found.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from zlib import crc32

from digest.model.articles import Article
from digest.selection.spent import near_same, title_words
from digest.words import tokens

Copies = list[frozenset[int]]

_FULL_TEXT = 120
_MOST_SHARERS = 60


def copies(articles: Sequence[Article], *, share: float = 0.5) -> Copies:
    """Places of articles that copy one another: at least `share` of the shorter one's runs.

    Within one source the headlines must nearly agree as well, their numbers exactly: a daily
    exchange rate or weather report is a template, not a copy.
    """
    shingles = [_shingles(article) for article in articles]
    holders: dict[int, list[int]] = {}
    for place, runs in enumerate(shingles):
        for run in runs:
            holders.setdefault(run, []).append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for places in holders.values():
        if 1 < len(places) <= _MOST_SHARERS:
            for at, second in enumerate(places):
                for first in places[:at]:
                    shared[first, second] += 1
    pairs = (
        pair
        for pair, common in shared.items()
        if common >= share * min(len(shingles[pair[0]]), len(shingles[pair[1]]))
        and _may_be_copies(articles[pair[0]], articles[pair[1]])
    )
    return _connected(pairs)


def _shingles(article: Article) -> frozenset[int]:
    words = tokens(article.text)
    size = 5
    if len(words) < _FULL_TEXT:
        words, size = tokens(f"{article.title} {article.summary}"), 4
    runs = (crc32(" ".join(words[at : at + size]).encode()) for at in range(len(words) - size + 1))
    if size == 5:
        return frozenset(run for run in runs if run % 8 == 0)
    return frozenset(runs)


def _may_be_copies(one: Article, other: Article) -> bool:
    if one.source != other.source:
        return True
    return near_same(title_words(one.title), title_words(other.title))


def _connected(pairs: Iterable[tuple[int, int]]) -> Copies:
    group_of: dict[int, set[int]] = {}
    for first, second in pairs:
        joined = group_of.get(first, {first}) | group_of.get(second, {second})
        for place in joined:
            group_of[place] = joined
    return sorted({frozenset(group) for group in group_of.values()}, key=min)
