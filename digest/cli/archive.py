"""`digest publish`, `reopen`, `issues list` and `archive rebuild|push|verify|diff`."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from digest.cli.options import DateArgument, JsonOption, as_date, conclude, print_json, say
from digest.cli.printing import echo, person_looks_on, show, tell
from digest.text import counted


def publish_command(
    ctx: typer.Context,
    date: DateArgument = None,
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Publish although the check found errors.")
    ] = False,
) -> None:
    """Freeze a built issue and spend its articles; a second time does nothing."""
    from digest.cli.workspace import record_workspace
    from digest.pipeline.publication import publish_issue

    with record_workspace(ctx, "publish") as workspace:
        published = publish_issue(workspace, date or workspace.due(), force=force)
    conclude(ctx, "Published." if published.changed else "It was published already.")
    echo(published.path)


def reopen_command(
    ctx: typer.Context,
    date: DateArgument = None,
    *,
    reason: Annotated[
        str, typer.Option("--reason", help="The correction, in a line that readers will see.")
    ],
) -> None:
    """Open a published issue for a correction; readers keep the old one until it is published."""
    from digest.cli.workspace import record_workspace
    from digest.pipeline.publication import correct_issue

    with record_workspace(ctx, "reopen") as workspace:
        echo(correct_issue(workspace, date or workspace.due(), reason=reason))


def issues_list_command(ctx: typer.Context, *, as_json: JsonOption = False) -> None:
    """List the issues of the archive, newest first."""
    from digest.archive.contents import list_issues
    from digest.cli.lists import issues_table
    from digest.cli.workspace import open_workspace

    issues = list_issues(open_workspace(ctx).issues)
    if (screen := person_looks_on(as_json=as_json)) and issues:
        show(issues_table(issues, screen.width))
        return
    for one in issues:
        if as_json:
            print_json(one)
        else:
            state = f"{one.status}, open for correction" if one.correcting else one.status
            echo(f"{one.date}  No. {one.number:<4} {state:10} {one.items:3}  {one.headline}")


def rebuild_command(
    ctx: typer.Context,
    *,
    afresh: Annotated[bool, typer.Option("--afresh", help="Make every page again.")] = False,
) -> None:
    """Bring the archive's web site up to date."""
    from digest.cli.workspace import hold_workspace
    from digest.pipeline.website import update_site

    with hold_workspace(ctx) as workspace:
        changed = update_site(workspace, afresh=afresh)
    say(ctx, f"{counted(len(changed), 'file')} changed.")
    echo(workspace.issues / "index.html")


def push_command(
    ctx: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[FOLDER]", help="Where; else [archive] storage."),
    ] = None,
) -> None:
    """Bring the readers' site in a folder up to date; `publish` does it for [archive] storage."""
    from digest.cli.workspace import hold_workspace
    from digest.pipeline.website import push_site

    with hold_workspace(ctx) as workspace:
        pushed = push_site(workspace, folder)
    say(ctx, f"{counted(len(pushed.written), 'file')} written, {len(pushed.removed)} removed.")


def verify_command(
    ctx: typer.Context,
    *,
    mend: Annotated[
        bool, typer.Option("--mend", help="Write back what could be made again.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Check every issue against its record and by making it again; exit 6 for any damage."""
    from contextlib import nullcontext

    from digest.cli.reports import print_verdict
    from digest.cli.workspace import hold_workspace, open_workspace
    from digest.errors import StorageError
    from digest.pipeline.toolchain import verify_issues

    # Only mending writes: an archive that may just be read can be verified, too.
    with hold_workspace(ctx) if mend else nullcontext(open_workspace(ctx)) as workspace:
        verdicts, mended = verify_issues(workspace.issues, mend=mend)
    for verdict in verdicts:
        print_verdict(verdict, as_json=as_json)
    for path in mended:
        say(ctx, f"Mended {path}")
    damaged = sum(len(verdict.damages) for verdict in verdicts) - len(mended)
    if damaged:
        raise StorageError(f"{counted(damaged, 'damaged file')} in the archive")


def diff_command(
    ctx: typer.Context,
    first: Annotated[
        date, typer.Argument(metavar="DATE", parser=as_date, help="The earlier issue.")
    ],
    second: Annotated[
        date | None,
        typer.Argument(
            metavar="[DATE]",
            parser=as_date,
            help="The later issue; else what the first one was before its last correction.",
        ),
    ] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Say in an editor's words what changed from one issue to another, or by a correction."""
    from digest.archive.contents import load_issue, replaced_issue
    from digest.archive.differences import compare_issues
    from digest.cli.workspace import open_workspace

    issues = open_workspace(ctx).issues
    before = load_issue(issues, first) if second else replaced_issue(issues, first)
    differences = compare_issues(before, load_issue(issues, second or first))
    if not differences:
        say(ctx, "Nothing that readers see differs.")
    for one in differences:
        if as_json:
            print_json(one)
        else:
            tell(one.sentence)
