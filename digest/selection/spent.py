"""Past issues in; whether, and where, an article was used already out."""

from collections import Counter
from collections.abc import Callable, Sequence

from digest.model.articles import Article
from digest.model.stories import PastIssue
from digest.stems import significant_words

# A short headline such as "Diplomacy Watch" may well return week after week.
_FEWEST_WORDS = 4
_SAME_TITLE = 0.8


def title_words(title: str) -> frozenset[str]:
    """The telling words of a headline."""
    return frozenset(significant_words(title))


def near_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two headlines say the same: nearly all words, and every number, in common."""
    if min(len(one), len(other)) < _FEWEST_WORDS or _numbers(one) != _numbers(other):
        return False
    return len(one & other) >= _SAME_TITLE * len(one | other)


def spent_in(past: Sequence[PastIssue]) -> Callable[[Article], str]:
    """Gives for an article "used in issue 11 of 2 August 2024", or "" where it is new.

    Used means: the same address, or nearly the same headline.
    """
    keys: dict[str, str] = {}
    headlines: list[tuple[frozenset[str], str]] = []
    by_word: dict[str, list[int]] = {}
    for issue in sorted(past, key=lambda issue: issue.date):
        where = f"used in issue {issue.number} of {issue.date.isoformat()}"
        for item in issue.items:
            keys[item.key] = where
            for word in title_words(item.headline):
                by_word.setdefault(word, []).append(len(headlines))
            headlines.append((title_words(item.headline), where))
    keys.pop("", None)

    def used(article: Article) -> str:
        if article.key in keys:
            return keys[article.key]
        if not headlines:
            return ""
        words = title_words(article.title)
        shared = Counter(place for word in words for place in by_word.get(word, ()))
        places = [p for p, n in shared.items() if n >= _SAME_TITLE * len(words)]
        found = [place for place in sorted(places) if near_same(words, headlines[place][0])]
        return f"{headlines[found[-1]][1]} under nearly the same headline" if found else ""

    return used


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if any(sign.isdigit() for sign in word))
