"""`digest sources list|read|discover|import|export|health`."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import AllowPrivate, JsonOption, globals_of, print_json, say
from digest.cli.printing import echo, person_looks_on, show
from digest.errors import NoSourceAnswered, UsageError
from digest.text import one_line, without_credentials

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from digest.config.settings import Source
    from digest.model.articles import Article
    from digest.pipeline.new_sources import NewSource


def sources_list_command(ctx: typer.Context, *, as_json: JsonOption = False) -> None:
    """List what the newsletter reads."""
    from digest.cli.lists import sources_table
    from digest.cli.workspace import open_workspace

    sources = open_workspace(ctx).newsletter.sources
    if (screen := person_looks_on(as_json=as_json)) and sources:
        show(sources_table(sources, screen.width))
        return
    for source in sources:
        if as_json:
            shown = without_credentials(source.url)
            typer.echo(source.model_copy(update={"url": shown}).model_dump_json())
        else:
            state = "\tpaused" if source.paused else ""
            echo(f"{source.label}\t{source.shown_place}\tweight {source.weight:g}{state}")


def sources_read_command(
    ctx: typer.Context,
    places: Annotated[list[str], typer.Argument(metavar="PATH_OR_URL...")],
    *,
    allow_private: AllowPrivate = False,
    as_json: JsonOption = False,
) -> None:
    """Read feeds, pages and files and print their articles; nothing is stored."""
    from digest.cli.workspace import read_clock, read_environment
    from digest.pipeline.sources import read_places

    readings = read_places(
        places,
        folder=globals_of(ctx).folder,
        now=read_clock(),
        environment=read_environment(),
        parsing=globals_of(ctx).parsing,
        allow_private=allow_private,
    )
    for reading in readings:
        for article in reading.articles:
            print_json(article) if as_json else echo(_line(article))
        for failure in reading.failures:
            if as_json:
                print_json(failure)
            else:
                echo(f"{failure.source}: {failure.reason}", err=True)
    if not any(reading.articles for reading in readings) and any(
        reading.failures for reading in readings
    ):
        raise NoSourceAnswered("nothing could be read")


def sources_add_command(
    ctx: typer.Context,
    places: Annotated[list[str], typer.Argument(metavar="PATH_OR_URL...")],
    *,
    name: Annotated[
        str, typer.Option("--name", help="How it is called in attributions; else the feed's title.")
    ] = "",
    section: Annotated[
        str, typer.Option("--section", metavar="ID", help="The section of its articles.")
    ] = "",
    allow_private: AllowPrivate = False,
    as_json: JsonOption = False,
) -> None:
    """Read feeds, and add them to newsletter.toml by the names that they give themselves."""
    from digest.cli.new_sources import add_new, search_from
    from digest.cli.workspace import open_workspace
    from digest.pipeline.new_sources import examine_places
    from digest.pipeline.sources import require_section

    if name and len(places) > 1:
        raise UsageError("--name is for one source; give it with one address")
    newsletter = open_workspace(ctx).newsletter
    require_section(newsletter, section)
    search = search_from(ctx, allow_private=allow_private)
    read = examine_places(places, search, newsletter.sources)
    add_new(ctx, _in_section(read, name=name, section=section), as_json=as_json)


def sources_discover_command(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="A page of the site.")],
    *,
    add: Annotated[
        bool, typer.Option("--add", help="Add the feed; of several, ask which.")
    ] = False,
    allow_private: AllowPrivate = False,
    as_json: JsonOption = False,
) -> None:
    """Find the feeds of a web site."""
    from digest.cli.new_sources import add_new, choose_feeds, search_from, shell_word
    from digest.cli.workspace import open_workspace
    from digest.pipeline.new_sources import discover_feeds, examine_places

    search = search_from(ctx, allow_private=allow_private)
    feeds = discover_feeds(url, search)
    if add:
        chosen = choose_feeds(feeds)
        known = open_workspace(ctx).newsletter.sources
        add_new(ctx, examine_places(chosen, search, known), as_json=as_json)
        return
    for feed in feeds:
        if as_json:
            print_json(feed)
        else:
            echo(f"{feed.url}\t{feed.kind}\t{feed.title}")
    say(ctx, f"Add one with: digest sources add {shell_word(feeds[0].url)}")


def sources_import_command(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An OPML file.")],
) -> None:
    """Add the feeds of an OPML file to newsletter.toml; its folders become sections."""
    from digest.pipeline.sources import read_opml_file

    sources, headings = read_opml_file(file)
    _add(ctx, sources, headings)


def sources_export_command(ctx: typer.Context) -> None:
    """Print the newsletter's feeds as OPML."""
    from digest.cli.workspace import open_workspace
    from digest.pipeline.sources import export_feeds

    typer.echo(export_feeds(open_workspace(ctx)))


def sources_health_command(ctx: typer.Context, *, as_json: JsonOption = False) -> None:
    """Say how each source is doing: failing, silent, moved, gone, undated."""
    from digest.cli.lists import health_table
    from digest.cli.workspace import open_workspace
    from digest.pipeline.sources import source_health, source_weeks

    workspace = open_workspace(ctx)
    healths = source_health(workspace)
    if (screen := person_looks_on(as_json=as_json)) and healths:
        show(health_table(healths, source_weeks(workspace), workspace.now, screen.width))
        return
    for one in healths:
        if as_json:
            print_json(one)
        else:
            echo(f"{one.condition:8}  {one.source}{': ' if one.why else ''}{one.why}")


def _in_section(read: "Iterable[NewSource]", *, name: str, section: str) -> "tuple[NewSource, ...]":
    own = {key: value for key, value in {"name": name, "section": section}.items() if value}
    return tuple(
        replace(one, source=one.source.model_copy(update=own)) if one.source else one
        for one in read
    )


def _add(ctx: typer.Context, sources: "Sequence[Source]", headings: "Mapping[str, str]") -> None:
    from digest.cli.workspace import hold_workspace
    from digest.pipeline.sources import add_sources

    with hold_workspace(ctx) as workspace:
        added = add_sources(workspace.folder, sources, headings)
    for source in added:
        say(ctx, f"Added {source.label}: {source.shown_place}")
    if len(added) < len(sources):
        say(ctx, f"{len(sources) - len(added)} stood in newsletter.toml already.")


def _line(article: "Article") -> str:
    """An article in one line: when, where, what."""
    when = f"{article.published:%Y-%m-%d %H:%M}" if article.published else "undated"
    return one_line(f"{when}  {article.source}: {article.title}  {article.url}")
