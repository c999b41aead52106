"""A Go template as html/template prints it, as far as listmonk's bodies need it.

From Go's documentation of text/template and html/template: the leftmost `{{` starts an action,
`{{/* … */}}` prints nothing, a string prints itself, and HTML comments of the source are left out.
"""

import json
import re

_LITERAL = r"`[^`]*`|\"(?:\\.|[^\"\\\n])*\""
_ACTION = re.compile(
    rf"\{{\{{(?:/\*.*?\*/|\s*(?:Safe\s+(?P<safe>{_LITERAL})|(?P<text>{_LITERAL})"
    r"|(?P<name>UnsubscribeURL|ManageURL|MessageURL))\s*)\}\}",
    re.DOTALL,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def print_template(source: str, *, html: bool = True) -> str:
    """What a reader gets: of what the service fills in, the name. Raises ValueError."""
    printed = ""
    place = 0
    while (start := source.find("{{", place)) >= 0:
        action = _ACTION.match(source, start)
        if not action:
            raise ValueError(f"unexpected {source[start : start + 12]!r} in command")
        printed += _plain(source[place:start], html=html)
        literal = action["safe"] or action["text"]
        printed += (
            _unquoted(literal) if literal else f"«{action['name']}»" if action["name"] else ""
        )
        place = action.end()
    return printed + _plain(source[place:], html=html)


def filled_in(name: str) -> str:
    """What stands where listmonk would print what it calls `name`."""
    return f"«{name}»" if name else ""


def _plain(text: str, *, html: bool) -> str:
    return _COMMENT.sub("", text) if html else text


def _unquoted(literal: str) -> str:
    return literal[1:-1] if literal[0] == "`" else str(json.loads(literal, strict=False))
