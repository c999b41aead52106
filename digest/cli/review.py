"""`digest approve` and `digest hold`: the editor's word on an issue, and taking it back."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import JsonOption, as_date, print_json, say
from digest.cli.printing import tell

if TYPE_CHECKING:
    from digest.pipeline.workspace import Workspace

WaitingDate = Annotated[
    date | None,
    typer.Argument(metavar="[DATE]", parser=as_date, help="The issue's date; else what waits."),
]
Withdraw = Annotated[bool, typer.Option("--withdraw", help="Take back what was said.")]


def approve_command(
    ctx: typer.Context,
    day: WaitingDate = None,
    *,
    take_back: Withdraw = False,
    as_json: JsonOption = False,
) -> None:
    """Approve the issue that was built at the cut-off: the next run publishes it."""
    from digest.cli.workspace import open_workspace
    from digest.pipeline.review import approve, waiting_day

    workspace = open_workspace(ctx)
    day = day or waiting_day(workspace)
    if take_back:
        _withdraw(ctx, workspace, day, as_json=as_json)
        return
    word = approve(workspace, day)
    if as_json:
        print_json(word)
        return
    opening = f" It opens with “{word.lead}”." if word.lead else ""
    tell(f"The issue of {day} is approved.{opening}")
    to = workspace.newsletter.sending.to
    sends = f" and sends it to {to}" if to else ""
    follows = f"`digest run` publishes it{sends}; `digest publish {day}` publishes it at once."
    _say_what_follows(ctx, workspace, follows)


def hold_command(
    ctx: typer.Context,
    day: WaitingDate = None,
    *,
    reason: Annotated[str, typer.Option("--reason", help="Why, in a line.")] = "",
    take_back: Withdraw = False,
    as_json: JsonOption = False,
) -> None:
    """Hold an issue back: no run publishes it until you approve it or take this back."""
    from digest.cli.workspace import choose_day, open_workspace
    from digest.pipeline.review import hold, waiting_day

    workspace = open_workspace(ctx)
    day = choose_day(workspace, day or waiting_day(workspace))
    if take_back:
        _withdraw(ctx, workspace, day, as_json=as_json)
        return
    word = hold(workspace, day, reason)
    if as_json:
        print_json(word)
        return
    tell(f"The issue of {day} is held back.")
    _say_what_follows(ctx, workspace, f"`digest approve {day}` lets it go.")


def _withdraw(ctx: typer.Context, workspace: "Workspace", day: date, *, as_json: bool) -> None:
    from digest.model.reviews import WordKind
    from digest.pipeline.editors_word import read_word
    from digest.pipeline.review import withdraw

    before = withdraw(workspace, day)
    if as_json:
        print_json(read_word(workspace, day))
    elif before is WordKind.NONE:
        tell(f"Nothing was said of the issue of {day}.")
    else:
        tell(f"The issue of {day} is no longer {before}.")
        _say_what_follows(ctx, workspace, "It waits as [review] says.")


def _say_what_follows(ctx: typer.Context, workspace: "Workspace", said: str) -> None:
    from digest.schedule.due import is_reviewed

    if is_reviewed(workspace.newsletter):
        say(ctx, said)
    else:
        say(ctx, "Without [review] no run publishes anything: `digest publish` does.")
