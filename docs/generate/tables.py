"""Tables of Markdown."""

from collections.abc import Iterable


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table of these rows; what stands in a cell keeps its bars and brackets."""
    lines = [heads, tuple("---" for _ in heads), *(tuple(map(_cell, row)) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(text: str) -> str:
    if text.startswith("`"):
        return text  # The site leaves what stands in code as it is, bars too.
    return text.replace("|", r"\|").replace("[", r"\[").replace("<", "&lt;")
