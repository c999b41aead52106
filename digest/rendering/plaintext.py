"""Text in; lines of at most 72 columns, and numbers for its links, out."""

from collections.abc import Iterator

from digest.text import columns

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
    lines: list[str] = []
    line, width = "", columns(first)
    for gap, piece in _pieces(text):
        needed = columns(piece)
        if line and width + len(gap) + needed > COLUMNS:
            lines.append(line)
            line, width = "", columns(indent)
        space = gap if line else ""
        line += space + piece
        width += len(space) + needed
    lines.append(line)
    return "\n".join((indent if number else first) + line for number, line in enumerate(lines))


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """What must not be broken, each with the gap before it."""
    for word in text.split():
        if word.isascii():
            yield " ", word
            continue
        gap, piece = " ", ""
        for character in word:
            if piece and _may_break(piece[-1], character):
                yield gap, piece
                gap, piece = "", ""
            piece += character
        yield gap, piece


def _may_break(before: str, after: str) -> bool:
    wide = columns(before) == 2 or columns(after) == 2
    return wide and before not in _NEVER_LAST and after not in _NEVER_FIRST
