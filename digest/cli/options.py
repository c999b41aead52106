"""Options that several commands share, and how a command reports to the person at the terminal."""

from datetime import date
from typing import Annotated

import typer

from digest.cli.application import Globals
from digest.cli.log import current_log
from digest.cli.printing import tell
from digest.cli.terminal import Words
from digest.cutoffs import YEARS


def as_date(value: str) -> date:
    """`value` as a date; raises typer.BadParameter."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not a date; write it like 2024-08-09") from None
    if day.year not in YEARS:
        raise typer.BadParameter(f"{value!r} is not from {YEARS[0]} to {YEARS[-1]}")
    return day


DateOption = Annotated[
    date | None,
    typer.Option("--date", metavar="DATE", parser=as_date, help="The issue's date; else the next."),
]
DateArgument = Annotated[
    date | None,
    typer.Argument(metavar="[DATE]", parser=as_date, help="The issue's date; else the next due."),
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Also ask private and loopback addresses.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
OfflineOption = Annotated[
    bool, typer.Option("--offline", help="Ask no server; use what was collected and local files.")
]


def globals_of(ctx: typer.Context) -> Globals:
    """The global options of this run."""
    options = ctx.find_root().obj
    if not isinstance(options, Globals):
        raise TypeError(options)
    return options


def say(ctx: typer.Context, *message: Words | str) -> None:
    """Print a message for the person, unless they asked for quiet."""
    if not globals_of(ctx).quiet:
        tell(*message, err=True)


def conclude(ctx: typer.Context, *message: Words | str) -> None:
    """Say what came of a step; in a log of JSON the step itself has said it."""
    if not current_log():
        say(ctx, *message)


def print_json(value: object) -> None:
    """Print `value` as one line of JSON."""
    from digest.json_records import to_json

    typer.echo(to_json(value).decode())
