"""Words in their roles, and the screen that shows them: how wide it is, and whether in colour.

What a feed says is cleaned before it gets a role: words of a feed never steer a terminal.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import TextIO

from digest.text import columns, without_controls, without_credentials

EIGHTHS = " ▏▎▍▌▋▊▉█"
HEIGHTS = "▁▂▃▄▅▆▇█"
"""What bars and sparklines are made of."""

_NARROWEST = 40


class Role(Enum):
    """What words are, by which they are coloured (the numbers are ECMA-48's)."""

    PLAIN = ""
    HEADLINE = "1"
    ASIDE = "2"
    GOOD = "32"
    WARNING = "33"
    BAD = "31"
    HINT = "36"


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words in one role; made by `words`, so that it holds nothing that steers."""

    text: str
    role: Role = Role.PLAIN

    @property
    def columns(self) -> int:
        """The width on the screen."""
        return columns(self.text)


Line = tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A terminal that somebody looks at; a `dumb` one cannot draw over what stands there."""

    width: int = 80
    colour: bool = False
    dumb: bool = False

    def paint(self, line: Iterable[Words]) -> str:
        """`line` with the codes of its colours, without white space at the end."""
        runs = [
            (role, "".join(one.text for one in run))
            for role, run in groupby(line, key=lambda one: one.role)
        ]
        return "".join(self._painted(role, text) for role, text in runs).rstrip(" ")

    def _painted(self, role: Role, text: str) -> str:
        if not (self.colour and role.value and text):
            return text
        return f"\x1b[{role.value}m{text}\x1b[0m"


def screen_of(stream: TextIO, environment: Mapping[str, str] = os.environ) -> Screen | None:
    """The terminal behind `stream`, or None; NO_COLOR and TERM=dumb take its colours."""
    if not stream.isatty() or not _draws(stream):
        return None
    dumb = environment.get("TERM") == "dumb"
    return Screen(
        width=max(_width(stream, environment), _NARROWEST),
        colour=not dumb and not environment.get("NO_COLOR"),
        dumb=dumb,
    )


def _draws(stream: TextIO) -> bool:
    """Whether its encoding has the signs that bars are made of."""
    try:
        (EIGHTHS + HEIGHTS).encode(stream.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def _width(stream: TextIO, environment: Mapping[str, str]) -> int:
    """As COLUMNS says, else as the terminal itself does."""
    if (said := environment.get("COLUMNS", "")).isdecimal():
        return int(said)
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def printable(value: object) -> str:
    """`value` as text without controls, bidi overrides and passwords; tabs and line feeds stay."""
    text = str(value).replace("\r\n", "\n").replace("\r", " ")
    return without_credentials(without_controls(text))


def words(value: object, role: Role = Role.PLAIN) -> Words:
    """`value` in a role, without anything that steers a terminal."""
    return Words(printable(value).replace("\t", "  "), role)
