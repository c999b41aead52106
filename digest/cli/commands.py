"""Every command, in the order in which `digest --help` lists them."""

from collections.abc import Callable

import typer

from digest.cli import (
    archiving,
    building,
    collecting,
    configuring,
    drafting,
    previewing,
    sources,
    starting,
)
from digest.cli.application import application

Commands = tuple[tuple[str, Callable[..., None]], ...]

COMMANDS: Commands = (
    ("init", starting.init),
    ("build", building.build),
    ("collect", collecting.collect),
    ("draft", drafting.draft),
    ("why", drafting.why),
    ("preview", previewing.preview),
    ("check", building.check),
    ("publish", archiving.publish),
    ("reopen", archiving.reopen),
)
GROUPS: tuple[tuple[str, str, Commands], ...] = (
    (
        "sources",
        "What the newsletter reads: feeds and files.",
        (
            ("list", sources.list_sources),
            ("read", sources.read),
            ("add", sources.add),
            ("discover", sources.discover),
            ("import", sources.import_opml),
            ("export", sources.export_opml),
            ("health", sources.health),
        ),
    ),
    (
        "issues",
        "The issues in the archive.",
        (("list", archiving.list_issues),),
    ),
    (
        "archive",
        "The archive as a whole: its web site, the readers' copy, its soundness.",
        (
            ("rebuild", archiving.rebuild),
            ("verify", archiving.verify),
            ("diff", archiving.diff),
            ("push", archiving.push),
        ),
    ),
    (
        "config",
        "newsletter.toml.",
        (("check", configuring.check), ("schema", configuring.schema)),
    ),
)


def install_commands() -> None:
    """Give every command its name on the command line."""
    for name, function in COMMANDS:
        application.command(name)(function)
    for name, about, commands in GROUPS:
        group = typer.Typer(help=about, no_args_is_help=True, rich_markup_mode=None)
        for command, function in commands:
            group.command(command)(function)
        application.add_typer(group, name=name)
