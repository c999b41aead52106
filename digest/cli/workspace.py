"""Global options, the environment and the clock in; a Workspace out: the only reader of both."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime

import typer

from digest import cutoffs
from digest.cli.log import current_log
from digest.cli.options import globals_of
from digest.cli.printing import tell
from digest.cli.progress import Progress
from digest.cli.terminal import Role, screen_of, words
from digest.config import load_newsletter
from digest.config.settings import Newsletter
from digest.cutoffs import YEARS
from digest.errors import UsageError
from digest.lock import FOR_EVER, hold_lock
from digest.pipeline.workspace import Voice, Workspace


def open_workspace(ctx: typer.Context, *, layout: str = "") -> Workspace:
    """The newsletter that the command works on, perhaps in another `layout`; raises ConfigError."""
    options = globals_of(ctx)
    newsletter = load_newsletter(options.folder, layout=layout)
    return Workspace(
        folder=options.folder,
        newsletter=newsletter,
        now=_now(newsletter),
        voice=voice_of(ctx),
        environment=read_environment(),
        parsing=options.parsing,
    )


@contextmanager
def hold_workspace(ctx: typer.Context) -> Iterator[Workspace]:
    """The newsletter, held against other runs; raises ConfigError, Locked, StorageError."""
    workspace = open_workspace(ctx)
    with hold_lock(workspace.folder, wait=FOR_EVER if globals_of(ctx).wait else 0):
        yield workspace


@contextmanager
def record_workspace(ctx: typer.Context, command: str) -> Iterator[Workspace]:
    """The newsletter, held against other runs, and what is done to it recorded."""
    from digest.pipeline.records import record_run

    with hold_workspace(ctx) as workspace, record_run(workspace, command) as recorder:
        yield recorder.workspace


def choose_day(workspace: Workspace, asked: date | None) -> date:
    """The day that was `asked` for, else the one that is due; one off the schedule is told."""
    if asked is None:
        return workspace.due()
    if said := cutoffs.off_schedule(asked, workspace.newsletter.schedule):
        workspace.voice.note(said)
    return asked


def read_environment() -> Mapping[str, str]:
    """What `${NAME}` in a source's address stands for."""
    return os.environ


def voice_of(ctx: typer.Context) -> Voice:
    """Where this run reports to."""
    return _voice(quiet=globals_of(ctx).quiet)


def read_clock(environment: Mapping[str, str] = os.environ) -> datetime:
    """The present moment, or the one that SOURCE_DATE_EPOCH names (reproducible-builds.org)."""
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC)
    try:
        moment = datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH={epoch!r} is not a number of seconds") from None
    return _in_reach(moment, f"SOURCE_DATE_EPOCH={epoch}")


def _now(newsletter: Newsletter) -> datetime:
    as_of = newsletter.schedule.as_of
    return _in_reach(as_of, "[schedule] as_of") if as_of else read_clock()


def _in_reach(moment: datetime, name: str) -> datetime:
    if moment.year not in YEARS:
        raise UsageError(f"{name} is in the year {moment.year}, not from {YEARS[0]} to {YEARS[-1]}")
    return moment


def _voice(*, quiet: bool) -> Voice:
    """Progress on a terminal only; facts unless `quiet`; what went wrong always; all to stderr."""
    screen = screen_of(sys.stderr)
    progress = Progress(sys.stderr, screen) if screen and not screen.dumb and not quiet else None

    def line(message: str, role: Role = Role.PLAIN) -> None:
        with progress.aside() if progress else nullcontext():
            tell(words(message, role), err=True)

    voice = Voice(warn=lambda message: line(message, Role.WARNING))
    if not quiet:
        log = current_log()
        voice = replace(voice, note=line, step=log.step if log else voice.step)
    return replace(voice, progress=progress.show) if progress else voice
