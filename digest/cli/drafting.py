"""`digest draft` and `digest why`."""

from typing import Annotated

import typer

from digest.cli.options import DateOption, JsonOption, OfflineOption, print_json, tell
from digest.cli.printing import echo


def draft(
    ctx: typer.Context,
    *,
    date: DateOption = None,
    offline: OfflineOption = False,
    afresh: Annotated[
        bool, typer.Option("--afresh", help="Start over; the page before goes to the history.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Propose an issue, or merge what is new into the page that you edit."""
    from digest.cli.workspace import hold_workspace
    from digest.draft.listing import listing
    from digest.pipeline.collecting import collect_articles
    from digest.pipeline.drafting import draft_issue

    with hold_workspace(ctx) as workspace:
        collect_articles(workspace, offline=offline)
        drafted = draft_issue(workspace, date or workspace.due(), merge=True, afresh=afresh)
    for note in drafted.notes:
        tell(ctx, note)
    if as_json:
        print_json(listing(drafted.draft, drafted.proposed.proposal))
    else:
        echo(drafted.proposed.page)


def why(
    ctx: typer.Context,
    story: Annotated[
        str, typer.Argument(help="A story's id, address or words of its headline; else the lead.")
    ] = "",
    *,
    date: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say why a story leads, is in, or is not: its score, the runners-up, what would change it."""
    from digest.cli.explanations import lines_of
    from digest.cli.workspace import open_workspace
    from digest.pipeline.explaining import explain_story

    workspace = open_workspace(ctx)
    explanation = explain_story(workspace, date or workspace.due(), story)
    if as_json:
        print_json(explanation)
    else:
        echo("\n".join(lines_of(explanation)))
