"""Every command, in the order in which `digest --help` lists them."""

from collections.abc import Callable

import typer

from digest.cli import archive, build, config, draft, preview, sources
from digest.cli.application import application

Commands = tuple[tuple[str, Callable[..., None]], ...]

COMMANDS: Commands = (
    ("init", config.init_command),
    ("build", build.build_command),
    ("collect", build.collect_command),
    ("draft", draft.draft_command),
    ("why", draft.why_command),
    ("preview", preview.preview_command),
    ("check", build.check_command),
    ("publish", archive.publish_command),
    ("reopen", archive.reopen_command),
)
GROUPS: tuple[tuple[str, str, Commands], ...] = (
    (
        "sources",
        "What the newsletter reads: feeds and files.",
        (
            ("list", sources.sources_list_command),
            ("read", sources.sources_read_command),
            ("add", sources.sources_add_command),
            ("discover", sources.sources_discover_command),
            ("import", sources.sources_import_command),
            ("export", sources.sources_export_command),
            ("health", sources.sources_health_command),
        ),
    ),
    (
        "issues",
        "The issues in the archive.",
        (("list", archive.issues_list_command),),
    ),
    (
        "archive",
        "The archive as a whole: its web site, the readers' copy, its soundness.",
        (
            ("rebuild", archive.rebuild_command),
            ("verify", archive.verify_command),
            ("diff", archive.diff_command),
            ("push", archive.push_command),
        ),
    ),
    (
        "config",
        "newsletter.toml.",
        (("check", config.config_check_command), ("schema", config.config_schema_command)),
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
