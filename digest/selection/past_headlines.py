"""Past issues' headlines in; whether this week's stories and matters were told before out."""

from collections import Counter
from collections.abc import Iterator, Sequence

from digest.model.stories import PastIssue
from digest.selection.vectors import Vector, cosine

# A past headline is of a matter when it is so much like its centre, by two words or more.
_TOLD_BEFORE = 0.2
_FEWEST_WORDS = 2


class PastHeadlines:
    """The headlines that past issues have used, each with its vector."""

    def __init__(self, past: Sequence[PastIssue], headlines: Sequence[Vector]) -> None:
        used = [(issue, item.headline) for issue in past for item in issue.items]
        self._used = list(zip(headlines, used, strict=True))
        self._by_word: dict[int, list[int]] = {}
        for at, vector in enumerate(headlines):
            for word in vector:
                self._by_word.setdefault(word, []).append(at)

    def likest(self, vector: Vector) -> tuple[float, str]:
        """How alike the nearest headline is, and which one it is; 0 and "" where none is near."""
        found = [(likeness, -at) for at, likeness in self._near(vector, 1)]
        if not found:
            return 0.0, ""
        likeness, at = max(found)
        issue, headline = self._used[-at][1]
        return likeness, f"“{headline}” in issue {issue.number} of {issue.date.isoformat()}"

    def told_in(self, centre: Vector) -> tuple[int, ...]:
        """The numbers of the issues that told of the matter around `centre`, in order."""
        near = self._near(centre, _FEWEST_WORDS)
        return tuple(
            sorted(
                {self._used[at][1][0].number for at, likeness in near if likeness >= _TOLD_BEFORE}
            )
        )

    def _near(self, vector: Vector, words: int) -> Iterator[tuple[int, float]]:
        known = vector.keys() & self._by_word.keys()
        if len(known) < words:
            return
        shared = Counter(at for word in known for at in self._by_word[word])
        for at, count in shared.items():
            if count >= words:
                yield at, cosine(self._used[at][0], vector)
