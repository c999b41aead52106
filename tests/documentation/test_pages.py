"""The documentation names every command, option, setting, preset and exit code."""

import re
from pathlib import Path

import pytest

from digest import errors
from digest.cli.commands import COMMANDS, GROUPS, command_function
from digest.config.schema import settings_schema
from digest.pipeline.first_settings import preset_names
from docs.generate.keys import Key, tables_of
from docs.generate.options import global_parameters, parameters_of

ROOT = Path(__file__).parents[2]
PATHS = dict(COMMANDS) | {
    f"{group} {name}": place for group, _, commands in GROUPS for name, place in commands
}
KEYS = [key for table in tables_of(settings_schema()) for key in table.keys]


def text_of(name: str) -> str:
    """A page of the documentation."""
    return (ROOT / name).read_text(encoding="utf-8")


def parts_of(page: str, heading: str) -> dict[str, str]:
    """What stands below each heading of that form, up to the next one of any form."""
    found = re.finditer(rf"^##+ `{heading}`\n(.*?)(?=^##|\Z)", page, re.DOTALL | re.MULTILINE)
    return {match[1]: match[2] for match in found}


COMMAND_PARTS = parts_of(text_of("docs/commands.md"), r"digest ([a-z ]+)")
TABLE_PARTS = parts_of(text_of("docs/configuration.md"), r"\[+([\w.]+)\]+")


def test_every_command_is_documented() -> None:
    """docs/commands.md has a heading for each, and for no other but that of all edits."""
    assert sorted(COMMAND_PARTS) == sorted([*PATHS, "edit"])


@pytest.mark.parametrize("path", PATHS)
def test_every_option_is_documented(path: str) -> None:
    """And every argument: below the command's heading, or below that of all edits."""
    function = command_function(PATHS[path])
    part = COMMAND_PARTS[path] + (COMMAND_PARTS["edit"] if path.startswith("edit ") else "")
    assert [one.written for one in parameters_of(function) if not one.is_named(part)] == []


def test_the_options_of_every_command_are_documented() -> None:
    """At the top of docs/commands.md."""
    top = text_of("docs/commands.md").partition("\n## ")[0] + "--show-completion"
    assert [one.written for one in global_parameters() if not one.is_named(top)] == []


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_every_setting_is_documented(key: Key) -> None:
    """In the part of its table, with its default."""
    row = re.search(rf"^\| `{key.name}` \|.*$", TABLE_PARTS[key.table], re.MULTILINE)
    assert row is not None
    assert key.default in row[0]


def test_every_exit_code_is_documented() -> None:
    """docs/commands.md has the table."""
    page = text_of("docs/commands.md")
    codes = {
        error.exit_code
        for error in vars(errors).values()
        if isinstance(error, type) and issubclass(error, errors.DigestError)
    }
    assert [code for code in sorted(codes) if f"| {code} |" not in page] == []


def test_every_preset_is_documented() -> None:
    """docs/commands.md lists them."""
    page = text_of("docs/commands.md")
    assert [name for name in preset_names() if f"`{name}`" not in page] == []
