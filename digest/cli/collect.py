"""`digest collect`: read the sources into the store."""

from typing import Annotated

import typer

from digest.cli.options import JsonOption, OfflineOption, print_json, say


def collect_command(
    ctx: typer.Context,
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Ask every source, also those not due yet.")
    ] = False,
    offline: OfflineOption = False,
    as_json: JsonOption = False,
) -> None:
    """Read every source into the store; run it from cron so that nothing rolls over unseen."""
    from digest.cli.workspace import hold_workspace
    from digest.pipeline.collection import collect_articles

    with hold_workspace(ctx) as workspace:
        collection = collect_articles(workspace, offline=offline, force=force)
    if as_json:
        print_json(collection)
    else:
        say(
            ctx,
            f"{collection.new} new articles from {collection.answered} "
            f"of {collection.sources} sources.",
        )
        if collection.resting:
            count = f"{collection.resting} source{'s' if collection.resting > 1 else ''}"
            say(ctx, f"Not asked again so soon: {count}; --force asks them now.")
    collection.require_an_answer()
