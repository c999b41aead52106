"""`digest send`: an issue as a test to a few addresses, live to the list, or as a draft."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import DateArgument, JsonOption, print_json, say
from digest.cli.printing import echo
from digest.cli.service_drafts import send_drafts
from digest.errors import UsageError

if TYPE_CHECKING:
    from digest.model.deliveries import Sending


def send_command(
    ctx: typer.Context,
    date: DateArgument = None,
    *,
    to: Annotated[
        list[str] | None,
        typer.Option("--to", metavar="ADDRESS", help="Send it as a test to this address, too."),
    ] = None,
    live: Annotated[
        bool, typer.Option("--live", help="Send the published issue to [sending] to, once.")
    ] = False,
    resend: Annotated[
        bool, typer.Option("--resend", help="With --live: although it was sent, or may have been.")
    ] = False,
    count_as_sent: Annotated[
        bool, typer.Option("--count-as-sent", help="With --live: send nothing, note it as sent.")
    ] = False,
    draft: Annotated[
        bool, typer.Option("--draft", help="Put the published issue as a draft to [services].")
    ] = False,
    service: Annotated[
        list[str] | None,
        typer.Option("--service", metavar="NAME", help="With --draft: to this one only."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="With --draft: over what was edited there.")
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Say what would be done; with --draft, look there first."),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Send an issue: a test to people, live to a list's address, or as a draft to a service."""
    from digest.cli.workspace import open_workspace, read_clock, record_workspace
    from digest.pipeline.sending import raise_unless_sent, send_live, send_test

    if (service or force) and not draft:
        raise UsageError("--service and --force go with --draft")
    if draft:
        _require_draft_alone(to or (), others=live or resend or count_as_sent)
        send_drafts(ctx, date, service or (), force=force, dry_run=dry_run, as_json=as_json)
        return
    _require_one_way(to or (), live=live, resend=resend, count_as_sent=count_as_sent)
    # Neither a test nor a dry run writes anything: both may be made while another run works.
    recorded = live and not dry_run
    with record_workspace(ctx, "send") if recorded else nullcontext(open_workspace(ctx)) as opened:
        day = date or opened.due()
        # A mail says when it was really sent, whatever [schedule] as_of pretends.
        workspace = replace(opened, now=read_clock())
        if live:
            sending = send_live(
                workspace, day, resend=resend, count_as_sent=count_as_sent, dry_run=dry_run
            )
        else:
            sending = send_test(workspace, day, to or (), dry_run=dry_run)
        if as_json:
            print_json(sending)
        else:
            _print_sending(ctx, sending)
        for delivery in sending.deliveries:
            raise_unless_sent(delivery)
            workspace.voice.step("send", f"issue of {day} to {delivery.to}: {delivery.words}")


def _require_draft_alone(to: Sequence[str], *, others: bool) -> None:
    if to or others:
        raise UsageError("--draft goes to the services of [services]; leave the other ways out")


def _require_one_way(to: Sequence[str], *, live: bool, resend: bool, count_as_sent: bool) -> None:
    if live and to:
        raise UsageError("--live goes to [sending] to; leave --to out, or --live for a test")
    if not live and not to:
        raise UsageError(
            "say where to: `--to you@example.org` sends a test, `--live` the issue to its list, "
            "`--draft` puts it to a service"
        )
    if resend and count_as_sent:
        raise UsageError("--resend sends it, --count-as-sent does not; choose one")
    if (resend or count_as_sent) and not live:
        raise UsageError("--resend and --count-as-sent go with --live; a test is sent every time")


def _print_sending(ctx: typer.Context, sending: "Sending") -> None:
    say(ctx, f"No. {sending.number} of {sending.day}: {sending.subject}")
    say(ctx, f"from {sending.sender} by {sending.server}, {sending.size:,} bytes")
    for note in sending.notes:
        say(ctx, note)
    for one in sending.deliveries:
        echo(f"{one.to}\t{one.outcome.value}\t{one.words}")
