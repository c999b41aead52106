"""What an editor does to a draft page, one edit at a time, as values.

A story is named by the id of its told article (any other of its articles will do), an item of the
editor's own by the id that the draft gives it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Written = str | bool | int | date
"""What may stand after a key of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Another place within its section, or among the candidates: `by` so many, or `to` one of them.

    Up is -1, down 1; places count from 1.
    """

    verb: Literal["move"] = "move"
    story: str
    by: int = 0
    to: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """Into a section, or among the candidates where `section` is "".

    It goes `before` a story, `after` another where that one is gone, else to the place `to`, else
    to the end of the section and the top of the candidates. A candidate that is sent to a section
    is taken in.
    """

    verb: Literal["send"] = "send"
    story: str
    section: str
    to: int = 0
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promote:
    """To the lead; the old lead becomes the first of the section that the new one came from."""

    verb: Literal["promote"] = "promote"
    story: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Off the page, for good; of an item of the editor's own nothing is left."""

    verb: Literal["drop"] = "drop"
    story: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Restore:
    """A dropped story among the candidates again."""

    verb: Literal["restore"] = "restore"
    story: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """The articles of `other` become articles of `story`."""

    verb: Literal["join"] = "join"
    story: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An article leaves its story and is a candidate of its own."""

    verb: Literal["part"] = "part"
    story: str
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """Another of the story's articles is the one that is printed."""

    verb: Literal["tell"] = "tell"
    story: str
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddOwn:
    """An item of the editor's own, with these lines, at the end of a section or at the place `to`.

    Where `section` is "" it waits among the candidates.
    """

    verb: Literal["add"] = "add"
    section: str
    texts: Mapping[str, str]
    to: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """Articles that the page does not list, the told one first, as a story of a section.

    They stand at the place `to`, else at the end of the section; where `section` is "", on top of
    the candidates. With `story` they become articles of that one instead. Each comes with the words
    by which a person knows it.
    """

    verb: Literal["take"] = "take"
    articles: Mapping[str, str]
    section: str = ""
    to: int = 0
    story: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """What stands under `key` of a table of the page: of a `story`, else of `table`.

    Tables are named as on the page: "" is its head (subject, preheader), then "headings" and
    "slots.ID". A `value` of None takes the line away: a text follows its article again. `was` is
    the fingerprint of the text that the editor saw (see `value_print`), None where any will do.
    """

    verb: Literal["rewrite"] = "rewrite"
    story: str = ""
    table: str = ""
    key: str
    value: Written | None
    was: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunk:
    """Lines that an edit wrote, with one that stands before and after them, and what was there.

    `line` is where they stood, from 0.
    """

    line: int
    before: tuple[str, ...]
    wrote: tuple[str, ...]
    after: tuple[str, ...]
    stood: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revert:
    """Every line that an edit wrote gives way to what stood there before."""

    verb: Literal["revert"] = "revert"
    hunks: tuple[Hunk, ...]


Single = (
    Move | Send | Promote | Drop | Restore | Join | Part | Tell | AddOwn | Take | Rewrite | Revert
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """Edits that are one: made together, and taken back together."""

    verb: Literal["several"] = "several"
    edits: tuple[Single, ...] = field(default=())


Edit = Single | Several
