"""An article as it was and as it is in; the words that differ, with a few around them, out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from digest.model.articles import Article

LONGEST_READ = 20_000
"""How many characters of an article are compared."""

_AROUND = 4
_MOST = 3
_LONGEST_MIDDLE = 400
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedWords:
    """Words that gave way to others, either of which may be none, between those that stayed."""

    before: str
    cut: str
    added: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What differs: the first few passages, how many there are, and how many changed a number.

    There is one at least.
    """

    passages: tuple[ChangedWords, ...]
    count: int
    numbers: int

    @property
    def said(self) -> str:
        """What kind of change it is, in two or three words."""
        if self.numbers == self.count:
            return "1 number changed" if self.numbers == 1 else f"{self.numbers} numbers changed"
        return "Text corrected"


def read_words(article: Article) -> str:
    """What a correction is measured against: the title, then the text or the summary."""
    return f"{article.title}\n{article.text or article.summary}"[:LONGEST_READ]


def find_correction(before: str, now: str) -> Amendment | None:
    """What differs between two texts in words; None where nothing does."""
    old, new = before[:LONGEST_READ].split(), now[:LONGEST_READ].split()
    same = _same(old, new)
    foot = _same(old[same:][::-1], new[same:][::-1])
    pairs = [*_changes(old, new, same, foot)]
    if not pairs:
        return None
    passages = tuple(
        ChangedWords(
            before=" ".join(new[max(start - _AROUND, 0) : start]),
            cut=" ".join(cut[:_LONGEST_MIDDLE]),
            added=" ".join(added[:_LONGEST_MIDDLE]),
            after=" ".join(new[start + len(added) : start + len(added) + _AROUND]),
        )
        for cut, added, start in pairs[:_MOST]
    )
    numbers = sum(_is_number(cut, added) for cut, added, _ in pairs)
    return Amendment(passages=passages, count=len(pairs), numbers=numbers)


def _changes(
    old: Sequence[str], new: Sequence[str], same: int, foot: int
) -> Iterator[tuple[Sequence[str], Sequence[str], int]]:
    """What was cut, what was added, and where that begins in `new`."""
    middle, wrote = old[same : len(old) - foot], new[same : len(new) - foot]
    if max(len(middle), len(wrote)) > _LONGEST_MIDDLE:
        # To compare what was rewritten at length word by word takes seconds, and says nothing.
        yield middle, wrote, same
        return
    matcher = SequenceMatcher(None, middle, wrote, autojunk=False)
    for tag, first, end, start, stop in matcher.get_opcodes():
        if tag != "equal":
            yield middle[first:end], wrote[start:stop], same + start


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _is_number(cut: Sequence[str], added: Sequence[str]) -> bool:
    """Whether one number took the place of another."""
    return len(cut) == len(added) == 1 and all(map(_NUMBER.search, (*cut, *added)))
