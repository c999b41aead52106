"""`digest send`: an issue as a test to a few addresses, live to the list, or as a draft."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import DateArgument, JsonOption, print_json, say
from digest.cli.printing import echo
from digest.cli.service_drafts import send_drafts
from digest.errors import UsageError

if TYPE_CHECKING:
    import datetime

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
    if (service or force) and not draft:
        raise UsageError("--service and --force go with --draft")
    if draft:
        if to or live or resend or count_as_sent:
            raise UsageError("--draft goes to the services of [services]; leave the other ways out")
        send_drafts(ctx, date, service or (), force=force, dry_run=dry_run, as_json=as_json)
    else:
        way = _Way(
            to=to or (), live=live, resend=resend, count_as_sent=count_as_sent, dry_run=dry_run
        )
        _send_mail(ctx, date, way, as_json=as_json)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """How a mail is sent: as a test `to` addresses, or `live`, and what is special about it."""

    to: Sequence[str]
    live: bool
    resend: bool
    count_as_sent: bool
    dry_run: bool


def _send_mail(
    ctx: typer.Context, wanted: "datetime.date | None", way: _Way, *, as_json: bool
) -> None:
    """Send it, say what came of it, and raise what the first that it did not reach calls for."""
    from digest.cli.workspace import open_workspace, read_clock, record_workspace
    from digest.pipeline.sending import raise_unless_sent, send_live, send_test

    _require_one_way(way)
    # Neither a test nor a dry run writes anything: both may be made while another run works.
    recorded = way.live and not way.dry_run
    with record_workspace(ctx, "send") if recorded else nullcontext(open_workspace(ctx)) as opened:
        day = wanted or opened.due()
        # A mail says when it was really sent, whatever [schedule] as_of pretends.
        workspace = replace(opened, now=read_clock())
        if way.live:
            sending = send_live(
                workspace,
                day,
                resend=way.resend,
                count_as_sent=way.count_as_sent,
                dry_run=way.dry_run,
            )
        else:
            sending = send_test(workspace, day, way.to, dry_run=way.dry_run)
        if as_json:
            print_json(sending)
        else:
            _print_sending(ctx, sending)
        for delivery in sending.deliveries:
            raise_unless_sent(delivery)
            workspace.voice.step("send", f"issue of {day} to {delivery.to}: {delivery.words}")


def _require_one_way(way: _Way) -> None:
    if way.live and way.to:
        raise UsageError("--live goes to [sending] to; leave --to out, or --live for a test")
    if not way.live and not way.to:
        raise UsageError(
            "say where to: `--to you@example.org` sends a test, `--live` the issue to its list, "
            "`--draft` puts it to a service"
        )
    if way.resend and way.count_as_sent:
        raise UsageError("--resend sends it, --count-as-sent does not; choose one")
    if (way.resend or way.count_as_sent) and not way.live:
        raise UsageError("--resend and --count-as-sent go with --live; a test is sent every time")


def _print_sending(ctx: typer.Context, sending: "Sending") -> None:
    say(ctx, f"No. {sending.number} of {sending.date}: {sending.subject}")
    say(ctx, f"from {sending.sender} by {sending.server}, {sending.size:,} bytes")
    for note in sending.notes:
        say(ctx, note)
    for one in sending.deliveries:
        echo(f"{one.to}\t{one.outcome.value}\t{one.words}")
