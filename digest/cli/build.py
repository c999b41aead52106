"""`digest build`, `digest check` and `digest collect`."""

import time
from typing import Annotated

import typer

from digest.cli.options import (
    DateArgument,
    DateOption,
    JsonOption,
    OfflineOption,
    conclude,
    print_json,
)
from digest.cli.printing import echo
from digest.text import counted


def build_command(
    ctx: typer.Context,
    *,
    date: DateOption = None,
    offline: OfflineOption = False,
    publish: Annotated[
        bool, typer.Option("--publish", help="Publish it when the check finds no error.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Build this week's issue: collect, select, draft, compose, render, check, archive."""
    from digest.archive.contents import issue_status
    from digest.cli.reports import print_built, report_build
    from digest.cli.workspace import choose_day, record_workspace
    from digest.pipeline.build import build_issue

    with record_workspace(ctx, "build") as workspace:
        built = build_issue(workspace, choose_day(workspace, date), offline=offline)
        if not as_json:
            print_built(ctx, built, workspace.newsletter.check, publishing=publish)
        try:
            if publish:
                from digest.pipeline.publication import publish_issue

                if publish_issue(workspace, built.issue.date).changed:
                    conclude(ctx, f"Published issue {built.issue.number}.")
        finally:
            # The issue is there, also when it is not fit to be published.
            if as_json:
                print_json(
                    report_build(built, state=issue_status(workspace.issues, built.issue.date))
                )
            else:
                echo(built.path / "issue.html")


def check_command(
    ctx: typer.Context,
    date: DateArgument = None,
    *,
    links: Annotated[
        bool, typer.Option("--links", help="Ask every link once whether it is alive.")
    ] = False,
    spam: Annotated[
        bool, typer.Option("--spam", help="Ask the SpamAssassin of this machine for its score.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Look at the final bytes of an issue; exit 1 when something would break in an inbox."""
    from digest.checks.spam import spam_findings
    from digest.cli.reports import CheckReport, print_findings, print_spam_score
    from digest.cli.workspace import open_workspace, read_clock
    from digest.errors import CheckFailed
    from digest.model.findings import Severity
    from digest.pipeline.issue_check import check_issue, check_spam, reason_to_rebuild

    workspace = open_workspace(ctx)
    day = date or workspace.due()
    findings = check_issue(workspace, day, links=links)
    score = check_spam(workspace, day, now=read_clock()) if spam else None
    if score:
        findings = (*findings, *spam_findings(score))
    if reason := reason_to_rebuild(workspace, day):
        workspace.voice.warn(f"These are the files of the last build: {reason}; build it again.")
    if as_json:
        print_json(CheckReport(date=day, findings=findings, spam=score))
    else:
        print_findings(findings)
        if score:
            print_spam_score(score)
    errors = sum(1 for finding in findings if finding.severity is Severity.ERROR)
    if errors:
        raise CheckFailed(f"{counted(errors, 'error')} to mend before it goes out.")


def collect_command(
    ctx: typer.Context,
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Ask every source, also those not due yet.")
    ] = False,
    offline: OfflineOption = False,
    as_json: JsonOption = False,
) -> None:
    """Read every source into the store; run it from cron so that less rolls over unseen."""
    from digest.cli.reports import print_collection
    from digest.cli.workspace import record_workspace
    from digest.pipeline.collection import collect_articles

    started = time.monotonic()
    with record_workspace(ctx, "collect") as workspace:
        collection = collect_articles(workspace, offline=offline, force=force)
        if as_json:
            print_json(collection)
        else:
            print_collection(ctx, collection, seconds=time.monotonic() - started)
        collection.require_an_answer()
