"""`digest sources pause|resume|rename|weight|remove`: one source's lines of newsletter.toml."""

from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import JsonOption, print_json, say
from digest.text import without_credentials

if TYPE_CHECKING:
    from digest.pipeline.settings_edits import Choice

SourceArgument = Annotated[str, typer.Argument(metavar="SOURCE", help="Its name, address or path.")]


def sources_pause_command(
    ctx: typer.Context, source: SourceArgument, *, as_json: JsonOption = False
) -> None:
    """Do not read a source for now; what it had this week stays."""
    from digest.pipeline.source_edits import pause_source

    did = f"{source} is paused: it is not read, and what it had this week stays"
    _edit(ctx, source, did, pause_source(source), as_json=as_json)


def sources_resume_command(
    ctx: typer.Context, source: SourceArgument, *, as_json: JsonOption = False
) -> None:
    """Read a paused source again."""
    from digest.pipeline.source_edits import pause_source

    _edit(
        ctx, source, f"{source} is read again", pause_source(source, paused=False), as_json=as_json
    )


def sources_rename_command(
    ctx: typer.Context,
    source: SourceArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="How it is called from now on.")],
    *,
    as_json: JsonOption = False,
) -> None:
    """Call a source by another name; it keeps its articles."""
    from digest.pipeline.source_edits import rename_source

    did = f"{source} is called {name} now; its articles stay"
    _edit(ctx, source, did, rename_source(source, name), as_json=as_json)


def sources_weight_command(
    ctx: typer.Context,
    source: SourceArgument,
    weight: Annotated[float, typer.Argument(metavar="WEIGHT", help="From 0 to 10; 1 is usual.")],
    *,
    as_json: JsonOption = False,
) -> None:
    """Let a source's coverage count more, or less."""
    from digest.pipeline.source_edits import weigh_source

    did = f"{source} counts {weight:g} now"
    _edit(ctx, source, did, weigh_source(source, weight), as_json=as_json)


def sources_remove_command(
    ctx: typer.Context, source: SourceArgument, *, as_json: JsonOption = False
) -> None:
    """Take a source out of newsletter.toml; issues that told its stories stay."""
    from digest.pipeline.source_edits import remove_source

    did = f"{source} is removed from the settings"
    _edit(ctx, source, did, remove_source(source), as_json=as_json)


def _edit(ctx: typer.Context, source: str, did: str, choice: "Choice", *, as_json: bool) -> None:
    """Make the change, and say the lines that it changed."""
    from digest.cli.workspace import hold_workspace
    from digest.pipeline.settings_edits import write_settings
    from digest.pipeline.source_edits import EditedSource

    with hold_workspace(ctx) as workspace:
        written = write_settings(workspace.folder, choice)
    changed = written.before != written.after
    if as_json:
        shown = without_credentials(source)
        print_json(EditedSource(source=shown, did=did, changed=changed, lines=written.lines))
        return
    say(ctx, f"{without_credentials(did)}.")
    for line in written.lines:
        say(
            ctx, f"  {'' if line.mark == 'in' else f'{line.mark} '}{without_credentials(line.text)}"
        )
    say(ctx, f"{written.sentence.removesuffix('.')}.")
