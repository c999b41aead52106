"""`digest init`, `digest config check` and `digest layouts list`."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import AllowPrivate, JsonOption, globals_of, print_json, say
from digest.cli.printing import echo, person_looks_on, show
from digest.text import counted

if TYPE_CHECKING:
    from digest.config.settings import Newsletter


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLayout:
    """What `digest layouts list --json` prints of a layout, in a line."""

    name: str
    """What `[newsletter] layout` calls it."""
    place: str
    """`stock`, or the newsletter's own folder of it."""
    in_use: bool
    """Whether the newsletter is set in it."""
    about: str
    """What it is like, in a line."""


def config_check_command(ctx: typer.Context) -> None:
    """Read newsletter.toml and say every problem at once, and what its extensions add."""
    from digest.config import FILE_NAME, load_newsletter

    folder = globals_of(ctx).folder
    newsletter = load_newsletter(folder)
    added = _additions(newsletter) if newsletter.newsletter.extensions else ()
    echo(
        f"{folder / FILE_NAME}: {newsletter.newsletter.title}, "
        f"{counted(len(newsletter.sources), 'source')}, "
        f"{counted(len(newsletter.sections), 'section')}: no problems."
    )
    for sentence in added:
        echo(sentence)


def _additions(newsletter: "Newsletter") -> tuple[str, ...]:
    """What each extension adds, in a sentence; raises UnfitExtension."""
    from digest.pipeline.extensions import describe_extensions

    return tuple(extension.sentence for extension in describe_extensions(newsletter))


def layouts_list_command(ctx: typer.Context, *, as_json: JsonOption = False) -> None:
    """List the layouts that the newsletter can be set in."""
    from digest.cli.lists import layouts_table
    from digest.cli.workspace import open_workspace
    from digest.config.layouts import list_layouts
    from digest.layouts import brought_layouts

    workspace = open_workspace(ctx)
    used = workspace.newsletter.newsletter.layout
    brought = brought_layouts(workspace.newsletter.newsletter.extensions)
    layouts = list_layouts(workspace.templates, brought)
    if screen := person_looks_on(as_json=as_json):
        show(layouts_table(layouts, used, screen.width))
        return
    for one in layouts:
        if as_json:
            in_use = one.name == used
            print_json(ListedLayout(name=one.name, place=one.place, in_use=in_use, about=one.about))
        else:
            state = "in use" if one.name == used else "-"
            echo(f"{one.name}\t{one.place}\t{state}\t{one.about}")


def init_command(
    ctx: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="[FOLDER]", help="Where; else the present folder.")
    ] = None,
    *,
    title: Annotated[
        str, typer.Option("--title", help="The newsletter's name.")
    ] = "The Weekly Digest",
    opml: Annotated[
        Path | None,
        typer.Option("--opml", metavar="FILE", help="Begin with a feed reader's list of feeds."),
    ] = None,
    addresses: Annotated[
        list[str] | None,
        typer.Option("--from", metavar="URL", help="Begin with a feed or a site; repeat for more."),
    ] = None,
    preset: Annotated[
        str, typer.Option("--preset", metavar="NAME", help="Sections for a region or a theme.")
    ] = "",
    allow_private: AllowPrivate = False,
) -> None:
    """Make a new newsletter that builds at once: settings, and feeds or two pieces to replace."""
    from digest.cli.new_sources import begin_with, shell_word
    from digest.cli.workspace import read_clock
    from digest.pipeline.init import create_newsletter, require_no_newsletter

    place = globals_of(ctx).folder / folder if folder else globals_of(ctx).folder
    require_no_newsletter(place)
    with begin_with(
        ctx, addresses or [], opml, preset=preset, allow_private=allow_private
    ) as beginning:
        for path in create_newsletter(place, title=title, now=read_clock(), beginning=beginning):
            say(ctx, f"Wrote {path}")
    say(ctx, f"Now: digest -C {shell_word(str(place))} build")
    echo(place)
