"""Secrets of the environment in, addresses that hold them out; and answers without them again.

An address in newsletter.toml names a secret as `${NAME}`. Its value is filled in for the wire only:
whatever a server says, from where it was found to the words of its feed, is given on with the name
in place of the value.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar
from urllib.parse import quote, unquote

from digest.json_records import from_json, to_json
from digest.text import filled, placeholders

Value = TypeVar("Value")

SHORTEST = 6
"""A shorter value stands in any text by chance, and could not be told from it."""

_LONG = 16
# Behind and before a login's part, a parameter's value, a folder; hosts and running text have none.
_PART = (
    r"(?:(?<=//)(?=[^\s/?#]*@)|(?<=:)(?=[^\s/?#:]*@)|(?<==)|(?<=%3[dD])|(?<=%2[fF])|(?<=/)(?<!//))"
    r"(?:{})(?=[\s&;:#@/?\\\"'<>%]|$)"
)
_ESCAPES = {
    "&": ["&(?:amp;)+", r"\\u0026"],
    "<": ["&(?:amp;)*lt;"],
    ">": ["&(?:amp;)*gt;"],
    '"': ["&(?:amp;)*quot;", r'\\"'],
    "'": ["&(?:amp;)*apos;"],
    "/": [r"\\/"],
    "\\": [r"\\\\"],
    " ": [r"\+"],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """The values that an address names, or the `problem` with one of them in a sentence."""

    values: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""

    def fill(self, address: str) -> str:
        """`address` as it is asked: each value in the form that a part of an address has."""
        return filled(address, {name: _encoded(value) for name, value in self.values.items()})

    def hide(self, text: str) -> str:
        """`text` with the names in place of the values, however these are written."""
        for name, value in self._longest_first():
            text = _pattern(value).sub(f"${{{name}}}", text)
        return text

    def hide_in_bytes(self, body: bytes) -> bytes:
        """The bytes of a document likewise."""
        for name, value in self._longest_first():
            named = f"${{{name}}}"
            body = re.sub(_pattern(value).pattern.encode(), named.encode(), body)
            if _is_word(value):
                continue  # Where it is a part of an address is told once this is parsed.
            for wide in ("utf-16-le", "utf-16-be"):
                body = body.replace(value.encode(wide), named.encode(wide))
        return body

    def hide_in(self, value: Value) -> Value:
        """A record likewise, in all of its texts."""
        if not self.values:
            return value
        said = _each_text(json.loads(to_json(value)), self)
        return from_json(type(value), json.dumps(said))

    def _longest_first(self) -> list[tuple[str, str]]:
        # One may be a part of another.
        return sorted(self.values.items(), key=lambda item: -len(item[1]))


def secrets_of(address: str, environment: Mapping[str, str]) -> Secrets:
    """The secrets that `address` names."""
    values = {name: environment.get(name, "").strip() for name in placeholders(address)}
    for name, value in values.items():
        if not value:
            return Secrets(
                problem=f"its address names ${{{name}}}, which is not set in the environment; "
                f"set it where digest runs; a scheduled run reads .digest/environment: {name}='…'"
            )
        if len(value) < SHORTEST:
            return Secrets(
                problem=f"${{{name}}} in its address is too short to be kept secret, under "
                f"{SHORTEST} characters; write it into the address itself"
            )
    return Secrets(values=values)


def _encoded(value: str) -> str:
    # What is percent-encoded already stays so.
    return quote(re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", value), safe="%")


@lru_cache(maxsize=64)
def _pattern(value: str) -> re.Pattern[str]:
    expression = "|".join(_forms(value))
    return re.compile(_PART.format(expression) if _is_word(value) else expression)


def _is_word(value: str) -> bool:
    """Whether texts and hosts may well have it by chance, as they have the names of users."""
    return value.isalpha() and value[1:].islower() and len(value) < _LONG


def _forms(value: str) -> Iterator[str]:
    # Hosts are written small.
    for written in dict.fromkeys((value, unquote(value), value.lower())):
        yield "".join(f"(?:{'|'.join(_written(character))})" for character in written)


def _written(character: str) -> Iterator[str]:
    """The ways in which addresses, XML, HTML and JSON write a character, as expressions."""
    # The longer ones first: a % may stand for itself or begin what stands for it.
    yield from (f"(?i:{escape})" for escape in _escapes(character))
    yield re.escape(character)


def _escapes(character: str) -> Iterator[str]:
    yield from _ESCAPES.get(character, [])
    code = ord(character)
    yield "".join(f"%(?:25)*{byte:02x}" for byte in character.encode())
    yield f"&(?:amp;)*#0*{code};"
    yield f"&(?:amp;)*#x0*{code:x};"
    halves = character.encode("utf-16-be").hex()
    yield "".join(rf"\\u{halves[at : at + 4]}" for at in range(0, len(halves), 4))


def _each_text(said: object, secrets: Secrets) -> object:
    if isinstance(said, str):
        return secrets.hide(said)
    if isinstance(said, list):
        return [_each_text(one, secrets) for one in said]
    if isinstance(said, dict):
        return {name: _each_text(one, secrets) for name, one in said.items()}
    return said
