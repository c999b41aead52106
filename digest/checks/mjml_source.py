"""A template's MJML in, Jinja and all; its tags with their lines, attributes and parents out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from digest.json_records import from_json

_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_STATEMENT = re.compile(r"\{%[-+]?\s*(\w+)")
# Stands where a Jinja expression stood, so that offsets and lines stay as they are.
FILLED_IN = "\ue0ff"
_TAG = re.compile(
    rf"<!--.*?-->|<(?P<close>/?)(?P<name>[a-z{FILLED_IN}][\w:{FILLED_IN}-]*)"
    r"(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"([^\s=\"'/>]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


class Tag(NamedTuple):
    """An MJML or HTML tag of a template; `parent` is "" where the file does not say it."""

    name: str
    line: int
    parent: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Components:
    """MJML's components: which attributes and children each has, and which hold HTML."""

    notice: str
    version: str
    attributes: Mapping[str, frozenset[str]]
    children: Mapping[str, frozenset[str]]
    holds_text: frozenset[str]


@cache
def components() -> Components:
    """The table beside this file; benchmarks/refresh_mjml_components.py renews it."""
    source = files("digest.checks") / "data" / "mjml_components.json"
    return from_json(Components, source.read_bytes())


def without_jinja(template: str) -> str:
    """`template` with every Jinja tag blotted out, each line and offset as before."""
    return _JINJA.sub(lambda found: _blotted(found[0]), template)


def tags_of(template: str) -> tuple[Tag, ...]:
    """The tags of an MJML template in order; what stands in mj-text and its like is left out.

    The branches of an `{% if %}` are read one after the other, each from where the first began.
    """
    return tuple(_tags(template))


def _tags(template: str) -> Iterator[Tag]:
    plain = without_jinja(template)
    nest = _Nest()
    for match in _TAG.finditer(plain):
        nest.follow_statements(template, match.start())
        nest.read_to = match.end()
        name = (match["name"] or "").lower()
        if match["close"]:
            nest.close(name)
        elif name and (not nest.in_text or name.startswith("mj-")):
            if not _is_made_up(name):
                line = plain.count("\n", 0, match.start()) + 1
                yield Tag(name, line, nest.innermost, _attributes(match["attributes"]))
            if not nest.in_text and not match["attributes"].endswith("/"):
                nest.around.append(name)


class _Nest:
    """The tags still open, and how many were when each Jinja branch began."""

    def __init__(self) -> None:
        self.around: list[str] = []
        self.branches: list[tuple[str, ...]] = []
        self.read_to = 0

    @property
    def innermost(self) -> str:
        name = self.around[-1] if self.around else ""
        return "" if _is_made_up(name) else name

    @property
    def in_text(self) -> bool:
        return self.innermost in components().holds_text

    def close(self, name: str) -> None:
        if name in self.around:
            del self.around[len(self.around) - 1 - self.around[::-1].index(name) :]

    def follow_statements(self, template: str, end: int) -> None:
        """Take note of the branches that begin and end before the next tag."""
        # Comments and expressions are matched whole: what looks like a statement in them is none.
        for jinja in _JINJA.finditer(template, self.read_to, end):
            statement = _STATEMENT.match(jinja[0])
            word = statement[1] if statement else ""
            if word in {"if", "for"}:
                self.branches.append(tuple(self.around))
            elif word in {"else", "elif"} and self.branches:
                self.around = list(self.branches[-1])
            elif word in {"endif", "endfor"} and self.branches:
                self.branches.pop()


def _is_made_up(name: str) -> bool:
    """Whether Jinja makes up the name of a tag, as in `mj-{{ kind }}`."""
    return FILLED_IN in name or name.endswith("-")


def _attributes(source: str) -> Mapping[str, str]:
    return {
        name.lower(): double or single
        for name, double, single in _ATTRIBUTE.findall(source)
        if FILLED_IN not in name
    }


def _blotted(jinja: str) -> str:
    # An expression may be a value or a part of one; a statement or comment is nothing.
    filling = FILLED_IN if jinja.startswith("{{") else " "
    return "".join(character if character == "\n" else filling for character in jinja)
