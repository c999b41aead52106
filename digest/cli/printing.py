"""Anything to print in, what a terminal may be given out: words of a feed never steer it."""

import sys
from collections.abc import Iterable

import typer

from digest.cli.layout import fold
from digest.cli.log import Level, current_log
from digest.cli.terminal import Line, Role, Screen, Words, printable, screen_of, words

_LEVELS = {Role.WARNING: Level.WARNING, Role.BAD: Level.ERROR}


def echo(value: object, *, err: bool = False) -> None:
    """Print `value` as it is and a line feed to stdout, or to stderr."""
    if err and (log := current_log()):
        log.say(str(value), Level.WARNING)
        return
    typer.echo(printable(value), err=err)


def tell(*parts: Words | str, err: bool = False) -> None:
    """Print one message: in its colours and folded on a terminal, else as it is."""
    line = tuple(part if isinstance(part, Words) else words(part) for part in parts)
    if err and line and (log := current_log()):
        log.say("".join(one.text for one in line), _LEVELS.get(line[0].role, Level.INFO))
        return
    screen = screen_of(sys.stderr if err else sys.stdout)
    if screen:
        show(fold(line, screen.width), err=err)
    else:
        echo("".join(one.text for one in line), err=err)


def person_looks_on(*, as_json: bool = False) -> Screen | None:
    """The screen on which results are laid out for a person; None for a program or a pipe."""
    return None if as_json else screen_of(sys.stdout)


def show(rows: Iterable[Line], *, err: bool = False) -> None:
    """Print `rows` as they are laid out, in colours where the terminal has them."""
    screen = screen_of(sys.stderr if err else sys.stdout)
    for row in rows:
        typer.echo(screen.paint(row) if screen else "".join(one.text for one in row), err=err)
