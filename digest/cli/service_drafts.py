"""`digest send --draft`: the published issue as one draft at each service; `digest export`."""

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import DateArgument, print_json, say
from digest.cli.printing import echo, tell

if TYPE_CHECKING:
    from datetime import date

    from digest.model.service_drafts import PutAnswer


def send_drafts(
    ctx: typer.Context,
    day: "date | None",
    names: Sequence[str],
    *,
    force: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Put the issue to each service; one that fails costs only itself, and the first is raised."""
    from digest.cli.workspace import open_workspace, record_workspace
    from digest.errors import DigestError
    from digest.pipeline.service_drafts import put_draft, raise_unless_put
    from digest.pipeline.services import chosen_services, opener_of

    failures: list[DigestError] = []
    with (
        nullcontext(open_workspace(ctx)) if dry_run else record_workspace(ctx, "send")
    ) as workspace:
        wanted = day or workspace.due()
        for name in chosen_services(workspace, names):
            try:
                answer = put_draft(workspace, wanted, opener_of(name), force=force, dry_run=dry_run)
                _print_answer(ctx, answer, as_json=as_json)
                raise_unless_put(answer)
            except DigestError as error:
                failures.append(error)
                continue
            workspace.voice.step("draft", f"issue of {wanted} at {name}: {answer.words}")
        # What is wrong with the issue itself is the same for each of them.
        for said in tuple(dict.fromkeys(map(str, failures)))[1:]:
            workspace.voice.warn(said)
        if failures:
            raise failures[0]


def _print_answer(ctx: typer.Context, answer: "PutAnswer", *, as_json: bool) -> None:
    if as_json:
        print_json(answer)
        return
    for request in answer.requests:
        say(ctx, request)
    echo(f"{answer.service}\t{answer.outcome.value}\t{answer.words}")


def export_command(
    ctx: typer.Context,
    date: DateArgument = None,
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[FOLDER]", help="Where; else exports/DATE-SERVICE."),
    ] = None,
    *,
    service: Annotated[
        str, typer.Option("--for", metavar="SERVICE", help="The service that you put it to.")
    ],
) -> None:
    """Write an issue as files, to be put to a service by hand: body, text, subject, steps."""
    from digest.cli.workspace import open_workspace
    from digest.pipeline.service_files import export_issue

    workspace = open_workspace(ctx)
    exported = export_issue(workspace, date or workspace.due(), service, folder)
    for remark in exported.remarks:
        tell(remark, err=True)
    echo(exported.folder)
