"""`digest config check` and `digest config schema`."""

import json

import typer

from digest.cli.options import globals_of
from digest.cli.printing import echo


def config_check_command(ctx: typer.Context) -> None:
    """Read newsletter.toml and say every problem at once."""
    from digest.config import FILE_NAME, load_newsletter

    folder = globals_of(ctx).folder
    newsletter = load_newsletter(folder)
    echo(
        f"{folder / FILE_NAME}: {newsletter.newsletter.title}, "
        f"{len(newsletter.sources)} sources, {len(newsletter.sections)} sections: no problems."
    )


def config_schema_command() -> None:
    """Print the JSON schema of newsletter.toml, so that editing tools complete keys."""
    from digest.config.settings import Newsletter

    typer.echo(json.dumps(Newsletter.model_json_schema(), indent=2))
