"""Anything to print in, what a terminal may be given out: words of a feed never steer it."""

import typer

from digest.text import without_controls


def printable(value: object) -> str:
    """`value` as text without controls and bidi overrides; tabs and line feeds stay."""
    return without_controls(without_credentials(str(value)).replace("\r\n", "\n").replace("\r", " "))


def echo(value: object, *, err: bool = False) -> None:
    """Print `value` and a line feed to stdout, or to stderr."""
    typer.echo(printable(value), err=err)
