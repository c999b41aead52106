"""A rendered issue in; what each part of it costs, and where a mail program cuts it, out.

A cut is counted as if a service put all that it adds before the mail: most of it is style sheets
and headers, and the line must not promise what does not hold.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.checks.document import Document, Element, read_html
from digest.checks.parts import MailPart, Price, byte_length, parts_of, prices_of, spare_items
from digest.config.settings import Newsletter
from digest.model.issues import Issue, Item, RenderedIssue
from digest.model.presentation import EmailService
from digest.text import counted

GHOST = "ghost"
GHOST_FRAME = 44_000
"""What Ghost puts around a body. A Ghost 6.65 put 30,045 bytes, and 43,681 with all that a
newsletter there can show: feedback, latest posts, subscription details, a footer, the excerpt."""

_UNMEASURED = {
    "listmonk": "listmonk",
    "buttondown": "Buttondown",
    "mailchimp": "Mailchimp",
    "kit": "Kit",
}
_HOLDERS = frozenset({"body", "div", "td", "th", "center"})
_BLOCKS = frozenset({"div", "table", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol"})
_MARKER = "<div data-clip></div>"
_FEWER_PARAGRAPHS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sends the mail, how many bytes that adds, and how that is known."""

    id: str
    name: str
    adds: int
    known: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """Something that makes the mail shorter by so many bytes; `target` is the part's mark."""

    sentence: str
    saves: int
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipLine:
    """What a mail costs, and where it is cut: `at` is a byte of the HTML, None where all fits.

    `above` is the last part that is wholly shown, `below` the first that is not: marks of parts.
    """

    sender: Sender
    bytes: int
    limit: int
    prices: tuple[Price, ...] = ()
    at: int | None = None
    above: str = ""
    below: str = ""
    remedies: tuple[Remedy, ...] = ()

    @property
    def over(self) -> int:
        """By how many bytes the mail, as it is sent, is longer than what is shown."""
        return max(self.bytes + self.sender.adds - self.limit, 0)

    @property
    def room(self) -> int:
        """How many bytes are left."""
        return max(self.limit - self.bytes - self.sender.adds, 0)

    @property
    def hidden(self) -> tuple[Price, ...]:
        """The parts that are not shown, or not whole."""
        at = self.at
        return () if at is None else tuple(one for one in self.prices if one.end > at)

    @property
    def sentence(self) -> str:
        """Whether the mail is cut, and by how much."""
        if self.at is None:
            return f"Gmail shows all of this mail: {kilobytes(self.room)} to spare."
        return f"Gmail cuts this mail {kilobytes(self.over)} before its end."


def kilobytes(count: int) -> str:
    """So many bytes in thousands, as Gmail's limit is known."""
    return f"{count / 1000:.1f} KB"


def senders(newsletter: Newsletter) -> tuple[Sender, ...]:
    """Who may send the mail, the one that is most likely first.

    Ghost sends another body than the mail's: its line is drawn of that, as it lands there.
    """
    allowance, service = newsletter.check.esp_allowance, newsletter.mail.service
    plain = Sender(id="plain", name="Sent as it is", adds=0, known="Nothing is added.")
    ghost = Sender(
        id=GHOST,
        name="Ghost sends it",
        adds=GHOST_FRAME,
        known="Ghost's body for the issue, and the most that a Ghost 6.65 put around one.",
    )
    first: tuple[Sender, ...] = ()
    if allowance:
        first = (_own_measure(allowance),)
    elif service is EmailService.GHOST:
        return (ghost, plain, *_unmeasured(newsletter))
    return (*first, plain, ghost, *_unmeasured(newsletter))


def _own_measure(allowance: int) -> Sender:
    return Sender(
        id="allowance",
        name="Your service sends it",
        adds=allowance,
        known="As [check] esp_allowance says.",
    )


def _unmeasured(newsletter: Newsletter) -> Iterator[Sender]:
    """The services that the newsletter is put to, and of which no mail was ever measured."""
    for id_, name in _UNMEASURED.items():
        if getattr(newsletter.services, id_):
            known = f"What {name} adds was never measured; nothing is counted for it."
            yield Sender(id=id_, name=f"{name} sends it", adds=0, known=known)


def draw_clip_line(
    rendered: RenderedIssue, newsletter: Newsletter, sender: Sender | None = None
) -> ClipLine:
    """What `rendered` costs and where it is cut if `sender` sends it, the likely one if None.

    The HTML of `rendered` is what that sender sends.
    """
    sender = sender or senders(newsletter)[0]
    document = read_html(rendered.html)
    parts = parts_of(document)
    size = byte_length(rendered.html)
    limit = newsletter.check.clip_bytes
    prices = tuple(prices_of(parts, rendered.issue))
    at = max(limit - sender.adds, 0)
    line = ClipLine(sender=sender, bytes=size, limit=limit, prices=prices)
    if size < at:
        return line
    whole = [one.id for one in prices if one.end <= at]
    after = [one.id for one in prices if one.end > at]
    return ClipLine(
        sender=sender,
        bytes=size,
        limit=limit,
        prices=prices,
        at=at,
        above=whole[-1] if whole else "",
        below=after[0] if after else "",
        remedies=tuple(_remedies(rendered.issue, document, parts)),
    )


def mark_clip_line(html: str, at: int) -> str:
    """`html` with an empty element, `data-clip`, before the block in which the byte `at` stands."""
    document = read_html(html)
    place = len(html.encode("utf-8", "surrogatepass")[:at].decode("utf-8", "ignore"))
    starts = [one.start for one in document.elements if _may_follow(one, document)]
    before = bisect_right(starts, place)
    if not before:
        return html
    return f"{html[: starts[before - 1]]}{_MARKER}{html[starts[before - 1] :]}"


def _may_follow(element: Element, document: Document) -> bool:
    """Whether a browser would leave an element where it is written, before this one."""
    parent = document.elements[element.parent].name if element.parent >= 0 else ""
    return element.name in _BLOCKS and parent in _HOLDERS


def _remedies(issue: Issue, document: Document, parts: Sequence[MailPart]) -> Iterator[Remedy]:
    """What an editor can do, with what it saves at least: counted, never estimated."""
    if issue.lead and (saved := _later_paragraphs(issue.lead, document)):
        count = counted(_FEWER_PARAGRAPHS, "paragraph")
        yield Remedy(sentence=f"Lead: {count}", saves=saved, target=f"item-{issue.lead.id}")
    for part in parts:
        if part.mark == "block-contents":
            yield Remedy(sentence="Hide “In this issue”", saves=part.bytes, target=part.mark)
    for price in spare_items(parts, issue)[:2]:
        yield Remedy(sentence=f"Drop “{price.name}”", saves=price.bytes, target=price.id)


def _later_paragraphs(lead: Item, document: Document) -> int:
    """The bytes of the lead's text after its second paragraph."""
    said = {_folded("".join(span.text for span in one.spans)) for one in lead.body}
    mark = next(
        (one for one in document.elements if one.attributes.get("id") == f"item-{lead.id}"), None
    )
    printed = [
        one
        for one in document.named("p", "li", "blockquote", "h2")
        if mark and one.start >= mark.start and _folded(document.text(one)) in said
    ]
    kept, gone = printed[:_FEWER_PARAGRAPHS], printed[_FEWER_PARAGRAPHS : len(lead.body)]
    return byte_length(document.html[kept[-1].end : gone[-1].end]) if gone else 0


def _folded(text: str) -> str:
    return " ".join(text.split())
