"""A dataclass in, the schema of what `to_json` makes of its values out: JSON Schema 2020-12.

The description of an object is the docstring of its class, that of a field the docstring below it.
"""

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

_OUT: Literal["serialization"] = "serialization"


def json_schema(*kinds: type[object], title: str) -> dict[str, object]:
    """The schema of an object that is one of `kinds`; it may hold more than the schema says.

    Every field of the schema is there, whatever its default: `to_json` leaves none out.
    """
    if len(kinds) == 1:
        adapter = TypeAdapter(kinds[0])
        schema = adapter.json_schema(mode=_OUT, schema_generator=_Published)
    else:
        adapters = [(kind.__name__, _OUT, TypeAdapter(kind)) for kind in kinds]
        parts, definitions = TypeAdapter.json_schemas(adapters, schema_generator=_Published)
        schema = {"anyOf": [parts[kind.__name__, _OUT] for kind in kinds], **definitions}
    head = {"$schema": _Published.schema_dialect, "title": title}
    return {**head, **_unwrapped(schema), **head}


class _Published(GenerateJsonSchema):
    """A schema for readers of JSON: without defaults, second names and limits on what may come."""

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        """With what it is, which old pydantic leaves out, and what each field means."""
        json = super().dataclass_schema(schema) | {"description": schema["cls"].__doc__}
        for name, meaning in _meanings(schema["cls"]):
            json["properties"][name]["description"] = meaning
        return json

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """A table of newsletter.toml; its fields say themselves what they mean."""
        json = super().model_schema(schema)
        json.pop("additionalProperties", None)
        return json

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """What is always there needs no default."""
        return self.generate_inner(schema["schema"])

    def field_is_required(self, *_: object, **__: object) -> bool:
        """Every field is."""
        return True

    def field_title_should_be_set(self, *_: object) -> bool:
        """It has a name already."""
        return False


def _unwrapped(schema: JsonSchemaValue) -> JsonSchemaValue:
    """`schema` with each paragraph of its descriptions in one line."""
    text = schema.get("description")
    said = {"description": _in_lines(text)} if isinstance(text, str) else {}
    inner = {key: _unwrapped(one) for key, one in schema.items() if isinstance(one, dict)}
    return {**schema, **inner, **said}


def _in_lines(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in inspect.cleandoc(text).split("\n\n"))


def _meanings(kind: type[object]) -> Iterator[tuple[str, str]]:
    """Each field of a class that has a docstring below it, with that."""
    for one in reversed(kind.__mro__):
        definition = _definitions(one.__module__).get(one.__name__)
        for field, below in pairwise(definition.body if definition else ()):
            match field, below:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str(meaning))),
                ):
                    yield name, meaning


@lru_cache
def _definitions(module: str) -> dict[str, ast.ClassDef]:
    """The classes of a module's source, by name."""
    tree = ast.parse(inspect.getsource(sys.modules[module])) if module != "builtins" else None
    body = tree.body if tree else ()
    return {one.name: one for one in body if isinstance(one, ast.ClassDef)}
