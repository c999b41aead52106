"""`digest init`, `digest config check` and `digest config schema`."""

from pathlib import Path
from typing import Annotated

import typer

from digest.cli.options import globals_of, say
from digest.cli.printing import echo
from digest.text import counted


def config_check_command(ctx: typer.Context) -> None:
    """Read newsletter.toml and say every problem at once."""
    from digest.config import FILE_NAME, load_newsletter

    folder = globals_of(ctx).folder
    newsletter = load_newsletter(folder)
    echo(
        f"{folder / FILE_NAME}: {newsletter.newsletter.title}, "
        f"{counted(len(newsletter.sources), 'source')}, "
        f"{counted(len(newsletter.sections), 'section')}: no problems."
    )


def config_schema_command() -> None:
    """Print the JSON schema of newsletter.toml, so that editing tools complete keys."""
    from digest.config import settings_schema

    typer.echo(settings_schema(), nl=False)


def init_command(
    ctx: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="[FOLDER]", help="Where; else the present folder.")
    ] = None,
    *,
    title: Annotated[
        str, typer.Option("--title", help="The newsletter's name.")
    ] = "The Weekly Digest",
) -> None:
    """Make a new newsletter: settings to edit, two pieces to replace, ready to build."""
    from digest.cli.workspace import read_clock
    from digest.pipeline.init import create_newsletter

    place = globals_of(ctx).folder / folder if folder else globals_of(ctx).folder
    for path in create_newsletter(place, title=title, now=read_clock()):
        say(ctx, f"Wrote {path}")
    say(ctx, f"Now: digest -C {place} build")
    echo(place)
