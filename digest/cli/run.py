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
    from pathlib import Path

    from digest.pipeline.records import Recorder
    from digest.pipeline.tick import ActDone, TickDone


_NOTED = frozenset({"collect", "build", "publish"})
"""The acts that note their own steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActReport:
    """What `digest run --json` prints of each act, in a line."""

    act: str
    day: date | None
    done: bool
    said: str


def run_command(
    ctx: typer.Context, *, offline: OfflineOption = False, as_json: JsonOption = False
) -> None:
    """Do whatever is due: collect, build at the cut-off, ask, publish, send; else nothing."""
    from digest.cli.workspace import hold_workspace
    from digest.pipeline.newsletter_hands import NewsletterHands
    from digest.pipeline.records import record_run
    from digest.pipeline.tick import Witness, run_tick
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
        clocked = workspace.newsletter.schedule.as_of is None
        _rest(folder, ticked, settings=settings, since=workspace.now.timestamp(), clocked=clocked)
    if codes:
        raise typer.Exit(codes[0])


def _report(done: "ActDone") -> ActReport:
    return ActReport(act=done.act.kind, day=done.act.day, done=done.error is None, said=done.said)


def _rest(
    folder: "Path", ticked: "TickDone", *, settings: dict[str, str], since: float, clocked: bool
) -> None:
    """Spare the runs until something is due; not those that take another moment for now."""
    from digest import __version__
    from digest.schedule.idle import rest, wake

    if ticked.resting_until is None or not clocked:
        wake(folder)
        return
    until = ticked.resting_until.timestamp()
    stamps = {**ticked.stamps, **settings}
    rest(folder, since=since, until=until, version=__version__, stamps=stamps)
