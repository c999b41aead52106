"""`digest runs`."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from digest.cli.layout import definitions
from digest.cli.options import JsonOption, print_json, say
from digest.cli.printing import echo, person_looks_on, show
from digest.cli.terminal import Line, Role, words

if TYPE_CHECKING:
    from digest.model.runs import RecordedRun


def runs_command(
    ctx: typer.Context,
    *,
    last: Annotated[int, typer.Option("--last", metavar="N", min=1, help="So many of them.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """List what was run on this newsletter, what it did and how it ended, the latest first."""
    from digest.cli.workspace import open_workspace
    from digest.pipeline.records import list_runs

    workspace = open_workspace(ctx)
    runs = list_runs(workspace, last)
    if not runs:
        say(ctx, "Nothing was run yet that is recorded: collect, build, publish and the like.")
    if screen := person_looks_on(as_json=as_json):
        show(run_rows(runs, workspace.zone, screen.width))
        return
    for run in runs:
        print_json(run) if as_json else echo("\t".join(_columns(run, workspace.zone)))


def run_rows(runs: "Sequence[RecordedRun]", zone: ZoneInfo, width: int) -> Iterator[Line]:
    """Each run in a line, its steps below it."""
    for run in runs:
        _, moment, command, seconds, _, outcome, *_ = _columns(run, zone)
        role = Role.GOOD if run.exit_code == 0 else Role.BAD
        head = words(f"{moment}  {command:8} {seconds:>9}")
        yield from definitions([(head, (words(outcome, role),))], width, indent=0)
        steps = [(words(step.name, Role.ASIDE), (words(step.message),)) for step in run.steps]
        yield from definitions(steps, width, indent=4)


def _columns(run: "RecordedRun", zone: ZoneInfo) -> tuple[str, ...]:
    """Number, moment, command, how long, exit code, outcome and steps."""
    return (
        str(run.number),
        f"{run.started.astimezone(zone):%Y-%m-%d %H:%M}",
        run.command,
        "" if run.seconds is None else f"{run.seconds:.1f} s",
        "" if run.exit_code is None else str(run.exit_code),
        run.outcome,
        "; ".join(f"{step.name}: {step.message}" for step in run.steps),
    )
