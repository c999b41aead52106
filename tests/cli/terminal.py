"""Runs a command line in this process and tells what it printed and how it ended."""

import io
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from parsing import parse_here

from digest.cli import application
from digest.cli.commands import install_commands

install_commands()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A finished run."""

    code: int
    out: str
    err: str


def digest(*arguments: str | Path) -> Ended:
    """Run `digest ARGUMENTS`."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            application.run_command_line([str(argument) for argument in arguments], parse_here)
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
    return Ended(code=code, out=out.getvalue(), err=err.getvalue())
