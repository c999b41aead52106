"""The Typer application: global options, and errors turned into a message and an exit code."""

import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.main import get_command

from digest import __version__
from digest.cli.help import WIDEST, GroupedCommands
from digest.cli.log import OPTION, VARIABLE, LogFormat, wanted_format
from digest.cli.printing import tell
from digest.cli.terminal import Role, words
from digest.errors import FAULT, DigestError, UsageError, fault_sentence
from digest.sources.workers.starting import parse_apart

if TYPE_CHECKING:
    from digest.sources.workers.tasks import Parsing

DEBUG = "DIGEST_DEBUG"
"""With this in the environment, a fault of the program prints its traceback."""

TAKE_A_VALUE = {"-C": "the folder of a newsletter", OPTION: "text or json"}
"""The global options behind which a value stands, and what that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Globals:
    """The options that every command takes, and how parsers are started."""

    folder: Path
    quiet: bool
    wait: bool
    parsing: "Parsing"


def run_command_line(arguments: list[str], parsing: "Parsing" = parse_apart) -> None:
    """Run one command line; ends the process with the exit code of errors.py, or 70.

    `parsing` starts the parsers of what sources hold.
    """
    if wanted_format(arguments, os.environ) == LogFormat.JSON:
        from digest.cli.logged_runs import run_logged

        sys.exit(run_logged(arguments, parsing))
    exit_with_code(
        lambda: whole_program()(hoist_globals(arguments), prog_name="digest", obj=parsing)
    )


@cache
def whole_program() -> Callable[..., int]:
    """What runs a command line; every command must be installed by then."""
    return get_command(application)


def exit_with_code(act: Callable[[], object], environment: Mapping[str, str] = os.environ) -> None:
    """Do `act`; whatever it raises becomes a message and the process's exit code."""
    try:
        act()
    except Exception as error:
        sys.exit(report_failure(error, environment))


def report_failure(error: Exception, environment: Mapping[str, str] = os.environ) -> int:
    """Say what went wrong; the exit code that it calls for."""
    if isinstance(error, DigestError):
        tell(words("digest:", Role.BAD), f" {error}", err=True)
        return error.exit_code
    if environment.get(DEBUG):
        traceback.print_exception(error)
    tell(words("digest:", Role.BAD), f" {fault_sentence(error)}", err=True)
    tell(f"Please report it, with what {DEBUG}=1 prints before this line.", err=True)
    return FAULT


def hoist_globals(args: list[str]) -> list[str]:
    """`digest build -C folder -q` as `digest -C folder -q build`: they may stand anywhere.

    What follows "--" stays as it is. Raises UsageError for an option without its value.
    """
    end = args.index("--") if "--" in args else len(args)
    first: list[str] = []
    rest: list[str] = []
    waiting = iter(args[:end])
    for arg in waiting:
        if arg in TAKE_A_VALUE:
            value = next(waiting, None)
            if value is None:
                raise UsageError(f"{arg} needs {TAKE_A_VALUE[arg]} behind it")
            first += [arg, value]
        elif _is_global(arg):
            first.append(arg)
        else:
            rest.append(arg)
    return first + rest + args[end:]


def _is_global(argument: str) -> bool:
    return argument.startswith(("-C", f"{OPTION}=")) or argument in {"-q", "--quiet", "--wait"}


def command_named(arguments: Sequence[str]) -> str | None:
    """The word that stands where a command does, behind the global options; None where none does.

    Any other option before it leaves it open what follows.
    """
    waiting = iter(arguments)
    for argument in waiting:
        if argument in TAKE_A_VALUE:
            next(waiting, None)
        elif not _is_global(argument):
            return None if argument.startswith("-") else argument
    return None


application = typer.Typer(
    name="digest",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    cls=GroupedCommands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": WIDEST},
    help="Turn a week of feeds and local articles into one edited newsletter issue.",
)


def _print_version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"digest {__version__}")
        raise typer.Exit


@application.callback()
def read_globals(
    ctx: typer.Context,
    *,
    folder: Annotated[
        Path, typer.Option("-C", metavar="FOLDER", help="Work in this newsletter's folder.")
    ] = Path(os.curdir),
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print results and errors only.")
    ] = False,
    wait: Annotated[
        bool, typer.Option("--wait", help="Wait for another run to end instead of leaving (75).")
    ] = False,
    _log_format: Annotated[
        LogFormat,
        typer.Option(
            OPTION, envvar=VARIABLE, help="Messages for people, or a line of JSON for each."
        ),
    ] = LogFormat.TEXT,
    _version: Annotated[
        bool,
        typer.Option(
            "--version",
            is_eager=True,
            callback=_print_version,
            help="Print the version and leave.",
        ),
    ] = False,
) -> None:
    """Turn a week of feeds and local articles into one edited newsletter issue."""
    ctx.obj = Globals(folder=folder, quiet=quiet, wait=wait, parsing=ctx.obj or parse_apart)
