"""Which mail clients lack what, as caniemail.com tested it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from digest.json_records import from_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A feature of HTML, CSS or an image format, and the clients whose latest test lacks it."""

    title: str
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """The table, by caniemail's names of features; `date` is that of its newest test."""

    notice: str
    date: str
    features: Mapping[str, Feature]


@cache
def support() -> Support:
    """The table beside this file; benchmarks/refresh_client_support.py renews it."""
    source = files("digest.checks") / "data" / "client_support.json"
    return from_json(Support, source.read_bytes())


@cache
def graceful() -> frozenset[str]:
    """The features that need no finding although some client lacks them."""
    source = files("digest.checks") / "data" / "graceful.toml"
    lists = tomllib.loads(source.read_text("utf-8"))
    return frozenset(lists["enhancements"] + lists["basics"])


def unsupported_by(slug: str) -> tuple[str, ...]:
    """The clients that lack a feature; none where the table does not know it."""
    feature = support().features.get(slug)
    return feature.lacking if feature else ()
