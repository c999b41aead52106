"""Go templates as listmonk prints them, as far as its campaigns need it.

From Go's documentation of text/template and html/template: the leftmost `{{` starts an action,
`{{/* … */}}` prints nothing, a string prints itself; html/template leaves HTML comments of the
source out, and writes a `<` that opens no tag as `&lt;`. From listmonk's code: `@TrackLink` behind
an address makes an action of it, in literals too; a subject is a text/template, body and plain text
are html/templates, and subject and plain text are only run if they hold an action.
"""

import json
import re

_LITERAL = r"`[^`]*`|\"(?:\\.|[^\"\\\n])*\""
_ACTION = re.compile(
    rf"\{{\{{(?:/\*.*?\*/|\s*(?:Safe\s+(?P<safe>{_LITERAL})|(?P<text>{_LITERAL})"
    r"|TrackLink (?P<tracked>\"[^\"]*\") \.|(?P<name>UnsubscribeURL|ManageURL|MessageURL))\s*)\}\}",
    re.DOTALL,
)
_NOT_PRINTED = re.compile(r"<!--.*?-->|<(?![a-z/]|!doctype)", re.DOTALL | re.IGNORECASE)
_SHORTHAND = re.compile(r"(https?://[\w\-.~!#$&'()*+,/:;=?@\[\]%]*)@TrackLink")


def print_body(source: str) -> str:
    """What a reader gets: of what the service fills in, the name. Raises ValueError."""
    return _print(source, html=True)


def print_text(source: str) -> str:
    """The plain text that a reader gets. Raises ValueError."""
    return _print(source, html=True) if _has_action(source) else source


def print_subject(source: str) -> str:
    """The subject that a reader gets. Raises ValueError."""
    return _print(source, html=False) if _has_action(source) else source


def filled_in(name: str) -> str:
    """What stands where listmonk would print what it calls `name`."""
    return f"«{name}»" if name else ""


def _has_action(source: str) -> bool:
    return "}}" in source.partition("{{")[2]


def _print(shorthand: str, *, html: bool) -> str:
    source = _SHORTHAND.sub(r'{{ TrackLink "\1" . }}', shorthand)
    printed = ""
    place = 0
    while (start := source.find("{{", place)) >= 0:
        action = _ACTION.match(source, start)
        if not action:
            raise ValueError(f"unexpected {source[start : start + 12]!r} in command")
        printed += _plain(source[place:start], html=html) + _printed(action)
        place = action.end()
    return printed + _plain(source[place:], html=html)


def _printed(action: re.Match[str]) -> str:
    if action["tracked"]:
        return "«TrackLink»"
    literal = action["safe"] or action["text"]
    return _unquoted(literal) if literal else filled_in(action["name"] or "")


def _plain(text: str, *, html: bool) -> str:
    return _NOT_PRINTED.sub(lambda found: "&lt;" * (found[0] == "<"), text) if html else text


def _unquoted(literal: str) -> str:
    return literal[1:-1] if literal[0] == "`" else str(json.loads(literal, strict=False))
