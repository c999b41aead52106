"""`digest preview`: the desk in a browser."""

from typing import Annotated

import typer

from digest.cli.options import DateOption


def preview(
    ctx: typer.Context,
    *,
    date: DateOption = None,
    port: Annotated[int, typer.Option("--port", help="The port; 0 takes any free one.")] = 8010,
    open_browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the browser (on a terminal only).")
    ] = True,
) -> None:
    """Show the issue and the archive in a browser, rebuilt when a file changes."""
    from digest.cli.desk import open_desk
    from digest.preview import serve

    desk = open_desk(ctx)
