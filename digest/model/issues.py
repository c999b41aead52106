"""What is published: an issue, complete enough to be rendered again byte for byte.

It speaks the newsletter's language (headline, dek, blurb); all text is plain, never markup.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from digest.model.articles import LONGEST_HEADING, Image
from digest.model.presentation import (
    CallToAction,
    Colophon,
    EmailService,
    Envelope,
    LinkRules,
    Masthead,
    Theme,
)
from digest.text import shortened


class Emphasis(StrEnum):
    """How a run of words is set."""

    PLAIN = "plain"
    EMPHASIS = "em"
    STRONG = "strong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of words, perhaps linked; `text` is plain, never markup."""

    text: str
    url: str = ""
    emphasis: Emphasis = Emphasis.PLAIN


class ParagraphKind(StrEnum):
    """What a paragraph is."""

    TEXT = "text"
    HEADING = "heading"
    QUOTE = "quote"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block of running text."""

    spans: tuple[Span, ...]
    kind: ParagraphKind = ParagraphKind.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Another source's article on the same event.

    `language` is the source's where it tells the event in none of the newsletter's own.
    """

    source: str
    title: str
    url: str
    key: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedStory:
    """Another story of the item's matter, told in a line below it; `language` where it differs."""

    headline: str
    source: str
    url: str
    day: date
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A story as printed. The lead has a `body`; bullets and cards a `blurb`.

    A bullet or card whose blurb has several paragraphs has them as `body`, too, to be printed
    instead. An item of the editor's own has no `source`; any may be without a headline.
    `also_this_week` are other stories of its matter. `spent` are the keys of all its articles, also
    of those that are not named in `also`; what stands in a line of `also_this_week` is not spent.
    `more` counts the sources that the line of `also` leaves out, `unnamed` are all that it does
    not name.
    """

    id: str
    headline: str
    source: str
    key: str = ""
    url: str = ""
    kicker: str = ""
    dek: str = ""
    byline: str = ""
    published: datetime | None = None
    image: Image | None = None
    blurb: tuple[Span, ...] = ()
    body: tuple[Paragraph, ...] = ()
    truncated: bool = False
    also: tuple[Coverage, ...] = ()
    also_this_week: tuple[RelatedStory, ...] = ()
    language: str = ""
    spent: tuple[str, ...] = ()
    more: int = 0
    unnamed: tuple[Coverage, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All that it says under its headline."""
        return self.body or ((Paragraph(spans=self.blurb),) if self.blurb else ())

    @property
    def name(self) -> str:
        """What to call it: its headline, else its opening words."""
        return self.headline or shortened(self.words, LONGEST_HEADING)

    @property
    def words(self) -> str:
        """What it says under its headline, without its links."""
        return "\n".join(
            "".join(span.text for span in paragraph.spans) for paragraph in self.paragraphs
        )

    @property
    def is_attributed(self) -> bool:
        """Whether it has no headline and its words link to its address: they name its source."""
        spans = (span for paragraph in self.paragraphs for span in paragraph.spans)
        return not self.headline and any(span.url == self.url != "" for span in spans)

    @property
    def credited_paragraph(self) -> int:
        """Which paragraph its credit follows: the last before one that names another source."""
        others = {one.source for one in (*self.also, *self.unnamed)}
        paragraphs = self.paragraphs
        for before, paragraph in enumerate(paragraphs[1:], 1):
            if any(span.url and span.text in others for span in paragraph.spans):
                return before
        return max(len(paragraphs), 1)


class SectionStyle(StrEnum):
    """How a section's items are set: prose bullets, or cards with a picture."""

    BULLETS = "bullets"
    CARDS = "cards"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and its items; the first may be `featured`, the others may have `thumbnails`."""

    id: str
    heading: str
    style: SectionStyle
    items: tuple[Item, ...]
    more: str = ""
    featured: bool = False
    thumbnails: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsLine:
    """A line of "In this issue": the id of an item, and what the item is called there."""

    item: str
    name: str


class SlotKind(StrEnum):
    """What a slot is for; a sponsor's is marked as an advertisement."""

    NOTE = "note"
    SPONSOR = "sponsor"
    EVENT = "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A block between the stories: a note from the editor, a sponsor's, an event.

    It stands at `place`: "top" is under the masthead, "lead" under the lead, the id of a section
    before that section, "end" under the last section. `until` is the last day on which it is true.
    """

    id: str
    kind: SlotKind
    place: str = "top"
    heading: str = ""
    words: tuple[Paragraph, ...] = ()
    button: str = ""
    url: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierIssue:
    """A link to an earlier issue of the series; `number` is 0 where it has none."""

    date: date
    number: int
    headline: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The "Earlier in this series" block."""

    heading: str
    issues: tuple[EarlierIssue, ...]


class Status(StrEnum):
    """A draft may change; a published issue is frozen; a corrected one replaced it, and says so."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One numbered mailing: all that is needed to render it again, byte for byte.

    `layout` names the layout it is set in, `minutes` is the time that it takes to read (0: unsaid),
    `card` the picture in images/ that stands for it where it is shared.
    """

    date: date
    number: int
    cut_off: datetime
    subject: str
    preheader: str
    masthead: Masthead
    lead: Item | None
    lead_read_more: str = ""
    also_label: str = "Also covered by"
    sections: tuple[Section, ...] = ()
    earlier: Earlier | None = None
    source_call: CallToAction | None = None
    subscribe: CallToAction | None = None
    colophon: Colophon = field(default_factory=Colophon)
    theme: Theme = field(default_factory=Theme)
    service: EmailService = EmailService.PLAIN
    links: LinkRules = field(default_factory=LinkRules)
    envelope: Envelope = field(default_factory=Envelope)
    status: Status = Status.DRAFT
    correction: str = ""
    layout: str = "magazine"
    minutes: int = 0
    contents: tuple[ContentsLine, ...] = ()
    slots: tuple[Slot, ...] = ()
    card: str = ""

    @property
    def items(self) -> Iterator[Item]:
        """The lead, then every section's items."""
        if self.lead:
            yield self.lead
        for section in self.sections:
            yield from section.items


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedIssue:
    """The final bytes of an issue: HTML and plain text as text, the mail (RFC 5322) as bytes."""

    issue: Issue
    html: str
    text: str
    eml: bytes
