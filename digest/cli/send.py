"""`digest send`: an issue as a test to a few addresses, or live to the list."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import DateArgument, JsonOption, print_json, say
from digest.cli.printing import echo
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
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be sent, and ask no server.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Send an issue by SMTP: a test of a draft to people, or live to the one address of a list."""
    from digest.cli.workspace import open_workspace, read_clock, record_workspace
    from digest.pipeline.sending import raise_unless_sent, send_live, send_test

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


def _require_one_way(to: Sequence[str], *, live: bool, resend: bool, count_as_sent: bool) -> None:
    if live and to:
        raise UsageError("--live goes to [sending] to; leave --to out, or --live for a test")
    if not live and not to:
        raise UsageError(
            "say where to: `--to you@example.org` sends a test, `--live` the issue to its list"
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
