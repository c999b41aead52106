"""Articles in, groups of copies out: one text run by several sources, cut or lightly reworked.

Equal texts are found at sight. For the others the runs of words (shingles) that the shorter text
shares with the longer one decide, so that a copy cut to its first paragraphs is still found.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Sized
from itertools import combinations
from zlib import crc32

from digest.model.articles import Article
from digest.selection.spent import near_same, title_words
from digest.selection.vectors import Pair, opening
from digest.stems import tokens

Copies = list[frozenset[int]]

# A text of fewer words is a summary and compared as one.
_FULL_TEXT = 120
_FULL_RUN, _SHORT_RUN = 5, 4
_FULL_SHARE, _SHORT_SHARE = 0.4, 0.6
# One run in eight of a full text is kept; that is enough and an eighth of the work.
_KEPT = 8
_FEWEST_RUNS = 4
_MOST_SHARERS = 60
_WORTH_A_LOOK = 0.3
_LONG_OPENING = 20
# Only openings that begin with the same few words are cut into all of theirs and compared.
_FIRST_WORDS = 4


def equal_texts(articles: Sequence[Article]) -> Copies:
    """Places of articles of equal title and opening, or of one long opening under any title.

    An opening that one source has under several titles is a template ("The latest news in five
    minutes"), not a text.
    """
    openings = list(map(opening, articles))
    found: list[frozenset[int]] = []
    for words, places in _together(openings):
        by_title: dict[tuple[str, ...], set[int]] = {}
        for place in places:
            by_title.setdefault(tokens(articles[place].title), set()).add(place)
        titles = {(articles[p].source, title) for title, at in by_title.items() for p in at}
        one_text = len(words) >= _LONG_OPENING and len(titles) == len({s for s, _ in titles})
        found += [frozenset(places)] if one_text else map(frozenset, by_title.values())
    return sorted((same for same in found if len(same) > 1), key=min)


def _together(openings: Sequence[str]) -> Iterator[tuple[tuple[str, ...], list[int]]]:
    """The words that several of `openings` consist of, with the places of these."""
    by_first_words: dict[tuple[str, ...], list[int]] = {}
    for place, said in enumerate(openings):
        by_first_words.setdefault(_first_words(said), []).append(place)
    for alike in by_first_words.values():
        by_words: dict[tuple[str, ...], list[int]] = {}
        for place in alike if len(alike) > 1 else ():
            by_words.setdefault(tokens(openings[place]), []).append(place)
        yield from ((words, places) for words, places in by_words.items() if len(places) > 1)


def _first_words(text: str) -> tuple[str, ...]:
    """Its first few words, without cutting it in whole: no word has a space within."""
    words: tuple[str, ...] = ()
    for part in text.split():
        words += tokens(part)
        if len(words) >= _FIRST_WORDS:
            break
    return words[:_FIRST_WORDS]


def copies(articles: Sequence[Article], pairs: Iterable[Pair]) -> Copies:
    """Places of articles that copy one another.

    Full texts are compared with one another, summaries where `pairs` finds the articles alike.
    Within one source the headlines must nearly agree as well, their numbers exactly: a daily
    exchange rate or weather report is a template, not a copy.
    """
    full = _full_texts(articles)
    found = {*_full_text_copies(full), *_summary_copies(articles, pairs, full)}
    return _connected(
        pair for pair in sorted(found) if _may_be_copies(articles[pair[0]], articles[pair[1]])
    )


def _full_texts(articles: Sequence[Article]) -> dict[int, frozenset[int]]:
    return {
        place: frozenset(run for run in _runs(words) if run % _KEPT == 0)
        for place, article in enumerate(articles)
        if len(article.text) > _FULL_TEXT * 3 and len(words := tokens(article.text)) >= _FULL_TEXT
    }


def _full_text_copies(runs: Mapping[int, frozenset[int]]) -> Iterator[tuple[int, int]]:
    holders: dict[int, list[int]] = {}
    for place, own in runs.items():
        for run in own:
            holders.setdefault(run, []).append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for places in holders.values():
        if 1 < len(places) <= _MOST_SHARERS:
            shared.update(combinations(places, 2))
    for (first, second), common in shared.items():
        if _holds(common, runs[first], runs[second], _FULL_SHARE):
            yield first, second


def _summary_copies(
    articles: Sequence[Article], pairs: Iterable[Pair], full: Container[int]
) -> Iterator[tuple[int, int]]:
    runs: dict[int, frozenset[tuple[str, ...]]] = {}
    for first, second, likeness in pairs:
        if likeness < _WORTH_A_LOOK or (first in full and second in full):
            continue
        for place in (first, second):
            if place not in runs:
                words = tokens(articles[place].title) + tokens(opening(articles[place]))
                runs[place] = frozenset(
                    zip(*(words[at:] for at in range(_SHORT_RUN)), strict=False)
                )
        common = len(runs[first] & runs[second])
        if _holds(common, runs[first], runs[second], _SHORT_SHARE):
            yield first, second


def _holds(common: int, one: Sized, other: Sized, share: float) -> bool:
    fewer = min(len(one), len(other))
    return fewer >= _FEWEST_RUNS and common >= share * fewer


def _runs(words: Sequence[str]) -> Iterator[int]:
    for at in range(len(words) - _FULL_RUN + 1):
        yield crc32(" ".join(words[at : at + _FULL_RUN]).encode())


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
