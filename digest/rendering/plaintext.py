"""Text in; lines of at most 72 columns, and numbers for its links, out."""

import unicodedata
from collections.abc import Iterator

COLUMNS = 72

# East Asian text has no spaces: a line may break before any wide character but these.
_NEVER_FIRST = set("、。，．・：；？！）］｝〉》」』】〕”’ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
_NEVER_LAST = set("（［｛〈《「『【〔“‘")


class Footnotes:
    """Numbers for addresses, in the order they are first asked for."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __call__(self, url: str) -> str:
        """Such as " [3]"; "" where there is no address."""
        return f" [{self._numbers.setdefault(url, len(self._numbers) + 1)}]" if url else ""

    def __iter__(self) -> Iterator[tuple[int, str]]:
        """Every number with its address."""
        return ((number, url) for url, number in self._numbers.items())


def wrap(text: str, first: str = "", rest: str | None = None) -> str:
    """`text` in lines of at most 72 columns that begin with `first`, then with `rest`.

    A word that is longer, such as an address, stands whole on a line of its own.
    """
    indent = first if rest is None else rest
    lines = [first]
    for word in text.split():
        gap = " " if lines[-1] not in {first, indent} else ""
        for piece in _pieces(word):
            if lines[-1] in {first, indent} or columns(lines[-1] + gap + piece) <= COLUMNS:
                lines[-1] += gap + piece
            else:
                lines.append(indent + piece)
            gap = ""
    return "\n".join(lines)


def columns(text: str) -> int:
    """The columns that `text` takes in a terminal (UAX #11): two for a wide character."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _pieces(word: str) -> Iterator[str]:
    if word.isascii():
        yield word
        return
    piece = ""
    for character in word:
        wide_edge = _width(character) == 2 or (piece and _width(piece[-1]) == 2)
        if piece and wide_edge and character not in _NEVER_FIRST and piece[-1] not in _NEVER_LAST:
            yield piece
            piece = ""
        piece += character
    yield piece
