"""`digest preview`: the desk in a browser."""

import sys
from typing import Annotated

import typer

from digest.cli.options import DateOption, OfflineOption
from digest.cli.printing import echo


def preview(
    ctx: typer.Context,
    *,
    date: DateOption = None,
    offline: OfflineOption = False,
    port: Annotated[int, typer.Option("--port", help="The port; 0 takes any free one.")] = 8010,
    open_browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Open a browser, when on a terminal.")
    ] = True,
) -> None:
    """Show the issue in a browser, rebuilt whenever a file of the newsletter changes."""
    from digest.cli.desk import open_desk
    from digest.pipeline.previewing import preview_build, watched
    from digest.preview import serve

    desk = open_desk(ctx)

    def ready(address: str) -> None:
        echo(f"The desk is at {address} (Ctrl-C ends it)")
        if open_browser and sys.stdout.isatty():
            typer.launch(address)

    serve(
        preview_build(lambda: open_desk(ctx), date, offline=offline),
        archive=desk.issues,
        watched=lambda: watched(open_desk(ctx)),
        port=port,
        ready=ready,
    )
