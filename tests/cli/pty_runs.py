"""Runs a command line as a person sees it: on a pseudo-terminal of a certain width."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_CODES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_UNSET = ("COLUMNS", "NO_COLOR", "TERM")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a terminal was given, in order, and how the run ended."""

    code: int
    given: str

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, without codes; what was wiped is gone."""
        drawn = (line.rpartition("\r\x1b[K")[2] for line in self.given.split("\r\n"))
        return [_CODES.sub("", line) for line in drawn]

    @property
    def text(self) -> str:
        """All that was drawn, also what was wiped again, without codes."""
        return _CODES.sub("", self.given)


def watch(
    *arguments: str | Path, width: int = 80, environment: Sequence[tuple[str, str]] = ()
) -> Seen:
    """Run `digest ARGUMENTS` on a terminal; stdout and stderr are the same screen."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    inherited = {name: value for name, value in os.environ.items() if name not in _UNSET}
    command = [sys.executable, "-m", "digest", *map(str, arguments)]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env={**inherited, "TERM": "xterm-256color", **dict(environment)},
    ) as process:
        os.close(theirs)
        given = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    return Seen(code=process.returncode, given=given.decode())


def _read(terminal: int) -> bytes:
    """The next bytes; none at its end, which Linux reports as an error."""
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""
