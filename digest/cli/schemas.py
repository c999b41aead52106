"""`digest schema`: what commands print with --json, the log and newsletter.toml as JSON Schema."""

import json
from pathlib import Path
from typing import Annotated

import typer

from digest.cli.options import globals_of, say
from digest.cli.printing import echo, person_looks_on, show
from digest.errors import UsageError
from digest.text import counted

SETTINGS = "newsletter"
LOG_LINES = "log"


def schema_command(
    ctx: typer.Context,
    command: Annotated[
        list[str] | None,
        typer.Argument(metavar="[COMMAND]...", help="Such as: issues list. Else names them all."),
    ] = None,
    *,
    folder: Annotated[
        Path | None, typer.Option("--all", metavar="FOLDER", help="Write every schema there.")
    ] = None,
) -> None:
    """Print the JSON schema of what a command prints with --json, or of newsletter.toml."""
    name = " ".join(command or ())
    if folder and name:
        raise UsageError("--all writes every schema; leave the command out")
    if folder:
        count = write_schemas(globals_of(ctx).folder / folder)
        say(ctx, f"Wrote {counted(count, 'schema')} to {folder}.")
    elif name:
        typer.echo(schema_text(name), nl=False)
    else:
        _list_schemas()


def schema_titles() -> dict[str, str]:
    """Everything that has a schema by its name, with what the schema is of."""
    from digest.cli.outputs import OUTPUTS

    return {
        **{
            name: f"{'A line' if output.lines else 'The object'} of `digest {name} --json`"
            for name, output in OUTPUTS.items()
        },
        LOG_LINES: "A line on stderr of any command with `--log-format json`",
        SETTINGS: "newsletter.toml, for editing tools",
    }


def schema_text(name: str) -> str:
    """The schema of that name as a file holds it; raises UsageError where there is none."""
    from digest.cli.outputs import LOG, OUTPUTS
    from digest.config.schema import settings_schema
    from digest.json_schemas import json_schema

    if name == SETTINGS:
        return settings_schema()
    output = LOG if name == LOG_LINES else OUTPUTS.get(name)
    if output is None:
        raise UsageError(f"{name!r} prints no JSON; `digest schema` names what does")
    schema = json_schema(*output.kinds, title=schema_titles()[name])
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write_schemas(folder: Path) -> int:
    """Write every schema into a file of `folder`; returns how many there are."""
    from digest.whole_files import put_file

    names = schema_titles()
    for name in names:
        path = folder / f"{name.replace(' ', '-')}.schema.json"
        put_file(path, schema_text(name).encode(), synced=False)
    return len(names)


def _list_schemas() -> None:
    from digest.cli.layout import definitions
    from digest.cli.terminal import Role, words

    titles = schema_titles()
    if screen := person_looks_on():
        longest = max(map(len, titles))
        pairs = [
            (words(f"{name:{longest}}", Role.HINT), (words(title),))
            for name, title in titles.items()
        ]
        show(definitions(pairs, screen.width, indent=0))
        return
    for name, title in titles.items():
        echo(f"{name}\t{title}")
