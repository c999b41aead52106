"""An MJML template in; HTML, or an error with the template's line, out (the only user of mjml)."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from mjml import mjml2html

from digest.errors import RenderError
from digest.rendering.self_check import raise_if_dropped
from digest.rendering.templates import Template

_POSITION = re.compile(r"(\d+):\d+\s*$")
# MJML writes attributes in Rust's debug form: marks, odd spaces and the like as \u{651}, a
# backslash as two, a line end as \n, a quotation mark as \".
_ODD = re.compile(r"[^\x00-\x5b\x5d-\x7f]+(?: [^\x00-\x5b\x5d-\x7f]+)*")
_LONG_TAG = re.compile(r"<[^<>'\t\r\n]*['\t\r\n][^<>]*>")
_VALUE = re.compile(r"""="[^"]*"|='[^']*'""")
_ODD_IN_VALUE = re.compile(r"""["\t\r\n]""")


def convert_mjml(template: Template, context: Mapping[str, object]) -> str:
    """The HTML of `template` for `context`; raises RenderError where it is no MJML."""
    source = template.render(context)
    aside = _Aside(source)
    try:
        # Without fonts={} the HTML would load web fonts from elsewhere.
        html = aside.put_back(mjml2html(aside.ascii, fonts={}, disable_comments=True))
    except ValueError as error:
        position, reason = _place(source, aside, str(error))
        where = template.line_at(context, position)
        raise RenderError(f"{where}: {reason}\n    {_excerpt(source, position)}") from None
    raise_if_dropped(source, html)
    return html


class _Aside:
    """What MJML would not copy as it is: put aside for tokens in ASCII, and put back."""

    def __init__(self, source: str) -> None:
        self._kept: list[str] = []
        self._mark = "&u"
        while self._mark in source:
            self._mark += "u"
        self.ascii = _ODD.sub(self._token, _LONG_TAG.sub(self._tag, source))

    def put_back(self, text: str) -> str:
        """`text` with what each token stands for."""
        return re.sub(rf"{self._mark}(\d+);", lambda token: self._kept[int(token[1])], text)

    def _tag(self, found: re.Match[str]) -> str:
        return _VALUE.sub(self._value, found[0])

    def _value(self, found: re.Match[str]) -> str:
        return found[0][:2] + _ODD_IN_VALUE.sub(self._token, found[0][2:-1]) + found[0][-1]

    def _token(self, found: re.Match[str]) -> str:
        self._kept.append("&#34;" if found[0] == '"' else found[0])
        return f"{self._mark}{len(self._kept) - 1};"


def _place(source: str, aside: _Aside, message: str) -> tuple[int, str]:
    if found := find_imbalance(source):
        return found
    reason = f"this is no MJML ({_POSITION.sub('', message).strip().removesuffix(' at position')})"
    if match := _POSITION.search(message):
        return len(aside.put_back(aside.ascii[: int(match[1])])), reason
    return 0, reason


def _excerpt(source: str, position: int) -> str:
    return source[position : position + 120].strip().partition("\n")[0]


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
