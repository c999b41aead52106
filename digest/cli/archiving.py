"""`digest publish`, `reopen`, `issues list` and `archive rebuild|verify|diff`."""

from typing import Annotated

import typer

from digest.cli.options import DateArgument, JsonOption, print_json, tell


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


def reopen(
    ctx: typer.Context,
    date: DateArgument = None,
    *,
    reason: Annotated[
        str, typer.Option("--reason", help="The correction, in a line that readers will see.")
    ],
) -> None:
    """Open a published issue for a correction; readers keep the old one until it is published."""
    from digest.cli.desk import open_desk
    from digest.pipeline.publishing import correct_issue

    desk = open_desk(ctx)
    typer.echo(correct_issue(desk, date or desk.due(), reason=reason))


def list_issues(ctx: typer.Context, *, as_json: JsonOption = False) -> None:
    """List the issues of the archive, newest first."""
    from digest.archive.reading import listing
    from digest.cli.desk import open_desk

    for one in listing(open_desk(ctx).issues):
        if as_json:
            print_json(one)
        else:
            state = f"{one.status}, open for correction" if one.correcting else one.status
            typer.echo(f"{one.date}  No. {one.number:<4} {state:10} {one.items:3}  {one.headline}")


def rebuild(
    ctx: typer.Context,
    *,
    afresh: Annotated[bool, typer.Option("--afresh", help="Make every page again.")] = False,
) -> None:
    """Bring the archive's web site up to date."""
    from digest.cli.desk import open_desk
    from digest.pipeline.publishing import update_site

    desk = open_desk(ctx)
    changed = update_site(desk, afresh=afresh)
    tell(ctx, f"{len(changed)} files changed.")
    typer.echo(desk.issues / "index.html")
