"""What a command printed, held strictly to its schema: a field that is not in there is a fault."""

import json
from datetime import datetime

from jsonschema import Draft202012Validator, FormatChecker

from digest.cli.schemas import schema_text


def objects_of(name: str, printed: str) -> list[dict[str, object]]:
    """The objects that were printed, a line each, every one as the schema of `name` has it."""
    schema = closed(json.loads(schema_text(name)))
    validator = Draft202012Validator(schema, format_checker=_FORMATS)
    found = [json.loads(line) for line in printed.splitlines()]
    for one in found:
        problems = [f"{bad.json_path}: {bad.message}" for bad in validator.iter_errors(one)]
        assert problems == [], f"{name}: {one}"
    return found


def closed(schema: object) -> object:
    """`schema`, in which no object has other fields than those it says."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    return {**inner, "additionalProperties": False} if "properties" in schema else inner


def is_moment(value: object) -> bool:
    """Whether it is a time of a known zone, if it is a text."""
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


_FORMATS = FormatChecker(["date"])
_FORMATS.checks("date-time", raises=ValueError)(is_moment)
