"""`digest schedule next`."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import JsonOption, print_json
from digest.cli.printing import echo, person_looks_on, show
from digest.text import span_in_words

if TYPE_CHECKING:
    from digest.model.reviews import WordKind
    from digest.pipeline.workspace import Workspace
    from digest.schedule.moments import Moment

_SHOWN = "%a %Y-%m-%d %H:%M"


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentReport:
    """What `digest schedule next --json` prints of a moment, in a line."""

    newsletter: datetime
    """When, in the newsletter's zone."""
    machine: datetime
    """The same moment in this machine's zone."""
    what: str
    """What happens then, in words."""
    date: date | None
    """The issue that it is about; null where the sources are read."""


def schedule_next_command(
    ctx: typer.Context,
    *,
    count: Annotated[
        int, typer.Option("--count", min=1, max=100, help="How many moments to name.")
    ] = 5,
    as_json: JsonOption = False,
) -> None:
    """Name what comes next, in the newsletter's time and in this machine's."""
    from digest.cli.workspace import open_workspace
    from digest.pipeline.plan_ahead import plan_ahead

    workspace = open_workspace(ctx)
    ahead = plan_ahead(workspace, count=count)
    every = span_in_words(ahead.collect_every)
    rows = [
        _report(workspace, ahead.next_collection, f"sources are read, and then every {every}"),
        *(
            _report(workspace, one.when, _what(workspace, one, ahead.words[one.day]), one.day)
            for one in ahead.moments
        ),
    ]
    rows.sort(key=lambda row: row.newsletter)
    if as_json:
        for row in rows:
            print_json(row)
    else:
        _print(rows, zone=workspace.newsletter.newsletter.timezone)


def _report(
    workspace: "Workspace", moment: datetime, what: str, day: date | None = None
) -> MomentReport:
    return MomentReport(
        newsletter=moment.astimezone(workspace.zone),
        machine=moment.astimezone(),
        what=what,
        date=day,
    )


def _what(workspace: "Workspace", moment: "Moment", word: "WordKind") -> str:
    from digest.model.reviews import WordKind
    from digest.schedule.moments import MomentKind

    if moment.kind is MomentKind.SKIPPED:
        return f"no issue of {moment.day}: [schedule] skip"
    if moment.kind is MomentKind.CUT_OFF:
        return f"cut-off of the issue of {moment.day}"
    review = f"end of the review of the issue of {moment.day}"
    if word is WordKind.HELD:
        return f"{review}; held, it waits on until approved"
    if word is WordKind.APPROVED:
        return f"{review}; approved, the next run publishes it"
    then = workspace.newsletter.review.then
    after = "it is published" if then == "publish" else "it waits on until approved"
    return f"{review}; without a word {after}"


def _print(rows: list[MomentReport], *, zone: str) -> None:
    from digest.cli.layout import Column, table
    from digest.cli.terminal import Role, words

    screen = person_looks_on()
    if screen is None:
        for row in rows:
            here = f"{row.machine:{_SHOWN} %Z}"
            echo(f"{row.newsletter:{_SHOWN}} {zone}\t{here}\t{row.what}")
        return
    headings = (
        Column(heading=zone.upper()),
        Column(heading="THIS MACHINE"),
        Column(heading="WHAT", fluid=True),
    )
    cells = [
        (
            words(f"{row.newsletter:{_SHOWN}}", Role.HEADLINE),
            words(f"{row.machine:{_SHOWN} %Z}", Role.ASIDE),
            words(row.what),
        )
        for row in rows
    ]
    show(table(headings, cells, screen.width))
