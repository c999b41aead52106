"""`digest undo`, `digest redo` and `digest history`; and what every edit says it did."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from digest.cli.options import DateOption, JsonOption, print_json, say
from digest.cli.printing import tell
from digest.cli.terminal import printable

if TYPE_CHECKING:
    from digest.pipeline.edit_history import Step
    from digest.pipeline.editing import Edited

Force = Annotated[
    bool,
    typer.Option("--force", help="Though its lines were changed since: the whole page goes back."),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditReport:
    """What an edit did, for programs."""

    path: str
    """The draft page."""
    changed: bool
    """False where the page said so already."""
    version: str
    """The page's fingerprint by now."""
    step: int = 0
    """The number of the step in the history; 0 where nothing changed."""
    kind: str = ""
    """`edit`, `undo` or `redo`."""
    sentence: str = ""
    """What was done, in a sentence."""
    undo: str = ""
    """What `digest undo` will do."""
    notes: tuple[str, ...] = ()
    """What the editor should know besides, a sentence each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedStep:
    """What `digest history --json` prints of a step, in a line."""

    step: int
    """Its number, from 1."""
    when: datetime
    """When it was made."""
    kind: str
    """`edit`, `undo`, `redo`, or `outside` for what was changed without an edit."""
    sentence: str
    """What was done, in a sentence."""
    stands: bool
    """False for an edit that was taken back."""
    before: str
    """The page before it, a file in `drafts/.history`."""
    after: str
    """The page after it; empty for a change from outside that no edit has followed yet."""


def undo_command(
    ctx: typer.Context,
    *,
    to: Annotated[
        int | None,
        typer.Option("--to", metavar="STEP", min=1, help="Back to how it was after this step."),
    ] = None,
    force: Force = False,
    date: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take the last edit back; what you changed in a text editor since stays."""
    from digest.cli.workspace import choose_day, open_workspace
    from digest.pipeline.editing import return_to, undo_edit

    workspace = open_workspace(ctx)
    day = choose_day(workspace, date)
    edited = return_to(workspace, day, to) if to else undo_edit(workspace, day, force=force)
    report_edit(ctx, edited, as_json=as_json)


def redo_command(
    ctx: typer.Context,
    *,
    force: Force = False,
    date: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make the edit again that was taken back last."""
    from digest.cli.workspace import choose_day, open_workspace
    from digest.pipeline.editing import redo_edit

    workspace = open_workspace(ctx)
    edited = redo_edit(workspace, choose_day(workspace, date), force=force)
    report_edit(ctx, edited, as_json=as_json)


def history_command(
    ctx: typer.Context, *, date: DateOption = None, as_json: JsonOption = False
) -> None:
    """List what was done to the draft page, the last step first."""
    from digest.cli.workspace import choose_day, open_workspace
    from digest.pipeline.editing import list_steps

    workspace = open_workspace(ctx)
    steps = list_steps(workspace, choose_day(workspace, date))
    if not steps:
        say(ctx, "Nothing was done by `digest edit` yet.")
    for one in _listed(steps):
        if as_json:
            print_json(one)
        else:
            tell(_line(one, workspace.zone))


def report_edit(ctx: typer.Context, edited: "Edited", *, as_json: bool) -> None:
    """Say what was done, and what an undo will do."""
    step = edited.step
    if as_json:
        print_json(_report(edited))
    elif step is None:
        tell("Nothing had to change: the page says so already.")
    elif step.kind == "undo":
        tell(f"{step.sentence}. `digest redo` makes it again.")
    else:
        tell(f"{step.sentence}. `digest undo` {step.undo}.")
    for note in edited.notes:
        say(ctx, note)


def _report(edited: "Edited") -> EditReport:
    path, version, step = printable(edited.path), edited.version, edited.step
    if step is None:
        return EditReport(path=path, changed=False, version=version, notes=edited.notes)
    return EditReport(
        path=path,
        changed=True,
        version=version,
        step=step.number,
        kind=step.kind,
        sentence=step.sentence,
        undo=step.undo,
        notes=edited.notes,
    )


def _listed(steps: "tuple[Step, ...]") -> Iterator[ListedStep]:
    from digest.pipeline.edit_history import standing

    stand = standing(steps)
    for one in reversed(steps):
        yield ListedStep(
            step=one.number,
            when=one.when,
            kind=one.kind,
            sentence=one.sentence,
            stands=one.number in stand,
            before=one.before,
            after=one.after,
        )


def _line(step: ListedStep, zone: ZoneInfo) -> str:
    gone = "" if step.stands else "  (taken back)"
    return f"{step.step:4}  {step.when.astimezone(zone):%a %d %b %H:%M}  {step.sentence}{gone}"
