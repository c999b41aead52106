"""`digest fleet build` and `digest fleet run`: many newsletters at once."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import JsonOption, OfflineOption, globals_of, print_json, say
from digest.cli.printing import tell
from digest.cli.terminal import Role, printable, words
from digest.errors import UsageError
from digest.text import counted

if TYPE_CHECKING:
    from digest.fleet.makers import Makers
    from digest.fleet.outcomes import FleetOutcome
    from digest.fleet.running import Fleet

    Work = Callable[[Fleet, Path], FleetOutcome]

Folders = Annotated[
    list[Path] | None, typer.Argument(metavar="FOLDER", help="The newsletters' folders.")
]
ListOption = Annotated[
    str,
    typer.Option("--from", metavar="FILE", help="A list of folders, one a line; - reads stdin."),
]
JobsOption = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="N",
        min=1,
        max=256,
        help="Processes that make issues; else one a core.",
    ),
]
ClusterOption = Annotated[
    str,
    typer.Option("--cluster", metavar="ADDRESS", help="A Dask scheduler; its workers make issues."),
]
StateOption = Annotated[
    Path | None,
    typer.Option("--state", metavar="FOLDER", help="Where answers of servers are kept for all."),
]


_WITHOUT_ISSUE = frozenset({"thin", "failed"})
"""States in which an editor asks which sources failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeReport:
    """What `--json` prints of each newsletter, in a line, as soon as it is done."""

    folder: str
    """The newsletter's folder."""
    state: str
    """How it fared: `built`, `done`, `idle`, `thin`, `held` or `failed`."""
    sentence: str
    """What came of it, in a sentence."""
    exit_code: int
    """What the command would have ended with in this folder alone."""
    title: str
    """The newsletter's title; empty where its settings could not be read."""
    date: date | None
    """The issue that was made; null for none."""
    said: tuple[str, ...]
    """What the editor should know besides, a sentence each."""


def fleet_build_command(
    ctx: typer.Context,
    folders: Folders = None,
    *,
    listed: ListOption = "",
    jobs: JobsOption = None,
    cluster: ClusterOption = "",
    state: StateOption = None,
    due: Annotated[
        bool, typer.Option("--due", help="Only those with a cut-off since they were last built.")
    ] = False,
    offline: OfflineOption = False,
    as_json: JsonOption = False,
) -> None:
    """Build the issue of each newsletter that is due; one that fails stops no other."""
    from digest.fleet.running import build_newsletter

    wanted = _Wanted(folders or [], listed, jobs, cluster, state, offline, as_json)
    _work(ctx, build_newsletter, wanted, due_only=due)


def fleet_run_command(
    ctx: typer.Context,
    folders: Folders = None,
    *,
    listed: ListOption = "",
    jobs: JobsOption = None,
    cluster: ClusterOption = "",
    state: StateOption = None,
    offline: OfflineOption = False,
    as_json: JsonOption = False,
) -> None:
    """Do whatever is due in each newsletter, as `digest run` does in one."""
    from digest.fleet.running import run_newsletter

    wanted = _Wanted(folders or [], listed, jobs, cluster, state, offline, as_json)
    _work(ctx, run_newsletter, wanted)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the options ask for."""

    folders: Sequence[Path]
    listed: str
    jobs: int | None
    cluster: str
    state: Path | None
    offline: bool
    as_json: bool


def _work(ctx: typer.Context, work: "Work", wanted: _Wanted, *, due_only: bool = False) -> None:
    """Do `work` on every newsletter, telling of each as soon as it is done."""
    from digest.cli.workspace import read_clock, voice_of
    from digest.fleet.due_index import DueIndex
    from digest.fleet.outcomes import exit_code, summary
    from digest.fleet.running import work_on

    folders = _newsletters(ctx, wanted)
    progress = voice_of(ctx).progress
    outcomes: list[FleetOutcome] = []
    with DueIndex(_state_of(wanted)) as index:
        now = read_clock()
        chosen = [one for one in folders if not due_only or index.is_due(one, now)]
        with _fleet(wanted) if chosen else nullcontext() as fleet:
            for outcome in work_on(chosen, partial(work, fleet)) if fleet else ():
                outcomes.append(outcome)
                index.note(outcome)
                _tell(ctx, outcome, as_json=wanted.as_json)
                progress(f"{len(outcomes)} of {counted(len(chosen), 'newsletter')}")
    progress("")
    idle = f", {len(folders) - len(chosen)} not due" if due_only else ""
    if index.complaint:
        say(ctx, words(index.complaint, Role.WARNING))
    say(ctx, f"{counted(len(folders), 'newsletter')}: {summary(outcomes)}{idle}.")
    if code := exit_code(outcomes):
        raise typer.Exit(code)


def _newsletters(ctx: typer.Context, wanted: _Wanted) -> tuple[Path, ...]:
    from digest.fleet.planning import choose_newsletters, read_list

    base = globals_of(ctx).folder
    listed: tuple[Path, ...] = ()
    if wanted.listed == "-":
        listed = read_list(sys.stdin.buffer.read(), name="standard input", base=base)
    elif wanted.listed:
        file = base / wanted.listed
        try:
            data = file.read_bytes()
        except OSError as error:
            raise UsageError(f"{file}: cannot be read as a list of folders: {error}") from None
        listed = read_list(data, name=str(file), base=file.parent)
    return choose_newsletters((*(base / one for one in wanted.folders), *listed))


@contextmanager
def _fleet(wanted: _Wanted) -> "Iterator[Fleet]":
    from digest.cli.workspace import read_clock, read_environment
    from digest.fleet.running import Fleet
    from digest.sources.sharing import SharedVisits

    now = read_clock()
    with (
        SharedVisits(_state_of(wanted), now) as visits,
        _makers(wanted) as makers,
    ):
        yield Fleet(
            now=now,
            collect=visits.collect,
            makers=makers,
            environment=read_environment(),
            offline=wanted.offline,
        )


def _makers(wanted: _Wanted) -> "Makers":
    from digest.fleet.makers import Makers, own_workers
    from digest.fleet.making import Bounds

    bounds = Bounds()
    if wanted.cluster:
        from digest.fleet.cluster import cluster_workers

        return Makers(cluster_workers(wanted.cluster), 1, bounds)
    return Makers(own_workers(bounds), wanted.jobs or os.cpu_count() or 1, bounds)


def _state_of(wanted: _Wanted) -> Path:
    """Where a program keeps what it may lose (XDG Base Directory Specification)."""
    from digest.cli.workspace import read_environment

    if wanted.state:
        return wanted.state
    given = read_environment().get("XDG_STATE_HOME", "")
    return (Path(given) if given else Path.home() / ".local" / "state") / "digest" / "fleet"


def _tell(ctx: typer.Context, outcome: "FleetOutcome", *, as_json: bool) -> None:
    if as_json:
        print_json(
            OutcomeReport(
                folder=printable(outcome.folder),
                state=outcome.state,
                sentence=outcome.sentence,
                exit_code=outcome.exit_code,
                title=outcome.title,
                date=outcome.day,
                said=outcome.said,
            )
        )
        return
    failed = outcome.state == "failed"
    if failed or not globals_of(ctx).quiet:
        role = Role.BAD if failed else Role.PLAIN
        tell(words(f"{outcome.state}", role), f" {outcome.folder}: {outcome.sentence}", err=failed)
    if outcome.state in _WITHOUT_ISSUE:
        for one in dict.fromkeys(outcome.said):
            tell(f"  {one}", err=failed)
