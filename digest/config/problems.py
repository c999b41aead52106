"""pydantic's errors in; one line each out: file, line, dotted path, what was found, what fits."""

import re
import reprlib
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from types import UnionType
from typing import Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from digest.text import shortened, without_credentials

Place = Sequence[int | str]

UNTOLD = "untold"
"""The type of an error whose value is not told, as it may be a secret."""

_PLAIN_WORDS = {
    "tuple_type": "write a list, as in [ … ]",
    "too_short": "name at least one that fits here",
}
"""What is said in place of pydantic's own words, which are a programmer's."""


def problem_lines(
    errors: Sequence[ErrorDetails], kind: type[BaseModel], *, text: str, name: str
) -> list[str]:
    """Each error in a file of `kind` as a line for the editor, in the order of the file."""
    found = [(find_line(error["loc"], text), _sentence(error, kind)) for error in errors]
    return [f"  {name}:{line}: {sentence}" for line, sentence in sorted(found)]


def dotted_path(place: Place) -> str:
    """("sources", 0, "url") as sources[0].url; a key of endless length is cut."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{shortened(part, 60)}" for part in place)
    return "".join(parts).lstrip(".")


def find_line(place: Place, text: str) -> int:
    """The line, from 1, at which `place` or its nearest table stands in the TOML `text`."""
    best, depth = 1, 0
    for number, here in _places(text):
        shared = _shared(here, place)
        if shared > depth and shared == len(here):
            best, depth = number, shared
    return best


def _shared(one: Place, other: Place) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _places(text: str) -> Iterator[tuple[int, list[int | str]]]:
    table: list[int | str] = []
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*(\[\[?)\s*([\w.\"'-]+)\s*\]\]?", line):
            table = [part.strip("\"'") for part in header[2].split(".")]
            if header[1] == "[[":
                counts[header[2]] = counts.get(header[2], -1) + 1
                table.append(counts[header[2]])
            yield number, table
        elif key := re.match(r"\s*[\"']?([\w-]+)[\"']?\s*=", line):
            yield number, [*table, key[1]]


def _sentence(error: ErrorDetails, kind: type[BaseModel]) -> str:
    place = error["loc"]
    if error["type"] == UNTOLD:
        return f"{dotted_path(place)} {error['msg']}"
    match error["type"]:
        case "extra_forbidden" | "unexpected_keyword_argument":
            return _unknown_key(place, kind)
        case "missing":
            return f"{dotted_path(place)} is missing"
        case "value_error":
            said = str(error["msg"]).removeprefix("Value error, ")
            where = dotted_path(place)
            found = "" if isinstance(error["input"], Mapping) else f" = {_short(error['input'])}"
            return f"{where}{found} {said}" if where else said
        case kind_of_error:
            plain = _PLAIN_WORDS.get(kind_of_error, error["msg"])
            said = plain[0].lower() + plain[1:]
            return f"{dotted_path(place)} = {_short(error['input'])}: {said}"


def _short(value: object) -> str:
    """A value as the file has it, without what must stay a secret or would fill the screen."""
    # A table within a table within a table… is too deep for the ordinary repr.
    written = repr(value) if isinstance(value, str) else reprlib.repr(value)
    return shortened(without_credentials(written), 60)


def _unknown_key(place: Place, kind: type[BaseModel]) -> str:
    valid = sorted(_keys_at(place[:-1], kind))
    near = get_close_matches(str(place[-1]), valid, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"valid keys are {', '.join(valid)}"
    return f"{dotted_path(place)} is not a key here; {hint}"


def _keys_at(place: Place, kind: type[BaseModel]) -> set[str]:
    table: object = kind
    for part in place:
        if isinstance(part, str):
            table = _inner(_fields(table).get(part, object))
    return set(_fields(table))


def _fields(kind: object) -> dict[str, object]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {name: field.annotation for name, field in kind.model_fields.items()}
    return dict(getattr(kind, "__annotations__", {}))


def _inner(annotation: object) -> object:
    """The table inside `X | None` or `tuple[X, ...]`."""
    if get_origin(annotation) in {tuple, Union, UnionType}:
        return next(arg for arg in get_args(annotation) if arg is not type(None))
    return annotation
