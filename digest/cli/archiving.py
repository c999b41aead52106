"""`digest publish`, `reopen`, `issues list` and `archive rebuild|verify|diff`."""

from typing import Annotated

import typer

from digest.cli.options import DateArgument, JsonOption, as_date, tell


def publish(
    ctx: typer.Context,
    date: DateArgument = None,
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Publish although the check found errors.")
    ] = False,
) -> None:
    """Freeze a built issue and spend its articles; a second time does nothing."""
    from digest.cli.desk import open_desk
    from digest.pipeline.publishing import publish_issue

    desk = open_desk(ctx)
    published = publish_issue(desk, date or desk.due(), force=force)
    tell(ctx, "Published." if published.changed else "It was published already.")
    typer.echo(published.path)
