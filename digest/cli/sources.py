"""`digest sources list|read|discover|import|export|health`."""

from typing import Annotated

import typer

from digest.cli.options import JsonOption, globals_of

AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Also ask private and loopback addresses.")
]


def list_sources(ctx: typer.Context, *, as_json: JsonOption = False) -> None:
    """List what the newsletter reads."""
    from digest.cli.desk import open_desk

    for source in open_desk(ctx).newsletter.sources:
        if as_json:
            typer.echo(source.model_dump_json())
        else:
            typer.echo(f"{source.label}\t{source.place}\tweight {source.weight:g}")


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
    from digest.errors import NoSourceAnswered
    from digest.pipeline.reading import read_places
    from digest.records import to_json

    readings = read_places(
        places, folder=globals_of(ctx).folder, now=clock(), allow_private=allow_private
    )
    for reading in readings:
        for article in reading.articles:
            typer.echo(to_json(article) if as_json else article_line(article))
        for failure in reading.failures:
            if as_json:
                typer.echo(to_json({"source": failure.source, "error": failure.reason}))
            else:
                typer.echo(f"{failure.source}: {failure.reason}", err=True)
    if not any(reading.articles for reading in readings) and any(
        reading.failures for reading in readings
    ):
        raise NoSourceAnswered("nothing could be read")
