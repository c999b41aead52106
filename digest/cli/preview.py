"""`digest preview`: the desk in a browser."""

import sys
from typing import Annotated

import typer

from digest.cli.options import DateOption, OfflineOption, say
from digest.cli.printing import echo


def preview_command(
    ctx: typer.Context,
    *,
    date: DateOption = None,
    offline: OfflineOption = False,
    layout: Annotated[
        str, typer.Option("--layout", metavar="NAME", help="Try another layout, for this run only.")
    ] = "",
    port: Annotated[int, typer.Option("--port", help="The port; 0 takes any free one.")] = 8010,
    open_browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Open a browser, when on a terminal.")
    ] = True,
) -> None:
    """Show the issue in a browser, rebuilt whenever a file of the newsletter changes."""
    from digest.cli.workspace import choose_day, open_workspace
    from digest.desk import serve_desk
    from digest.pipeline.issue_maker import IssueMaker, watched_paths

    workspace = open_workspace(ctx, layout=layout)
    choose_day(workspace, date)
    usual = open_workspace(ctx).newsletter.newsletter.layout
    if layout and layout != usual:
        say(
            ctx,
            f"Trying the layout {layout}; newsletter.toml says {usual}. The next build without "
            "--layout is set in that again, and nothing is published before.",
        )

    def ready(address: str) -> None:
        echo(f"The desk is at {address} (Ctrl-C ends it)")
        if open_browser and sys.stdout.isatty():
            typer.launch(address)

    serve_desk(
        IssueMaker(lambda: open_workspace(ctx, layout=layout), date, offline=offline),
        archive=workspace.issues,
        watched=lambda: watched_paths(open_workspace(ctx, layout=layout)),
        port=port,
        ready=ready,
    )
