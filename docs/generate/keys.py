"""The page of every key of newsletter.toml, read from its JSON schema."""

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import BaseModel, Field

from docs.generate.tables import table

HEAD = """\
# Every key

Each table of `newsletter.toml` with its keys, as the program checks them. What they are for
stands in [Settings](../configuration.md). Editing tools take the same from
[its JSON schema](../schemas/newsletter.schema.json).
"""
TYPES = {
    "date": "date",
    "time": "time",
    "date-time": "moment",
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "`true` or `false`",
    "object": "table",
}
"""A type or format of JSON schema, in an editor's words."""


class Schema(BaseModel):
    """As much of a JSON schema as newsletter.toml's has."""

    type: str = ""
    format: str = ""
    enum: list[str] = []
    description: str = ""
    default: object = None
    ref: str = Field("", alias="$ref")
    any_of: list["Schema"] = Field([], alias="anyOf")
    examples: list[str] = []
    items: "Schema | None" = None
    properties: dict[str, "Schema"] = {}
    required: list[str] = []
    minimum: float | None = None
    maximum: float | None = None
    above: float | None = Field(None, alias="exclusiveMinimum")
    definitions: dict[str, "Schema"] = Field({}, alias="$defs")


class Key(NamedTuple):
    """A key of newsletter.toml: its table, and what may stand there."""

    table: str
    name: str
    value: str
    default: str
    limits: str
    about: str

    def __str__(self) -> str:
        return f"{self.table}.{self.name}"


class Table(NamedTuple):
    """A table of newsletter.toml, as it is headed there."""

    heading: str
    about: str
    keys: list[Key]


def keys_page(schema: str) -> str:
    """Every table, in the order of the settings."""
    return HEAD + "".join(
        f"\n## `{one.heading}`\n\n{_key_table(one.keys) if one.keys else one.about}\n"
        for one in tables_of(schema)
    )


def tables_of(schema: str) -> list[Table]:
    """The tables that a newsletter.toml may have, those within others behind them."""
    whole = Schema.model_validate_json(schema)
    return list(_tables(whole, whole.definitions, ()))


def _key_table(keys: list[Key]) -> str:
    rows = [(f"`{one.name}`", one.value, one.default, one.limits, one.about) for one in keys]
    return table(("key", "value", "default", "limits", "meaning"), rows).rstrip()


def _tables(part: Schema, known: dict[str, Schema], above: tuple[str, ...]) -> Iterator[Table]:
    for name, key in part.properties.items():
        path = ".".join((*above, name))
        inner = _table_of(key, known)
        if inner is None:
            if not above:
                yield Table(f"[{path}]", key.description, [])
            continue
        keys = [
            _key(path, one, value, known, needed=one in inner.required)
            for one, value in inner.properties.items()
            if _table_of(value, known) is None
        ]
        yield Table(f"[[{path}]]" if key.items else f"[{path}]", key.description, keys)
        yield from _tables(inner, known, (*above, name))


def _table_of(key: Schema, known: dict[str, Schema]) -> Schema | None:
    """The table that a key holds, or a list of them; None for any other value."""
    for one in (key, *key.any_of, *([key.items] if key.items else [])):
        found = known.get(one.ref.rpartition("/")[2])
        if found and found.properties:
            return found
    return None


def _key(table_name: str, name: str, key: Schema, known: dict[str, Schema], *, needed: bool) -> Key:
    value = key
    while value.any_of:
        value = value.any_of[0]
    value = known.get(value.ref.rpartition("/")[2], value)
    default = "*needed*" if needed else _default(key.default)
    return Key(table_name, name, _type(value, known), default, _limits(value), key.description)


def _type(value: Schema, known: dict[str, Schema]) -> str:
    if value.enum:
        return " or ".join(f"`{one}`" if one else "empty" for one in value.enum)
    if value.items:
        return f"list: {_type(value.items, known)}"
    kind = TYPES.get(value.format) or TYPES[value.type]
    return f"{kind} such as `{value.examples[0]}`" if value.examples else kind


def _default(default: object) -> str:
    match default:
        case None | "" | [] | {}:
            return ""
        case bool():
            return f"`{str(default).lower()}`"
        case _:
            return f"`{default}`"


def _limits(value: Schema) -> str:
    least = f"{value.minimum:g}" if value.minimum is not None else ""
    most = f"{value.maximum:.10g}" if value.maximum is not None else ""
    above = f"more than {value.above:g}" if value.above is not None else ""
    if least and most:
        return f"{least} to {most}"
    return ", ".join(
        filter(None, (above, f"at least {least}" * bool(least), f"at most {most}" * bool(most)))
    )
