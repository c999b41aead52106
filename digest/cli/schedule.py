"""`digest schedule show|install|remove`."""

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import JsonOption, globals_of, print_json, say
from digest.cli.printing import echo
from digest.errors import UsageError

if TYPE_CHECKING:
    from digest.pipeline.installing import PlannedText
    from digest.pipeline.programs import Programs
    from digest.pipeline.schedule_plans import Plan
    from digest.schedule.schedulers.job import Job


class Installable(Enum):
    """What the program can tell of a newsletter by itself."""

    SYSTEMD = "systemd"
    CRON = "cron"
    GITHUB = "github"


class Scheduler(Enum):
    """What it has a text for."""

    SYSTEMD = "systemd"
    CRON = "cron"
    GITHUB = "github"
    LAUNCHD = "launchd"
    WINDOWS = "windows"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextReport:
    """What `digest schedule show --json` prints of a text, in a line."""

    place: str
    """Where it is to stand: a file, or the crontab."""
    text: str
    """The whole text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleReport:
    """What `digest schedule install` and `remove` print with `--json`."""

    name: str
    """The job's name."""
    changed: tuple[str, ...]
    """The places that were written or removed; empty where nothing had to be."""
    switched: bool
    """False where something is left to do by hand; stderr says what."""


As = Annotated[Installable, typer.Option("--as", help="What starts the runs.")]
NameOption = Annotated[
    str, typer.Option("--name", metavar="NAME", help="What the job is called; else by its folder.")
]
SystemOption = Annotated[
    bool,
    typer.Option("--system", help="systemd: units of the machine, run as the folder's owner."),
]
NoSiteOption = Annotated[
    bool, typer.Option("--no-site", help="github: show no site on GitHub Pages.")
]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Also go over what somebody changed meanwhile.")
]


def schedule_show_command(
    ctx: typer.Context,
    *,
    scheduler: Annotated[Scheduler, typer.Option("--as", help="What starts the runs.")],
    name: NameOption = "",
    system: SystemOption = False,
    no_site: NoSiteOption = False,
    as_json: JsonOption = False,
) -> None:
    """Print what a scheduler is to be told; nothing is written."""
    from digest.config import load_newsletter

    load_newsletter(globals_of(ctx).folder)
    texts = _texts(ctx, scheduler, name, system=system, site=not no_site)
    for place, text in texts:
        if as_json:
            print_json(TextReport(place=place, text=text))
        else:
            # As by `systemctl cat`; a single text can go straight into its file.
            echo(f"# {place}", err=len(texts) == 1)
            echo(text.rstrip("\n"))


def schedule_install_command(
    ctx: typer.Context,
    *,
    scheduler: As,
    name: NameOption = "",
    system: SystemOption = False,
    no_site: NoSiteOption = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
    force: ForceOption = False,
    as_json: JsonOption = False,
) -> None:
    """Have what is due done by itself: shows what it will write, asks, writes, switches on."""
    from digest.config import load_newsletter
    from digest.pipeline.installing import find_changes, install_plan

    load_newsletter(globals_of(ctx).folder)
    plan = _plan(ctx, scheduler, name, system=system, site=not no_site)
    programs = _programs()
    changes = find_changes(plan, programs, force=force)
    if changes:
        _show_changes(ctx, changes, asked=not yes)
    left = install_plan(plan, programs, force=force)
    places = [change.place for change in changes]
    done = [f"Wrote {_what_in(place)}" for place in places] or ["It is installed already."]
    _report(ctx, plan, places, done=(*done, *plan.then), left=left, as_json=as_json)


def schedule_remove_command(
    ctx: typer.Context,
    *,
    scheduler: As,
    name: NameOption = "",
    system: SystemOption = False,
    force: ForceOption = False,
    as_json: JsonOption = False,
) -> None:
    """Undo `install`: its own files or lines go, all else stays as it is."""
    from digest.pipeline.installing import find_removals, remove_plan

    plan = _plan(ctx, scheduler, name, system=system, site=True)
    programs = _programs()
    removals = find_removals(plan, programs, force=force)
    left = remove_plan(plan, programs, force=force)
    done = [f"Removed {_what_in(place)}" for place in removals] or [
        f"Nothing of {plan.name} is installed."
    ]
    _report(ctx, plan, removals, done=done, left=left, as_json=as_json)


