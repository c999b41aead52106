"""A mail's HTML in; its headings and links in the order in which a screen reader meets them out."""

from dataclasses import dataclass
from itertools import pairwise

from digest.checks.document import Document, Element, read_html
from digest.checks.links import links_of
from digest.text import counted, shortened

_LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST = 200
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading, 1 to 6, and what it says."""

    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A link as it is read aloud; `alike` others say the same and lead elsewhere."""

    text: str
    address: str
    alike: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOrder:
    """The headings and the links of a mail, and in sentences what is hard to follow by ear."""

    headings: tuple[Heading, ...] = ()
    links: tuple[Spoken, ...] = ()
    remarks: tuple[str, ...] = ()


def reading_order(html: str) -> ReadingOrder:
    """What a screen reader lists of `html`: what is hidden from it is left out."""
    document = read_html(html)
    headings = tuple(
        Heading(level=int(one.name[1]), text=shortened(document.text(one), _LONGEST))
        for one in document.named(*_LEVELS)
        if not _is_hidden(one, document)
    )
    links = _links(document)
    return ReadingOrder(headings=headings, links=links, remarks=_remarks(headings, links))


def _links(document: Document) -> tuple[Spoken, ...]:
    found = [
        (shortened(one.words, _LONGEST), one.address)
        for one in links_of(document, lambda _: "")
        if not _is_hidden(one.element, document)
    ]
    places: dict[str, set[str]] = {}
    for text, address in found:
        if not address.startswith("#"):
            places.setdefault(text.casefold(), set()).add(address)
    return tuple(
        Spoken(
            text=text,
            address=address,
            # A line of the contents may well be called what it leads to.
            alike=0 if address.startswith("#") else len(places[text.casefold()]) - 1,
        )
        for text, address in found
    )


def _remarks(headings: tuple[Heading, ...], links: tuple[Spoken, ...]) -> tuple[str, ...]:
    said = []
    alike = {one.text.casefold(): one for one in links if one.alike and one.text}
    if alike:
        most = sorted(alike.values(), key=lambda one: -one.alike)
        named = ", ".join(f"“{one.text}” to {one.alike + 1} places" for one in most[:_NAMED])
        more = f" and {len(most) - _NAMED} more" if len(most) > _NAMED else ""
        said.append(f"Links that sound alike lead elsewhere: {named}{more}.")
    if silent := sum(not one.text for one in links):
        says = "says nothing: a screen reader spells its address"
        many = "say nothing: a screen reader spells their addresses"
        said.append(f"{counted(silent, 'link')} {says if silent == 1 else many}.")
    for above, below in pairwise(headings):
        if below.level > above.level + 1:
            said.append(
                f"“{below.text}” is a heading of level {below.level} under one of {above.level}: "
                "a level is left out."
            )
    return tuple(said)


def _is_hidden(element: Element, document: Document) -> bool:
    """Whether a screen reader passes over it."""
    return any(
        one.attributes.get("aria-hidden") == "true" or one.style.get("display") == "none"
        for one in (element, *document.around(element))
    )
