"""The schemas of what is printed: published as files, open, and each field with its meaning."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pytest
import typer
from cli.printed_json import closed
from cli.terminal import digest
from jsonschema import Draft202012Validator
from typer.core import TyperCommand, TyperGroup

from digest.cli.application import application
from digest.cli.outputs import OUTPUTS
from digest.cli.schemas import SETTINGS, schema_text, schema_titles
from digest.json_records import to_json
from digest.json_schemas import json_schema

PUBLISHED = Path(__file__).parents[2] / "docs" / "schemas"
ANEW = (
    "what is printed has changed: write docs/schemas anew with `digest schema --all docs/schemas`, "
    "and say in CHANGELOG.md what is new; a field that goes, or gets another type, breaks programs"
)
NAMES = list(schema_titles())
PRINTED = [name for name in NAMES if name != SETTINGS]


def commands_with_json(group: TyperGroup, path: str = "") -> Iterator[str]:
    """Every command below `group` that has the option."""
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from commands_with_json(command, f"{path}{name} ")
        elif isinstance(command, TyperCommand) and any(
            "--json" in option.opts for option in command.params
        ):
            yield f"{path}{name}"


def test_every_command_with_json_says_what_it_prints() -> None:
    """And no other does."""
    whole = typer.main.get_command(application)
    assert isinstance(whole, TyperGroup)
    assert sorted(commands_with_json(whole)) == sorted(OUTPUTS)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_published_is_what_the_program_prints(name: str) -> None:
    """Nobody changes it unawares."""
    path = PUBLISHED / f"{name.replace(' ', '-')}.schema.json"
    assert path.exists(), ANEW
    assert path.read_text(encoding="utf-8") == schema_text(name), ANEW


def test_all_schemas_are_written_and_no_others_are_published(tmp_path: Path) -> None:
    """By one command, into a folder that need not be there."""
    done = digest("-C", tmp_path, "schema", "--all", "new")
    assert (done.code, done.err) == (0, f"Wrote {len(NAMES)} schemas to new.\n")
    written = {one.name for one in (tmp_path / "new").iterdir()}
    assert {one.name for one in PUBLISHED.iterdir()} == written, ANEW
    page = (PUBLISHED.parent / "json.md").read_text(encoding="utf-8")
    assert [one for one in written if f"(schemas/{one})" not in page] == []


@pytest.mark.parametrize("name", PRINTED)
def test_a_schema_says_what_each_field_means_and_lets_more_come(name: str) -> None:
    """A program that was written by it today will read what is printed tomorrow."""
    schema = json.loads(schema_text(name))
    Draft202012Validator.check_schema(schema)
    fields = [
        field
        for one in (schema, *schema.get("$defs", {}).values())
        for field in one.get("properties", {}).items()
    ]
    assert [name for name, told in fields if "description" not in told] == []
    assert "additionalProperties" not in schema_text(name)
    assert name in schema["title"]


def test_schemas_are_listed_and_printed() -> None:
    """By the words of the command, apart or together."""
    listed = digest("schema").out.splitlines()
    assert [line.split("\t")[0] for line in listed] == NAMES
    assert digest("schema", "issues", "list").out == digest("schema", "issues list").out
    assert json.loads(digest("schema", "issues list").out)["properties"]["date"] == {
        "description": "Its date.",
        "format": "date",
        "type": "string",
    }


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["publish"], "'publish' prints no JSON; `digest schema` names what does"),
        (["build", "--all", "x"], "--all writes every schema; leave the command out"),
    ],
)
def test_what_has_no_schema_is_refused(tmp_path: Path, arguments: list[str], why: str) -> None:
    """And nothing is written."""
    refused = digest("-C", tmp_path, "schema", *arguments)
    assert (refused.code, refused.err) == (2, f"digest: {why}\n")
    assert [*tmp_path.iterdir()] == []


class Colour(StrEnum):
    """What it
    looks like."""

    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something.

    To be seen.
    """

    name: str = ""
    """What it is
    called."""
    colour: Colour | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeavyThing(Thing):
    """Something heavy."""

    grams: int = 1
    """Its weight."""


def test_a_schema_is_made_of_a_class_and_its_docstrings() -> None:
    """Those of the classes that it grew from, too; a field with a default is always there."""
    assert json_schema(HeavyThing, title="A thing") == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": {
            "Colour": {
                "description": "What it looks like.",
                "enum": ["red"],
                "title": "Colour",
                "type": "string",
            }
        },
        "description": "Something heavy.",
        "properties": {
            "name": {"description": "What it is called.", "type": "string"},
            "colour": {"anyOf": [{"$ref": "#/$defs/Colour"}, {"type": "null"}]},
            "grams": {"description": "Its weight.", "type": "integer"},
        },
        "required": ["name", "colour", "grams"],
        "title": "A thing",
        "type": "object",
    }


def test_one_of_several_is_any_of_them() -> None:
    """Strictly read, a field of none of them is a fault; as published, it is not."""
    schema = json_schema(Thing, HeavyThing, title="Things")
    strict = Draft202012Validator(closed(schema))
    heavy = json.loads(to_json(HeavyThing(name="anvil", colour=Colour.RED)))
    assert strict.is_valid(heavy)
    assert not strict.is_valid({"name": "anvil"})
    assert not strict.is_valid({**heavy, "price": 3})
    assert Draft202012Validator(schema).is_valid({**heavy, "price": 3})
