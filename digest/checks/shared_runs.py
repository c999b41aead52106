"""A text and the article it is about in; the runs of words that both have out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from digest.text import counted

SHORTEST = 3
"""Fewer words in a row may be anybody's."""

_LONGEST_TEXT = 4_000
_LONGEST_ARTICLE = 60_000
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What a text has of its article.

    `runs` holds for each paragraph of the article where its shared runs begin and end, in
    characters. Of the text's `words`, `own` are in no shared run.
    """

    runs: tuple[tuple[tuple[int, int], ...], ...]
    words: int
    own: int

    @property
    def sentence(self) -> str:
        """How much of the text is its own."""
        if not self.words:
            return "Nothing is written yet."
        if not self.own:
            return f"None of your {counted(self.words, 'word')} is its own."
        are = "is its" if self.own == 1 else "are its"
        return f"{self.own} of your {counted(self.words, 'word')} {are} own."


def share_runs(text: str, paragraphs: Sequence[str]) -> Shared:
    """The runs of three words and more that `text` shares with the `paragraphs` of its article.

    Case and marks count nothing. What is longer than a blurb or an article is not looked at.
    """
    mine = [*_words(text[:_LONGEST_TEXT])]
    wanted = {tuple(run) for _, run in _runs(mine)}
    met: set[tuple[str, ...]] = set()
    room = _LONGEST_ARTICLE
    runs: list[tuple[tuple[int, int], ...]] = []
    for paragraph in paragraphs:
        words = [*_words(paragraph[: max(room, 0)])]
        room -= len(paragraph)
        shared = [(at, tuple(run)) for at, run in _runs(words) if tuple(run) in wanted]
        met.update(run for _, run in shared)
        runs.append(_spans(words, {at for at, _ in shared}))
    covered = _covered({at for at, run in _runs(mine) if tuple(run) in met})
    return Shared(runs=tuple(runs), words=len(mine), own=len(mine) - len(covered))


_Placed = tuple[str, int, int]
"""A word in small letters, where it begins and where it ends."""


def _words(text: str) -> Iterator[_Placed]:
    for found in _WORD.finditer(text):
        yield found[0].casefold().replace("’", "'"), found.start(), found.end()


def _runs(words: Sequence[_Placed]) -> Iterator[tuple[int, list[str]]]:
    for at in range(len(words) - SHORTEST + 1):
        yield at, [word for word, _, _ in words[at : at + SHORTEST]]


def _spans(words: Sequence[_Placed], starts: set[int]) -> tuple[tuple[int, int], ...]:
    """From the first to the last letter of each stretch of words that shared runs cover."""
    covered = sorted(_covered(starts))
    if not covered:
        return ()
    breaks = [at for at, (one, other) in enumerate(pairwise(covered), 1) if other > one + 1]
    stretches = pairwise([0, *breaks, len(covered)])
    return tuple((words[covered[first]][1], words[covered[end - 1]][2]) for first, end in stretches)


def _covered(starts: set[int]) -> set[int]:
    """The places of the words in runs that start there."""
    return {at + more for at in starts for more in range(SHORTEST)}
