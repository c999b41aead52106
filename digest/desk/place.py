"""The query of an address in; where the editor is on the desk, and the way to elsewhere, out."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Literal, get_args
from urllib.parse import urlencode

Listed = Literal["page", "new", "left-out", "find"]
About = Literal["why", "article", "findings", "size"]
Width = Literal["phone", "desktop", "glance"]

_LONGEST = 200
_CHOICES = {
    "list": get_args(Listed),
    "about": get_args(About),
    "width": get_args(Width),
    "colours": ("light", "dark", "gmail"),
    "parts": ("everything", "no-images", "no-styles", "text", "order", "changes"),
    "open": ("", "texts", "move", "subject", "own"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What is looked at: a story, a tab of each column, and the mail as some inbox shows it.

    `open` says what is open for writing: a story's texts, its "Move to", the subject, an own item.
    """

    story: str = ""
    list: str = "page"
    about: str = "why"
    width: str = "phone"
    colours: str = "light"
    parts: str = "everything"
    open: str = ""
    q: str = ""
    source: str = ""
    day: str = ""
    sender: str = ""

    def link(self, room: str = "/", **changes: str) -> str:
        """The address of this place, with `changes`, in a `room` of the desk."""
        query = replace(self, **changes).query
        return f"{room}?{query}" if query else room

    def setting(self, field: str) -> str:
        """The address of a `field` of the settings, from which the way back leads here."""
        return f"{self.link('/settings')}#{field}"

    @property
    def query(self) -> str:
        """What differs from the plain desk, as the query of an address."""
        plain = Place()
        named = ((one.name, getattr(self, one.name)) for one in fields(self))
        return urlencode([(name, value) for name, value in named if value != getattr(plain, name)])


def read_place(query: Mapping[str, str]) -> Place:
    """The place that a query asks for; what nobody knows is left out."""
    found: dict[str, str] = {}
    for one in fields(Place):
        value = query.get(one.name, "")[:_LONGEST]
        if value and value in _CHOICES.get(one.name, (value,)):
            found[one.name] = value
    return Place(**found)
