"""The plain-text part: there, complete, and fit to be read."""

import re
from collections.abc import Iterator

from digest.ascii_addresses import in_ascii
from digest.checks.mail import Mailing
from digest.checks.rule import Violation, cite, rule
from digest.model.findings import Severity
from digest.model.issues import Item
from digest.model.presentation import EmailService
from digest.text import columns, counted, shortened


@rule(
    "text-missing",
    Severity.ERROR,
    why="Watches, screen readers and some filters read the plain text (RFC 2046, 5.1.4); without "
    "one a mail looks like spam.",
    fix="Let templates/issue.txt.j2 print the issue.",
)
def find_missing_text_part(mail: Mailing) -> Iterator[Violation]:
    """Mails without a plain-text part worth the name."""
    text = mail.rendered.text
    if not text.strip():
        yield Violation(message="The plain-text part is empty.")
    elif b"text/plain" not in mail.rendered.eml.lower():
        yield Violation(message="The mail holds no text/plain part.")


@rule(
    "text-unsubscribe",
    Severity.ERROR,
    why="Who reads the plain text has the same right to stop the mail.",
    fix="Set [colophon] unsubscribe_url; let templates/issue.txt.j2 print it.",
)
def find_text_without_unsubscribe(mail: Mailing) -> Iterator[Violation]:
    """Plain-text parts without a way to unsubscribe."""
    text = mail.rendered.text
    if not text.strip():
        return
    own = mail.issue.colophon.unsubscribe_url
    plain = mail.issue.service is EmailService.PLAIN
    named = own in text or in_ascii(own) in text if plain and own else "unsub" in text.lower()
    if not named:
        yield Violation(message="The text part names no unsubscribe link.")


_ADDRESS = re.compile(r"https?://\S+")
_NOT_A_LETTER = re.compile(r"[\W_]+")


@rule(
    "text-parity",
    Severity.WARNING,
    why="Filters compare the two parts, and who reads the plain text is to get the same stories.",
    fix="Let templates/issue.txt.j2 print every item with its link.",
)
def find_what_the_text_lacks(mail: Mailing) -> Iterator[Violation]:
    """What the HTML says and the plain-text part leaves out."""
    text = mail.rendered.text
    if not text.strip():
        return
    letters, read_to = _letters(text), 0
    for item in mail.issue.items:
        headline = _letters(mail.issue.masthead.without_title(_known_by(item)))
        # Items follow each other as in the HTML: to look on from the last one is mostly enough.
        at = letters.find(headline, read_to)
        if at >= 0:
            read_to = at
        elif headline not in letters:
            yield Violation(block=item.id, message=f"The text part lacks {cite(item.name)}.")
    addresses = {found.partition("?")[0] for found in _ADDRESS.findall(text)}
    for address, block in _addresses(mail).items():
        if address.partition("?")[0] not in addresses:
            yield Violation(
                block=block, message=f"The text part lacks the link {shortened(address)}."
            )


def _known_by(item: Item) -> str:
    """Its headline, else its longest run of words that no number of a link interrupts."""
    spans = (span.text for paragraph in item.paragraphs for span in paragraph.spans)
    return item.headline or max(spans, key=len, default="")


def _addresses(mail: Mailing) -> dict[str, str]:
    """The web addresses of the stories; the frame around them may link more in the HTML."""
    items = {item.id for item in mail.issue.items}
    return {
        link.address: link.block
        for link in mail.links
        if link.block in items and link.address.startswith(("http://", "https://"))
    }


def _letters(text: str) -> str:
    return _NOT_A_LETTER.sub("", text.casefold())


_LONGEST = 78


@rule(
    "text-lines",
    Severity.NOTE,
    why="RFC 5322 (2.1.1) asks for lines of at most 78 characters; addresses may be longer.",
    fix="Pipe the text through the template's wrap filter.",
)
def find_long_lines(mail: Mailing) -> Iterator[Violation]:
    """Lines of the plain-text part that are too long."""
    long = [
        (number, line)
        for number, line in enumerate(mail.rendered.text.splitlines(), start=1)
        if columns(line) > _LONGEST and "://" not in line and " " in line.strip()
    ]
    if long:
        number, line = long[0]
        yield Violation(
            message=f"The text part has {counted(len(long), 'line')} over {_LONGEST} columns; "
            f"line {number} has {columns(line)}."
        )
