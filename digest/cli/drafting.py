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
    from digest.cli.desk import working_desk
    from digest.draft.json_view import list_stories
    from digest.pipeline.collecting import collect_articles
    from digest.pipeline.drafting import draft_issue

    with working_desk(ctx) as desk:
        collect_articles(desk, offline=offline)
        drafted = draft_issue(desk, date or desk.due(), merge=True, afresh=afresh)
    for note in drafted.notes:
        tell(ctx, note)
    if as_json:
        print_json(list_stories(drafted.draft, drafted.proposed.proposal))
    else:
        echo(drafted.proposed.path)


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
    from digest.cli.desk import open_desk
    from digest.cli.explanations import lines_of
    from digest.pipeline.explaining import explain_story

    desk = open_desk(ctx)
    explanation = explain_story(desk, date or desk.due(), story)
    if as_json:
        print_json(explanation)
    else:
        echo("\n".join(lines_of(explanation)))
