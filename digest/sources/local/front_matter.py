"""The YAML block that opens a local piece in, its settings as text out.

Every value is taken as it is written: a headline that is a date, `no` or has a colon stays text.
The only file that knows yaml.
"""

import difflib
import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from digest.sources.entries.values import Unreadable
from digest.text import one_line

KEYS = (
    "title",
    "dek",
    "kicker",
    "byline",
    "date",
    "image",
    "image_alt",
    "image_credit",
    "url",
    "section",
    "lead",
    "summary",
    "categories",
    "language",
)
# What other programs call these.
_ELSEWHERE = {
    "author": "byline",
    "authors": "byline",
    "by": "byline",
    "tags": "categories",
    "category": "categories",
    "subtitle": "dek",
    "standfirst": "dek",
    "description": "summary",
    "excerpt": "summary",
    "lang": "language",
    "link": "url",
    "permalink": "url",
    "cover": "image",
    "published": "date",
    "headline": "title",
    "featured": "lead",
    "alt": "image_alt",
    "credit": "image_credit",
}
LARGEST = 64 * 1024

_BLOCK = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY_LINE = re.compile(r"[A-Za-z_-]+[ \t]*:")
# `title: Kyiv: what now` or `title: We are #1` is what people write; YAML wants it quoted.
_UNQUOTED = re.compile(
    r"^([A-Za-z_]+):[ \t]+(?![\"'|>\[{])((?:[@%`&*!].*|.*:(?:[ \t].*)?|.*[ \t]#[^ \t].*))$"
)
_YES = frozenset({"true", "yes", "on", "1"})
_NO = frozenset({"false", "no", "off", "0", ""})
_NOTHING = frozenset({"~", "null"})


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The settings of a piece as written, each with the line it stands on."""

    values: dict[str, str] = field(default_factory=dict)
    categories: tuple[str, ...] = ()
    lines: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, key: str) -> str:
        return self.values.get(key, "")

    @property
    def lead(self) -> bool:
        """Whether the piece asks for the lead's place; Unreadable if that is neither yes nor no."""
        said = self["lead"].lower()
        if said not in _YES | _NO:
            raise Unreadable(f"line {self.lines['lead']}: lead is true or false, not {said!r}")
        return said in _YES


def split_front_matter(text: str) -> tuple[FrontMatter, str]:
    """The settings that `text` opens with, and the rest; Unreadable names the line."""
    block = _BLOCK.match(text)
    if block is None:
        if text.startswith("---") and _KEY_LINE.match(text.partition("\n")[2]):
            raise Unreadable("line 1: the front matter has no end; close it with a line of ---")
        return FrontMatter(), text
    if len(block[1]) > LARGEST:
        raise Unreadable("line 1: the front matter is longer than 64 KB")
    return _settings(block[1]), text[block.end() :]


def find_key_line(file: Path, key: str) -> int:
    """The line, from 1, of `key` in the front matter of `file`; 1 where it cannot be found."""
    try:
        with file.open(encoding="utf-8", errors="replace") as text:
            opening = text.read(LARGEST).splitlines()
    except OSError:
        return 1
    keys = [line.partition(":")[0].strip().lower() for line in opening]
    return keys.index(key) + 1 if key in keys else 1


def _settings(block: str) -> FrontMatter:
    node = _parsed("\n".join(_quoted(line) for line in block.split("\n")))
    if node is None:
        return FrontMatter()
    if not isinstance(node, yaml.MappingNode):
        raise Unreadable("line 2: the front matter is no list of `key: value` lines")
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    categories: tuple[str, ...] = ()
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 2
        key = _known(str(key_node.value), line)
        lines[key] = line
        if key == "categories":
            categories = _several(value_node, line)
        else:
            values[key] = _single(value_node, key, line)
    return FrontMatter(values, categories, lines)


def _parsed(block: str) -> yaml.Node | None:
    try:
        # Composed, never constructed: aliases stay unexpanded, and nothing becomes a date or bool.
        node: yaml.Node | None = yaml.compose(block, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 2
        reason = one_line(error.problem or "is no YAML")
        raise Unreadable(f"line {line}: {reason}; put the value in quotes") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise Unreadable(f"line 2: the front matter is no YAML ({one_line(str(error))})") from None
    return node


def _quoted(line: str) -> str:
    found = _UNQUOTED.match(line)
    if not found or found[1].lower() not in KEYS or found[1].lower() == "categories":
        return line
    return f"{found[1]}: '{found[2].replace(chr(39), chr(39) * 2)}'"


def _known(key: str, line: int) -> str:
    name = key.strip().lower().replace("-", "_")
    if name in KEYS:
        return name
    nearest = [_ELSEWHERE[name]] if name in _ELSEWHERE else difflib.get_close_matches(name, KEYS, 1)
    hint = f"did you mean {nearest[0]}?" if nearest else f"known are {', '.join(KEYS)}"
    raise Unreadable(f"line {line}: {one_line(key)} is no key of front matter; {hint}")


def _single(node: yaml.Node, key: str, line: int) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise Unreadable(f"line {line}: {key} takes one text, not a list or a table")
    value = str(node.value).strip()
    return "" if value in _NOTHING and node.style is None else value


def _several(node: yaml.Node, line: int) -> tuple[str, ...]:
    if isinstance(node, yaml.SequenceNode):
        return tuple(_single(item, "each of categories", line) for item in node.value)
    return tuple(part.strip() for part in _single(node, "categories", line).split(",") if part)
