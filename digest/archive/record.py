"""issue.json: an issue with all that is needed to make its files again, to bytes and back."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from digest.json_records import from_json, to_json
from digest.model.issues import Issue

SCHEMA: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A dated correction; `version` is the number of the version that it replaced."""

    on: date
    text: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What issue.json holds.

    `templates` names the snapshot in issues/templates/ that the files were made with, `tools` the
    versions of the programs that made them, `files` the SHA-256 (hex) of every other file of the
    folder.
    """

    schema: Literal[1] = SCHEMA
    issue: Issue
    templates: str = ""
    tools: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    schema: int


def encode_record(record: Record) -> bytes:
    """`record` as issue.json; the same record always gives the same bytes."""
    return to_json(record, indent=2) + b"\n"


def parse_record(data: bytes) -> Record:
    """The record that issue.json holds; raises ValueError that says what is wrong with it."""
    try:
        return from_json(Record, data)
    except ValueError as error:
        raise ValueError(_newer(data) or str(error)) from None


def sha256_hex(data: bytes) -> str:
    """The SHA-256 of `data` in hex."""
    return hashlib.sha256(data).hexdigest()


def sha256_by_name(files: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of every file, by name in alphabetical order."""
    return {name: sha256_hex(files[name]) for name in sorted(files)}


def _newer(data: bytes) -> str:
    try:
        schema = from_json(_Version, data).schema
    except ValueError:
        return ""
    if schema <= SCHEMA:
        return ""
    return f"written by a newer version of digest (schema {schema}); update the program"
