"""What stands in for something still to be written or filled in."""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from digest.checks.mail import WHOLE_MAIL, Mailing
from digest.checks.passages import Passage, passages
from digest.checks.rule import Violation, cite, rule
from digest.checks.stand_ins import stand_ins, stand_ins_of_address
from digest.checks.stock_texts import stock_address, stock_words_in
from digest.model.dialects import DIALECTS
from digest.model.findings import Severity
from digest.model.presentation import EmailService
from digest.text import shortened


@rule(
    "placeholder",
    Severity.ERROR,
    why="Words that only hold a place (TODO, TK, lorem ipsum, what `digest init` wrote) are the "
    "commonest slip in a newsletter made from a template.",
    fix="Write the words on the draft page, in the article or in newsletter.toml; if they are "
    'meant, set placeholder = "warning" under [check.rules] for this issue.',
)
def find_placeholders(mail: Mailing) -> Iterator[Violation]:
    """Words and addresses that stand in for others still to be written."""
    wording, addresses = tuple(passages(mail)), tuple(dict.fromkeys(_addresses(mail)))
    found: dict[tuple[str, str], Violation] = {}
    for problem, stand_in in (*_in_words(mail, wording), *_in_addresses(addresses)):
        found.setdefault((problem.block, stand_in), problem)
    yield from found.values()
    yield from _stock(mail, wording, addresses)


def _in_words(mail: Mailing, wording: Iterable[Passage]) -> Iterator[tuple[Violation, str]]:
    for passage in wording:
        words = passage.words
        for stand_in in stand_ins(words, partial(passage.language, mail)):
            beside = f", in {cite(words)}" if words != stand_in else ""
            message = f"{passage.what} still says {cite(stand_in)}{beside}."
            yield Violation(block=passage.block(mail), message=message), stand_in


def _in_addresses(addresses: Iterable[tuple[str, str]]) -> Iterator[tuple[Violation, str]]:
    for address, block in addresses:
        for stand_in in stand_ins_of_address(address):
            message = f"An address still says {cite(stand_in)}: {shortened(address)}."
            yield Violation(block=block, message=message), stand_in


def _stock(
    mail: Mailing, wording: Iterable[Passage], addresses: Iterable[tuple[str, str]]
) -> Iterator[Violation]:
    """One finding for each place in which the editor replaces what `init` wrote."""
    found: dict[str, list[tuple[str, str]]] = {}
    # Most mails hold none of them, which is seen at once in all their words together.
    for stock in stock_words_in("\n".join(passage.words for passage in wording)):
        for passage in wording:
            if stock in stock_words_in(passage.words):
                place = cite(stock.words), passage.block(mail)
                found.setdefault(stock.where, []).append(place)
    for address, block in addresses:
        if known := stock_address(address):
            found.setdefault(known.where, []).append((shortened(address), block))
    for where, texts in found.items():
        first, *others = dict.fromkeys(text for text, _ in texts)
        more = f" and {len(others)} more" if others else ""
        # The subject only repeats what an item says.
        blocks = sorted((block for _, block in texts), key=lambda block: block == WHOLE_MAIL)
        yield Violation(
            block=blocks[0],
            message=f"{first}{more} came with `digest init`: write your own in {where}.",
            fix="Replace it there and build again.",
        )


def _addresses(mail: Mailing) -> Iterator[tuple[str, str]]:
    yield from ((link.address, link.block) for link in mail.links)
    for image in mail.pictures:
        yield image.attributes.get("src", ""), mail.block(image)


_ANY_TAG = re.compile(
    r"\{\{[^{}]*\}\}|\{%[^%{}]*%\}|\{#[^#{}]*#\}|\*\|[^|*\s][^|*]*\|\*|%%\{?[\w .-]+\}?%%"
    r"|<%[^%<>]*%>|&lt;%[^%&]*%&gt;|\$\{[^{}]*\}|\[\[[^\[\]]+\]\]|https?://merge\.invalid/[\w-]*"
)
# How each begins. In bytes, and one expression each, this is twenty times as fast as _ANY_TAG.
_OPENINGS = tuple(
    re.compile(opening)
    for opening in (
        rb"\{[{%#]",
        rb"\*\|",
        rb"%%",
        rb"<%",
        rb"&lt;%",
        rb"\$\{",
        rb"\[\[",
        rb"merge\.inv",
    )
)
_STYLES = re.compile(r"<style\b.*?(?:</style\s*>|\Z)", re.DOTALL | re.IGNORECASE)


@rule(
    "token-unreplaced",
    Severity.ERROR,
    why="A tag of another service, or a template's own that was not filled in, reaches readers "
    "as it stands.",
    fix="Set [mail] service to the service that sends, or mend the template that prints the tag.",
)
def find_unreplaced_tags(mail: Mailing) -> Iterator[Violation]:
    """Tags that nobody is going to replace."""
    service = mail.issue.service
    # The raw source: that is where a service looks for its tags.
    html = mail.rendered.html
    if foreign_tags(html, service):
        html = _STYLES.sub("", html)
    parts = (("HTML", html), ("text part", mail.rendered.text))
    for part, source in parts:
        for tag in foreign_tags(source, service):
            yield Violation(message=f"The {part} holds {shortened(tag)}.")


def foreign_tags(text: str, service: EmailService) -> tuple[str, ...]:
    """What looks like a template's or a service's tag in `text` and is none of `service`'s own."""
    source = text.encode("utf-8", "surrogatepass")
    if not any(opening.search(source) for opening in _OPENINGS):
        return ()
    found = dict.fromkeys(match[0] for match in _ANY_TAG.finditer(text))
    return tuple(tag for tag in found if not DIALECTS[service].replaces(tag))


# The braces of a text about such escapes are entities in HTML, and parted in plain text.
_ESCAPE = re.compile(r"\\u\{[0-9a-f]{1,6}\}", re.IGNORECASE)


@rule(
    "escape-left",
    Severity.ERROR,
    why="MJML writes what Rust cannot print, such as Arabic vowel signs and no-break spaces in an "
    "alt text, in the notation of programmers; a screen reader spells it out.",
    fix="Build the issue again; if it stays, the template that prints it writes the escape itself.",
)
def find_escapes(mail: Mailing) -> Iterator[Violation]:
    """Characters that would reach readers as a programmer's escape."""
    html = mail.rendered.html
    places = {(_block_at(mail, one.start()), one[0]) for one in _ESCAPE.finditer(html)}
    for block, escape in sorted(places):
        yield Violation(block=block, message=f"The HTML holds {escape}.")
    for escape in sorted(set(_ESCAPE.findall(mail.rendered.text))):
        yield Violation(message=f"The text part holds {escape}.")


def _block_at(mail: Mailing, position: int) -> str:
    before = [element for element in mail.document.elements if element.start <= position]
    return mail.block(before[-1]) if before else WHOLE_MAIL
