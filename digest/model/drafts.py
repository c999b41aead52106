"""What stands on the editor's page: picks in order and every text that was changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from digest.model.issues import SlotKind
from digest.model.stories import Decisions


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftItem:
    """A pick as it stands on the page. `articles` are ids, the printed one first.

    A text that is None follows the article; "" is the editor's wish to have none. `read` is the
    proposed blurb as it stands on the page: nobody wrote it, but the editor has read it.
    `also_this_week` says whether other stories of its matter may stand below it. An item of the
    editor's own has no articles; `own` is its id, "" for any other. `image` is the picture's
    address, or its path from the newsletter's folder.
    """

    articles: tuple[str, ...]
    own: str = ""
    headline: str | None = None
    kicker: str | None = None
    dek: str | None = None
    blurb: str | None = None
    url: str | None = None
    byline: str | None = None
    image: str | None = None
    image_alt: str | None = None
    image_credit: str | None = None
    read: str = ""
    pinned: bool = False
    also_this_week: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSection:
    """A section of the page; its id is one of newsletter.toml's."""

    id: str
    items: tuple[DraftItem, ...] = ()
    heading: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSlot:
    """A slot of newsletter.toml with the words that it has in this issue."""

    id: str
    """Its id in newsletter.toml."""
    kind: SlotKind
    """What it is for."""
    place: str
    """Where it stands."""
    heading: str = ""
    """Its heading."""
    text: str = ""
    """Its words."""
    button: str = ""
    """What stands on its button."""
    url: str = ""
    """Where the button leads."""
    until: date | None = None
    """The last day on which it is shown; null for no end."""
    show: bool = True
    """Whether it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The editor's page: every pick in order and every text that was changed.

    `edited` says that a person had a hand in it. `remarks` say what does not fit newsletter.toml.
    """

    date: date
    lead: DraftItem | None
    sections: tuple[DraftSection, ...] = ()
    slots: tuple[DraftSlot, ...] = ()
    subject: str | None = None
    preheader: str | None = None
    decisions: Decisions = field(default_factory=Decisions)
    edited: bool = True
    remarks: tuple[str, ...] = ()

    @property
    def items(self) -> Iterator[DraftItem]:
        """The lead, then every section's items."""
        if self.lead:
            yield self.lead
        for section in self.sections:
            yield from section.items
