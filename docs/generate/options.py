"""The page of every command's arguments and options, read from the commands themselves."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import typer

from digest.cli.application import read_globals
from digest.cli.commands import COMMANDS, EXAMPLES, GROUPS, PANELS, command_function
from docs.generate.tables import table

HEAD = """\
# Every option

Each command with its arguments and options, as `digest COMMAND --help` has them. What a command
does, and
what it prints, stands in [Commands](../commands.md).

## Options of every command

They may stand before or behind the command.

"""
KINDS = {"str": "TEXT", "int": "NUMBER", "int range": "NUMBER", "float": "NUMBER", "path": "PATH"}
"""What Typer calls a kind of value, and what a reader does."""

ADDED = re.compile(r"\s*\\?\[((?:default|required|env var|x[<>]|\d)[^\]]*)\]$")
"""What Typer puts behind the words of a help: the default, a limit, a variable."""

Command = Callable[..., None]


class Parameter(NamedTuple):
    """An argument or option: as it is written, what it is, and what Typer knows of its value."""

    written: str
    about: str
    added: str

    def is_named(self, text: str) -> bool:
        """Whether `text` has its word: an argument's, or one of those of an option."""
        words = re.findall(r"--[\w-]+" if self.written.startswith("-") else r"\w+", self.written)
        names = words or self.written.split()[:1]
        return any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) for name in names)


def options_page() -> str:
    """All commands, in the groups and the order of `digest --help`."""
    places = dict(COMMANDS)
    groups = {name: (about, commands) for name, about, commands in GROUPS}
    parts = [HEAD, _parameter_table(global_parameters())]
    for panel, names in PANELS.items():
        parts.append(f"\n## {panel}\n")
        for name in names:
            if name in places:
                parts.append(_command(name, places[name]))
                continue
            about, commands = groups[name]
            parts.append(f"\n{about}\n")
            parts += [_command(f"{name} {command}", place) for command, place in commands]
    return "".join(parts)


def parameters_of(function: Command) -> list[Parameter]:
    """Each argument and option of a command."""
    alone = typer.Typer(add_completion=False)
    alone.command()(function)
    return list(_parameters(alone))


def global_parameters() -> list[Parameter]:
    """Those that stand before or behind any command."""
    every = typer.Typer()
    every.callback()(read_globals)
    every.command("any")(lambda: None)
    return list(_parameters(every))


def _parameters(application: typer.Typer) -> Iterator[Parameter]:
    command = typer.main.get_command(application)
    context = typer.Context(command)
    for parameter in command.get_params(context):
        written, about = parameter.get_help_record(context) or ("--help", "")
        if written == "--help":
            continue
        found = ADDED.search(about)
        yield Parameter(
            _in_words(written, is_option=parameter.param_type_name == "option"),
            ADDED.sub("", about),
            _limits(found[1]) if found else "",
        )


def _in_words(written: str, *, is_option: bool) -> str:
    name, _, kind = written.partition(" <")
    kind = kind.removesuffix(">")
    return f"{name} {KINDS.get(kind, kind)}" if kind and is_option else name


def _limits(added: str) -> str:
    added = re.sub(r"(\d+)<=x<=(\d+)", r"from \1 to \2", added)
    return re.sub(r"x>=(\d+)", r"at least \1", added).replace("; ", ", ")


def _command(path: str, place: str) -> str:
    function = command_function(place)
    about = " ".join((function.__doc__ or "").partition("\n\n")[0].split())
    return (
        f"\n### `digest {path}`\n\n{about}\n\n"
        f"{_parameter_table(parameters_of(function))}\n"
        f"For example: `{EXAMPLES[path]}`\n"
    )


def _parameter_table(parameters: list[Parameter]) -> str:
    rows = [(f"`{one.written}`", one.about, one.added) for one in parameters]
    return table(("written", "meaning", "value"), rows) if rows else "No arguments, no options.\n"
