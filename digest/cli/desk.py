"""`digest desk` and `digest preview`: the issue in a browser, to be edited or only looked at."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import DateOption, OfflineOption, globals_of, say
from digest.cli.printing import echo
from digest.errors import UsageError

if TYPE_CHECKING:
    from digest.desk.hosting import Hosting
    from digest.pipeline.workspace import Workspace

LayoutOption = Annotated[
    str, typer.Option("--layout", metavar="NAME", help="Try another layout, for this run only.")
]
PortOption = Annotated[
    int | None,
    typer.Option("--port", help="The port; 0 takes any free one. Else 8010, or the next free."),
]
OpenOption = Annotated[
    bool, typer.Option("--open/--no-open", help="Open a browser, when on a terminal.")
]


def desk_command(
    ctx: typer.Context,
    *,
    date: DateOption = None,
    offline: OfflineOption = False,
    layout: LayoutOption = "",
    port: PortOption = None,
    open_browser: OpenOption = True,
    host: Annotated[
        str,
        typer.Option("--host", metavar="NAME", help="Answer other machines, under this name."),
    ] = "",
    certificate: Annotated[
        Path | None, typer.Option("--certificate", metavar="FILE", help="For TLS, as PEM.")
    ] = None,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="FILE", help="The certificate's key, as PEM.")
    ] = None,
    without_encryption: Annotated[
        bool, typer.Option("--without-encryption", help="With --host: no TLS, at your own risk.")
    ] = False,
) -> None:
    """Edit the issue in a browser: see it as it will land, change it, check it, publish it."""
    from digest.desk.hosting import Hosting
    from digest.desk.listeners import LOOPBACK, Certificate

    if (certificate is None) != (key is None):
        raise UsageError("--certificate and --key belong together: give both files")
    files = Certificate(file=certificate, key=key) if certificate and key else None
    hosting = Hosting(
        port=port,
        host=host or LOOPBACK,
        certificate=files,
        without_encryption=without_encryption,
    )
    _open(ctx, date, hosting, layout=layout, offline=offline, browser=open_browser, may_edit=True)


def preview_command(
    ctx: typer.Context,
    *,
    date: DateOption = None,
    offline: OfflineOption = False,
    layout: LayoutOption = "",
    port: PortOption = None,
    open_browser: OpenOption = True,
) -> None:
    """Show the issue in a browser, rebuilt whenever a file changes; it changes nothing."""
    from digest.desk.hosting import Hosting

    hosting = Hosting(port=port)
    _open(ctx, date, hosting, layout=layout, offline=offline, browser=open_browser, may_edit=False)


def _open(
    ctx: typer.Context,
    day: date | None,
    hosting: "Hosting",
    *,
    layout: str,
    offline: bool,
    browser: bool,
    may_edit: bool,
) -> None:
    from digest.cli.new_sources import search_from
    from digest.cli.workspace import choose_day, open_workspace
    from digest.config import FILE_NAME
    from digest.desk import serve_desk
    from digest.desk.guard import Access
    from digest.desk.hosting import describe_opening, listen_as_asked
    from digest.desk.server import OnDesk
    from digest.pipeline.issue_maker import IssueMaker, watched_paths

    folder = globals_of(ctx).folder
    settings = folder / FILE_NAME
    # In an empty folder the desk begins a newsletter.
    if settings.exists() or not may_edit:
        choose_day(open_workspace(ctx, layout=layout), day)
        _tell_layout(ctx, layout)
    listeners = listen_as_asked(hosting)
    opening = describe_opening(hosting, listeners)

    def ready(access: Access) -> None:
        for sentence in opening:
            echo(sentence)
        echo(f"The {'desk' if may_edit else 'preview'} is at {access.address}")
        echo("Ctrl-C ends it; what you saved is on disk, nothing is lost.")
        if browser and sys.stdout.isatty():
            typer.launch(access.address)

    def opened() -> "Workspace":
        return open_workspace(ctx, layout=layout)

    on_desk = OnDesk(
        maker=IssueMaker(opened, day, offline=offline),
        open_workspace=opened,
        search=lambda: search_from(ctx, allow_private=False),
        archive=folder / "issues",
        watched=lambda: watched_paths(opened()) if settings.exists() else (settings,),
        day=day,
        may_edit=may_edit,
    )
    serve_desk(on_desk, listeners=listeners, ready=ready)


def _tell_layout(ctx: typer.Context, layout: str) -> None:
    from digest.cli.workspace import open_workspace

    usual = open_workspace(ctx).newsletter.newsletter.layout
    if layout and layout != usual:
        say(
            ctx,
            f"Trying the layout {layout}; newsletter.toml says {usual}. The next build without "
            "--layout is set in that again, and nothing is published before.",
        )
