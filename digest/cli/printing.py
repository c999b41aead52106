"""Anything to print in, what a terminal may be given out: words of a feed never steer it."""

import typer

from digest.text import without_controls, without_credentials


def printable(value: object) -> str:
    """`value` as text without controls, bidi overrides and passwords; tabs and line feeds stay."""
    text = str(value).replace("\r\n", "\n").replace("\r", " ")
    return without_credentials(without_controls(text))


def echo(value: object, *, err: bool = False) -> None:
    """Print `value` and a line feed to stdout, or to stderr."""
    typer.echo(printable(value), err=err)
