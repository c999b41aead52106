"""Two texts in; each as runs of words that both have, and of words that only it has, out."""

# Its time is bounded: texts that differ in more words than are compared are marked as a whole.

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\S{1,200}\s{0,200}|\s{1,200}")
MOST_COMPARED = 400
"""So many words of each text are compared, after what both begin and end with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Some words of a text; `differs` says that the other text does not have them there."""

    text: str
    differs: bool


def mark_words(mine: str, other: str) -> tuple[tuple[Marked, ...], tuple[Marked, ...]]:
    """`mine` and `other` in runs of words; the texts of its runs make each of them again."""
    ours, theirs = _WORD.findall(mine), _WORD.findall(other)
    kept = _common(_bare(ours), _bare(theirs))
    return (
        _runs(ours, {place for place, _ in kept}),
        _runs(theirs, {place for _, place in kept}),
    )


def _bare(words: Sequence[str]) -> list[str]:
    return [word.strip() for word in words]


def _common(mine: Sequence[str], other: Sequence[str]) -> set[tuple[int, int]]:
    """The places of words that both have in the same order: as many as can be."""
    least = min(len(mine), len(other))
    first = next((at for at in range(least) if mine[at] != other[at]), least)
    last = next(
        (at for at in range(least - first) if mine[-1 - at] != other[-1 - at]), least - first
    )
    between = _longest(mine[first : len(mine) - last], other[first : len(other) - last])
    return {
        *((at, at) for at in range(first)),
        *((first + ours, first + theirs) for ours, theirs in between),
        *((len(mine) - 1 - at, len(other) - 1 - at) for at in range(last)),
    }


def _longest(mine: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """The longest common subsequence, by places; nothing of texts that are too long for it."""
    if max(len(mine), len(other)) > MOST_COMPARED:
        return []
    # lengths[a][b] is that of mine[a:] and other[b:].
    lengths = [[0] * (len(other) + 1) for _ in range(len(mine) + 1)]
    for ours in reversed(range(len(mine))):
        for theirs in reversed(range(len(other))):
            same = mine[ours] == other[theirs]
            lengths[ours][theirs] = (
                lengths[ours + 1][theirs + 1] + 1
                if same
                else max(lengths[ours + 1][theirs], lengths[ours][theirs + 1])
            )
    found: list[tuple[int, int]] = []
    ours = theirs = 0
    while ours < len(mine) and theirs < len(other):
        if mine[ours] == other[theirs]:
            found.append((ours, theirs))
            ours, theirs = ours + 1, theirs + 1
        elif lengths[ours + 1][theirs] >= lengths[ours][theirs + 1]:
            ours += 1
        else:
            theirs += 1
    return found


def _runs(words: Sequence[str], common: set[int]) -> tuple[Marked, ...]:
    runs: list[tuple[list[str], bool]] = []
    for place, word in enumerate(words):
        differs = place not in common
        if not runs or runs[-1][1] != differs:
            runs.append(([], differs))
        runs[-1][0].append(word)
    return tuple(Marked(text="".join(some), differs=differs) for some, differs in runs)
