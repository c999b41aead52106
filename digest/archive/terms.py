"""A story in, the words that tell what it is about out, the most frequent first."""

from collections import Counter

from digest.model.issues import Item
from digest.stems import significant_words
from digest.text import shortened

# What other sources call the same event says the same in other words.
_HEADLINES = 6
_LENGTH = 400
_MOST = 24


def telling_terms(item: Item) -> tuple[str, ...]:
    """The stems of its telling words; those of its headline count twice."""
    counts = Counter(significant_words(item.headline) * 2)
    for other in (*item.also, *item.unnamed)[:_HEADLINES]:
        counts.update(significant_words(other.title))
    counts.update(significant_words(shortened("\n".join((item.dek, item.words)), _LENGTH)))
    most = sorted(counts.items(), key=lambda one: -one[1])[:_MOST]
    return tuple(f"{term}:{count}" if count > 1 else term for term, count in most)


def term_counts(terms: str) -> dict[str, int]:
    """What `telling_terms` said, joined by spaces, as counts by term."""
    counts: dict[str, int] = {}
    for one in terms.split():
        term, _, count = one.partition(":")
        counts[term] = int(count) if count.isdecimal() else 1
    return counts