def _show_changes(ctx: typer.Context, changes: "Sequence[PlannedText]", *, asked: bool) -> None:
    """Show what is about to be written; where it is `asked`, nothing goes on without a yes."""
    if asked and not sys.stdin.isatty():
        raise UsageError("install asks before it writes; where nobody can answer, add --yes")
    if asked or not globals_of(ctx).quiet:
        for change in changes:
            echo(f"To {change.place}:\n\n{change.text}", err=True)
    if asked and not typer.confirm("Write this?", err=True):
        raise UsageError("nothing was written")


def _what_in(place: str) -> str:
    from digest.pipeline.installing import CRONTAB

    return f"its lines in {place}" if place == CRONTAB else place


def _report(
    ctx: typer.Context,
    plan: "Plan",
    places: "Sequence[str]",
    *,
    done: "Sequence[str]",
    left: str,
    as_json: bool,
) -> None:
    """Say what was done; raises UsageError with what is `left` where nothing could be switched."""
    if as_json:
        print_json(ScheduleReport(name=plan.name, changed=tuple(places), switched=not left))
    else:
        for sentence in done:
            say(ctx, sentence)
    if left:
        raise UsageError(left)


def _plan(
    ctx: typer.Context, scheduler: Installable, name: str, *, system: bool, site: bool
) -> "Plan":
    from digest.cli.workspace import read_environment
    from digest.pipeline.schedule_plans import (
        plan_cron,
        plan_github,
        plan_systemd,
        workflow_secrets,
    )

    if system and scheduler is not Installable.SYSTEMD:
        raise UsageError("--system is for --as systemd")
    folder = globals_of(ctx).folder.resolve()
    if scheduler is Installable.GITHUB:
        return plan_github(folder, asked=name, secrets=workflow_secrets(folder), site=site)
    job = _job(folder, name, system=system)
    if scheduler is Installable.CRON:
        return plan_cron(job)
    return plan_systemd(job, read_environment())


def _texts(
    ctx: typer.Context, scheduler: Scheduler, name: str, *, system: bool, site: bool
) -> list[tuple[str, str]]:
    """Each text with the place that it is for."""
    from digest.pipeline.installing import CRONTAB
    from digest.schedule.schedulers.launchd import launch_agent
    from digest.schedule.schedulers.windows import windows_task

    if scheduler is Scheduler.LAUNCHD:
        agent = launch_agent(_job(globals_of(ctx).folder.resolve(), name), home=str(Path.home()))
        return [(f"~/Library/LaunchAgents/{agent.name}", agent.text)]
    if scheduler is Scheduler.WINDOWS:
        task = windows_task(_job(globals_of(ctx).folder.resolve(), name))
        return [(task.name, task.text)]
    plan = _plan(ctx, Installable(scheduler.value), name, system=system, site=site)
    return [(str(file.path), file.text) for file in plan.files] or [(CRONTAB, plan.lines)]


def _job(folder: Path, name: str, *, system: bool = False) -> "Job":
    from digest.schedule.schedulers.job import Job, job_name

    return Job(
        name=job_name(str(folder), name),
        program=_program(),
        folder=str(folder),
        user=_owner(folder) if system else "",
    )


def _program() -> tuple[str, ...]:
    """This program by its absolute path: no scheduler has the PATH of a terminal."""
    found = shutil.which(sys.argv[0])
    if found and Path(found).stem == "digest":
        return (str(Path(found).absolute()),)
    return (sys.executable, "-m", "digest")


def _owner(folder: Path) -> str:
    """Whose the newsletter is, by name; root for a folder that is gone."""
    try:
        return folder.owner()
    except FileNotFoundError:
        return "root"
    except KeyError:
        raise UsageError(f"{folder}: its owner has no name here; chown it to a user") from None


def _programs() -> "Programs":
    from digest.cli.workspace import read_environment
    from digest.pipeline.programs import Programs

    return Programs(environment=read_environment())
