"""Which features a template uses, and which mail clients lack them, as caniemail.com tested it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from digest.checks.mjml_source import without_jinja
from digest.json_records import from_json

_COMMENT = re.compile(r"<!--.*?-->|/\*.*?\*/", re.DOTALL)
_STYLED = re.compile(
    r"<(?:mj-)?style\b[^>]*>(?P<sheet>.*?)</(?:mj-)?style\s*>|\sstyle\s*=\s*\"(?P<inline>[^\"]*)\"",
    re.DOTALL | re.IGNORECASE,
)
_PROPERTY = re.compile(r"(?<![\w-])(-{0,2}[a-z][a-z-]*)\s*:\s*([^;{}]+)(?=[;}]|$)", re.IGNORECASE)
_AT_RULE = re.compile(r"@([a-z-]+)[^{;]*", re.IGNORECASE)
_PSEUDO = re.compile(r"(?<=[\w\])\s,>*}])(::?)([a-z][a-z-]+)(?=[^{};]*\{)", re.IGNORECASE)
_HTML_TAG = re.compile(r"<([a-z][a-z0-9]*)(?=[\s/>])([^>]*)", re.IGNORECASE)
_UNIT = re.compile(r"(?<![\w#-])-?\d*\.?\d+(ch|cm|ex|in|mm|pc|rem|vh|vw|vmin|vmax)\b")
_FUNCTION = re.compile(
    r"\b(calc|clamp|min|max|var|light-dark|linear-gradient|radial-gradient|conic-gradient)\("
)
_FUNCTION_SLUGS = {
    "calc": "css-unit-calc", "clamp": "css-function-clamp", "min": "css-function-min",
    "max": "css-function-max", "var": "css-variables", "light-dark": "css-function-light-dark",
    "linear-gradient": "css-linear-gradient", "radial-gradient": "css-radial-gradient",
    "conic-gradient": "css-conic-gradient",
}  # fmt: skip
_PROPERTY_SLUGS = {
    "top": "css-left-right-top-bottom", "right": "css-left-right-top-bottom",
    "bottom": "css-left-right-top-bottom", "left": "css-left-right-top-bottom",
    "row-gap": "css-gap", "column-gap": "css-gap", "grid-gap": "css-gap",
    "grid-template-columns": "css-grid-template", "grid-template-rows": "css-grid-template",
    "columns": "css-column-count", "animation-name": "css-animation",
    "grid-template-areas": "css-grid-template",
}  # fmt: skip
_ATTRIBUTE_SLUGS = {"srcset": "html-srcset", "background": "html-background"}
_TAG_SLUGS = {"button": "html-button-submit", "map": "html-image-maps", "ul": "html-lists"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A feature of HTML, CSS or an image format, and the clients whose latest test lacks it."""

    title: str
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientSupport:
    """The table, by caniemail's names of features; `date` is that of its newest test."""

    notice: str
    date: str
    features: Mapping[str, Feature]


@cache
def client_support() -> ClientSupport:
    """The table beside this file; benchmarks/refresh_client_support.py renews it."""
    source = files("digest.checks") / "data" / "client_support.json"
    return from_json(ClientSupport, source.read_bytes())


@cache
def graceful_features() -> frozenset[str]:
    """The features that need no finding although some client lacks them."""
    source = files("digest.checks") / "data" / "graceful.toml"
    lists = tomllib.loads(source.read_text("utf-8"))
    return frozenset(lists["enhancements"] + lists["basics"])


def clients_lacking(slug: str) -> tuple[str, ...]:
    """The clients that lack a feature; none where the table does not know it."""
    feature = client_support().features.get(slug)
    return feature.lacking if feature else ()


def features_of(template: str) -> Iterator[tuple[str, int]]:
    """Each feature that a template uses and the line (from 1), in the order of the file."""
    plain = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), without_jinja(template))
    found: list[tuple[int, str]] = []
    for styled in _STYLED.finditer(plain):
        group = "sheet" if styled["sheet"] is not None else "inline"
        found += [(styled.start(group) + at, slug) for at, slug in _in_css(styled[group])]
    found += _in_html(plain)
    for at, slug in sorted(found):
        yield slug, plain.count("\n", 0, at) + 1


def _in_css(css: str) -> Iterator[tuple[int, str]]:
    for match in _PROPERTY.finditer(css):
        name, value = match[1].lower(), match[2].strip().lower()
        yield match.start(), _property_slug(name, value)
        for unit in _UNIT.finditer(value):
            yield match.start(), f"css-unit-{unit[1]}"
        for function in _FUNCTION.finditer(value):
            yield match.start(), _FUNCTION_SLUGS[function[1]]
    for match in _AT_RULE.finditer(css):
        condition = re.search(r"\(\s*(?:-webkit-)?(?:min-)?([a-z-]+)", match[0])
        yield match.start(), f"css-at-{match[1].lower()}"
        if match[1].lower() == "media" and condition:
            yield match.start(), f"css-at-media-{condition[1]}"
    for match in _PSEUDO.finditer(css):
        kind = "element" if match[1] == "::" or match[2] in {"before", "after"} else "class"
        yield match.start(), f"css-pseudo-{kind}-{match[2].lower()}"


def _property_slug(name: str, value: str) -> str:
    if name.startswith("--"):
        return "css-variables"
    if name == "display" and value.split("!", maxsplit=1)[0].strip() in {
        "flex",
        "inline-flex",
        "grid",
    }:
        return "css-display-grid" if "grid" in value else "css-display-flex"
    return _PROPERTY_SLUGS.get(name, f"css-{name}")


def _in_html(plain: str) -> Iterator[tuple[int, str]]:
    outside = _STYLED.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), plain)
    for match in _HTML_TAG.finditer(outside):
        name = match[1].lower()
        yield match.start(), _TAG_SLUGS.get(name, f"html-{name}")
        for attribute in re.findall(r"\s([a-z-]+)\s*=", match[2].lower()):
            if slug := _ATTRIBUTE_SLUGS.get(attribute):
                yield match.start(), slug
