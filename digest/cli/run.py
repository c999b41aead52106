"""`digest run`: what a scheduler starts every few minutes."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import typer

from digest.cli.application import report_failure
from digest.cli.options import JsonOption, OfflineOption, globals_of, print_json
from digest.cli.printing import echo

if TYPE_CHECKING:
    from digest.pipeline.records import Recorder
    from digest.pipeline.tick import ActDone


_NOTED = frozenset({"collect", "build", "publish"})
"""The acts that note their own steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActReport:
    """What `digest run --json` prints of each act, in a line."""

    act: str
    """What was due: `collect`, `build`, `publish`, `send` and so on."""
    date: date | None
    """The issue that it was about; null for none, as when the sources are read."""
    done: bool
    """False where it failed; the next run tries again."""
    said: str
    """What came of it, in a sentence."""


def run_command(
    ctx: typer.Context, *, offline: OfflineOption = False, as_json: JsonOption = False
) -> None:
    """Do whatever is due: collect, build at the cut-off, ask, publish, send; else nothing."""
    from digest.cli.workspace import hold_workspace
    from digest.pipeline.newsletter_hands import NewsletterHands
    from digest.pipeline.records import record_run
    from digest.pipeline.tick import Witness, rest_until_due, run_tick
    from digest.schedule.idle import SETTINGS, stamp_files

    codes: list[int] = []
    # A scheduler mails what is printed, and sources are read several times a day.
    quiet = globals_of(ctx).quiet

    def report(recorder: "Recorder", done: "ActDone") -> None:
        if as_json:
            print_json(_report(done))
        elif not done.error and not (quiet and done.act.kind == "collect"):
            echo(done.said)
        if done.error:
            codes.append(report_failure(done.error))
            recorder.fail(done.said, codes[-1])
        elif done.act.kind not in _NOTED:
            recorder.workspace.voice.step(done.act.kind, done.said)

    folder = globals_of(ctx).folder
    # As it is before it is read: what is saved meanwhile is for the next run to see.
    settings = stamp_files(folder, [SETTINGS])
    with (
        hold_workspace(ctx) as held,
        record_run(held, "run", idle=True) as recorder,
    ):
        workspace = recorder.workspace
        hands = NewsletterHands(workspace=workspace, offline=offline)
        witness = Witness(begins=recorder.begin, ended=partial(report, recorder))
        ticked = run_tick(workspace, hands, witness)
        rest_until_due(workspace, ticked, settings=settings)
    if codes:
        raise typer.Exit(codes[0])


def _report(done: "ActDone") -> ActReport:
    return ActReport(act=done.act.kind, date=done.act.day, done=done.error is None, said=done.said)
