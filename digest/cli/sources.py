"""`digest sources list|read|discover|import|export|health`."""

from pathlib import Path
from typing import Annotated

import typer

from digest.cli.options import JsonOption, globals_of, tell

AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Also ask private and loopback addresses.")
]


def list_sources(ctx: typer.Context, *, as_json: JsonOption = False) -> None:
    """List what the newsletter reads."""
    from digest.cli.desk import open_desk

    for source in open_desk(ctx).newsletter.sources:
        typer.echo(
            source.model_dump_json(exclude_defaults=True)
            if as_json
            else f"{source.label}\t{source.place}\t{source.weight:g}"
        )


def read(
    ctx: typer.Context,
    places: Annotated[list[str], typer.Argument(metavar="PATH_OR_URL...")],
    *,
    allow_private: AllowPrivate = False,
    as_json: JsonOption = False,
) -> None:
    """Read feeds, pages and files and print their articles; nothing is stored."""
    from digest.cli.desk import clock
    from digest.cli.reports import article_line
    from digest.pipeline.reading import read_places

    reading = read_places(
        places, folder=globals_of(ctx).folder, now=clock(), allow_private=allow_private
    )
    for article in reading.articles:
        typer.echo(article_line(article, as_json=as_json))
    for failure in reading.failures:
        if as_json:
            typer.echo(failure_line(failure))
        else:
            typer.echo(f"{failure.source}: {failure.reason}", err=True)
    reading.require_an_article()
