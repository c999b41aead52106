"""What a terminal was given in; a web page that looks like it out."""

import re
from collections.abc import Iterable
from html import escape

LINE = 22
"""The height of a line of the page in pixels."""

_CODE = re.compile(r"\x1b\[([0-9;]*)m")
_STYLES = {
    "1": "font-weight:700;color:#ffffff",
    "2": "color:#8b949e",
    "31": "color:#ff7b72",
    "32": "color:#7ee787",
    "33": "color:#e3b341",
    "36": "color:#79c0ff",
}
_PAGE = """\
<!doctype html><meta charset="utf-8"><title>A terminal</title>
<body style="margin:0;padding:22px 32px;background:#0d1117;color:#d1d7e0;
font:15px/{line}px 'DejaVu Sans Mono',monospace"><pre style="margin:0;font:inherit">{rows}</pre>
"""


def terminal_page(runs: Iterable[tuple[str, str]]) -> str:
    """A page with each command line and what the terminal was given after it."""
    rows = [f"{_prompt(command)}{_painted(_drawn(given))}" for command, given in runs]
    return _PAGE.format(rows="\n".join(rows), line=LINE)


def _prompt(command: str) -> str:
    return f'<span style="color:#8b949e">$</span> <b>{escape(command)}</b>\n'


def _drawn(given: str) -> str:
    """What stands on the screen in the end: progress was wiped."""
    lines = (line.rpartition("\r\x1b[K")[2] for line in given.split("\r\n"))
    return "\n".join(lines)


def _painted(text: str) -> str:
    pieces = _CODE.split(text)
    painted = [escape(pieces[0])]
    for codes, words in zip(pieces[1::2], pieces[2::2], strict=True):
        style = ";".join(_STYLES[code] for code in codes.split(";") if code in _STYLES)
        painted.append(f'<span style="{style}">{escape(words)}</span>' if style else escape(words))
    return "".join(painted)
