"""`digest draft` and `digest why`."""

from typing import Annotated

import typer

from digest.cli.options import DateOption, JsonOption, OfflineOption, print_json, say
from digest.cli.printing import echo


def draft_command(
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
    from digest.pipeline.collection import collect_articles
    from digest.pipeline.drafts import draft_issue

    with hold_workspace(ctx) as workspace:
        collect_articles(workspace, offline=offline)
        drafted = draft_issue(workspace, date or workspace.due(), merge=True, afresh=afresh)
    for note in drafted.notes:
        say(ctx, note)
    if as_json:
        print_json(listing(drafted.draft, drafted.proposed.proposal))
    else:
        echo(drafted.proposed.page)


def why_command(
    ctx: typer.Context,
    story: Annotated[
        str, typer.Argument(help="A story's id, address or words of its headline; else the lead.")
    ] = "",
    *,
    date: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say why a story leads, is in, or is not: its score, the runners-up, what would change it."""
    from digest.cli.explanations import explanation_lines
    from digest.cli.workspace import open_workspace
    from digest.pipeline.explanation import explain_story

    workspace = open_workspace(ctx)
    explanation = explain_story(workspace, date or workspace.due(), story)
    if as_json:
        print_json(explanation)
    else:
        echo("\n".join(explanation_lines(explanation)))
