"""Rendered MJML in; where its tags stop matching, out: the parser does not tell."""

from html.parser import HTMLParser

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}


def find_imbalance(source: str) -> tuple[int, str] | None:
    """The position of the first tag that does not match, and why; None where all do."""
    reader = _Balance(source)
    reader.feed(source)
    reader.close()
    if reader.found is None and reader.open:
        tag, position = reader.open[-1]
        return position, f"<{tag}> is never closed"
    return reader.found


class _Balance(HTMLParser):
    """Keeps the open tags and the first that was closed in the wrong order."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[tuple[str, int]] = []
        self.found: tuple[int, str] | None = None
        self._starts = [0]
        for line in source.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag not in _VOID:
            self.open.append((tag, self._position()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A self-closed tag opens nothing."""

    def handle_endtag(self, tag: str) -> None:
        if self.found or tag in _VOID:
            return
        if tag not in (name for name, _ in self.open):
            self.found = (self._position(), f"</{tag}> closes nothing")
            return
        innermost, position = self.open.pop()
        if innermost != tag:
            self.found = (position, f"<{innermost}> is not closed before </{tag}>")

    def _position(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column
