"""`digest sources list|read|discover|import|export|health`."""

from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import JsonOption, globals_of, print_json

if TYPE_CHECKING:
    from digest.model.articles import Article

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
    from digest.errors import NoSourceAnswered
    from digest.pipeline.reading import read_places

    readings = read_places(
        places, folder=globals_of(ctx).folder, now=clock(), allow_private=allow_private
    )
    for reading in readings:
        for article in reading.articles:
            print_json(article) if as_json else _line(article)
        for failure in reading.failures:
            if as_json:
                print_json({"source": failure.source, "error": failure.reason})
            else:
                typer.echo(f"{failure.source}: {failure.reason}", err=True)
    if not any(reading.articles for reading in readings) and any(
        reading.failures for reading in readings
    ):
        raise NoSourceAnswered("nothing could be read")


def _line(article: "Article") -> str:
    """An article in one line: when, where, what."""
    when = f"{article.published:%Y-%m-%d %H:%M}" if article.published else "undated"
    return f"{when:16}  {article.source}: {article.title}  {article.url}".rstrip()
