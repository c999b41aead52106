"""Frozen values to JSON and back; the same value always gives the same bytes."""

from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

Value = TypeVar("Value")
_adapters: dict[object, TypeAdapter[object]] = {}


def to_json(value: object, *, indent: int | None = None) -> bytes:
    """`value`, a dataclass of digest.model, as UTF-8 JSON with fields in their declared order."""
    return _adapter(type(value)).serializer.to_json(value, indent=indent)


def from_json(kind: type[Value], data: bytes | str) -> Value:
    """The `kind` that `data` holds; raises ValueError that says what does not fit."""
    try:
        value = _adapter(kind).validator.validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise ValueError(f"{place}: {first['msg']}") from None
    if not isinstance(value, kind):
        raise TypeError(kind)
    return value


def _adapter(kind: type[object]) -> TypeAdapter[object]:
    # Building one costs milliseconds, using it microseconds.
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]
