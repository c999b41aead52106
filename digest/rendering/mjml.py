"""An MJML template in; HTML, or an error with the template's line, out (the only user of mjml)."""

import re
from collections.abc import Mapping

from mjml import mjml2html

from digest.errors import RenderError
from digest.rendering.balance import find_imbalance
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
