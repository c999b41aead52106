"""The help of a command: its commands in groups, no word of them cut off, and examples."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from typer.core import TyperCommand, TyperGroup

from digest.cli.layout import definitions, fold
from digest.cli.printing import person_looks_on
from digest.cli.terminal import Line, Role, Screen, words

WIDEST = 100
"""Wider help is no easier to read."""


class Writer(Protocol):
    """What help is written to."""

    width: int

    def write(self, string: str) -> None:
        """Add to the help."""


class CommandWithExample(TyperCommand):
    """A command; its epilog is an example."""

    def format_epilog(self, _ctx: object, formatter: Writer) -> None:
        """Write the example."""
        if self.epilog:
            _write(formatter, [(), *_example(self.epilog, formatter.width, indent="")])


class GroupedCommands(TyperGroup):
    """A command with commands: in groups by their panels, each with the example of its first."""

    def format_commands(self, _ctx: object, formatter: Writer) -> None:
        """Write each group below its name, every command with all of its first paragraph."""
        longest = max(map(len, self.commands), default=0)
        for panel, commands in self._panels().items():
            pairs = [
                (words(f"{name:{longest}}", Role.HINT), (words(_about(command)),))
                for name, command in commands.items()
            ]
            _write(formatter, [(), (words(f"{panel}:", Role.HEADLINE),)])
            _write(formatter, definitions(pairs, formatter.width, indent=2))
            if example := _first_example(commands.values()):
                _write(formatter, _example(example, formatter.width, indent="  "))

    def _panels(self) -> "dict[str, dict[str, Command]]":
        panels: dict[str, dict[str, Command]] = {}
        for name, command in self.commands.items():
            if isinstance(command, Command) and not command.hidden:
                panels.setdefault(command.rich_help_panel or "Commands", {})[name] = command
        return panels


Command = TyperCommand | TyperGroup


def _about(command: Command) -> str:
    return " ".join((command.help or "").partition("\n\n")[0].split())


def _first_example(commands: Iterable[Command]) -> str:
    first = next(iter(commands))
    if isinstance(first, TyperGroup):
        return next((one.epilog for one in first.commands.values() if one.epilog), "")
    return first.epilog or ""


def _example(text: str, width: int, *, indent: str) -> Iterator[Line]:
    return fold((words(f"{indent}Example:", Role.ASIDE), words(f" {text}", Role.HINT)), width)


def _write(formatter: Writer, rows: Iterable[Line]) -> None:
    screen = person_looks_on() or Screen()
    formatter.write("".join(f"{screen.paint(row)}\n" for row in rows))
