"""Where the mail leads, as far as its links say it themselves."""

import re
from collections.abc import Iterator

from digest.checks.links import Link, host, leads_inside, scheme
from digest.checks.mail import Mailing
from digest.checks.rule import Violation, cite, rule
from digest.model.dialects import DIALECTS
from digest.model.findings import Severity
from digest.model.issues import Issue
from digest.text import shortened


@rule(
    "link-empty",
    Severity.ERROR,
    why="A link without an address opens nothing, or the mail program's own page.",
    fix="Write the address, or take the link out.",
)
def find_empty_links(mail: Mailing) -> Iterator[Violation]:
    """Links that lead nowhere."""
    anchors = {element.attributes.get("id") for element in mail.document.elements}
    for link in mail.links:
        if link.address in {"", "#"}:
            yield Violation(block=link.block, message=f"The link {cite(link.words)} leads nowhere.")
        elif link.address.startswith("#") and link.address[1:] not in anchors:
            yield Violation(
                block=link.block,
                message=f"{link.address}, where {cite(link.words)} leads, is not in the mail.",
            )


_ALLOWED = frozenset({"http", "https", "mailto", "tel", "sms"})


@rule(
    "link-scheme",
    Severity.ERROR,
    why="Mail programs block javascript:, data: and file: links and filters take them for an "
    "attack; an address without https:// leads nowhere in a mail.",
    fix="Write the whole address, with https:// before it.",
)
def find_wrong_schemes(mail: Mailing) -> Iterator[Violation]:
    """Links that are not links to a page or a mail address."""
    linked = {link.address for link in mail.links}
    for link in mail.links:
        if link.address and not link.address.startswith("#") and not _leads(mail, link.address):
            yield Violation(
                block=link.block,
                message=f"The link {cite(link.words)}: {_said(link.address)}.",
            )
    for address, block in dict.fromkeys(_issue_addresses(mail.issue)):
        if address and address not in linked and not _leads(mail, address):
            yield Violation(
                block=block, message=f"{_said(address)}, so the mail shows no link there."
            )


def _issue_addresses(issue: Issue) -> Iterator[tuple[str, str]]:
    """Every address that the issue wants to link, and its block; the mail may show none."""
    masthead, colophon = issue.masthead, issue.colophon
    yield masthead.url, "masthead"
    yield from ((account.url, "colophon") for account in masthead.social)
    yield masthead.view_in_browser, "colophon"
    for item in issue.items:
        spans = [*item.blurb, *(span for paragraph in item.body for span in paragraph.spans)]
        named = (*(one.url for one in item.also), *(one.url for one in item.also_this_week))
        linked = (item.url, *(span.url for span in spans), *named)
        yield from ((address, item.id) for address in linked)
    for slot in issue.slots:
        spans = [span for paragraph in slot.words for span in paragraph.spans]
        yield from (
            (address, f"slot-{slot.id}") for address in (slot.url, *(one.url for one in spans))
        )
    for earlier in issue.earlier.issues if issue.earlier else ():
        yield earlier.url, "earlier"
    for call, block in ((issue.source_call, "source-call"), (issue.subscribe, "subscribe")):
        if call:
            yield call.url, block
    yield colophon.unsubscribe_url, "colophon"
    yield colophon.preferences_url, "colophon"


def _leads(mail: Mailing, address: str) -> bool:
    return scheme(address) in _ALLOWED or DIALECTS[mail.issue.service].replaces(address)


def _said(address: str) -> str:
    kind = "is no web address" if scheme(address) else "is not a whole address"
    return f"{shortened(address)} {kind}"


# Words in brackets, and in parentheses right behind them what has a sign that addresses have.
_UNREAD_LINK = re.compile(r"\[?[^\[\]\n]{0,300}\]\(\s{0,9}[^\s()]{0,300}[.:/@#][^()\n]{0,300}\)?")


@rule(
    "link-unread",
    Severity.WARNING,
    why="A link that is not written as the draft page reads it reaches readers as brackets and "
    "an address.",
    fix="Write it as `[words](https://…)` in a blurb on the draft page: no brackets within the "
    "words, no spaces within the address, which begins with https://.",
)
def find_unread_links(mail: Mailing) -> Iterator[Violation]:
    """What looks like a link on the page and is printed as text."""
    for block, text in _editors_texts(mail.issue):
        # The search is for texts that hold one: elsewhere it would try every letter.
        for found in _UNREAD_LINK.findall(text) if "](" in text else ():
            yield Violation(
                block=block, message=f"{cite(found)} is printed as it stands, not as a link."
            )


def _editors_texts(issue: Issue) -> Iterator[tuple[str, str]]:
    """The texts that the page may hold, each with its block."""
    for item in issue.items:
        texts = (item.kicker, item.headline, item.dek, item.byline, item.words)
        yield from ((item.id, text) for text in texts)
    for slot in issue.slots:
        spans = (span.text for paragraph in slot.words for span in paragraph.spans)
        yield from ((f"slot-{slot.id}", text) for text in (slot.heading, *spans))


@rule(
    "link-local",
    Severity.ERROR,
    why="localhost, a private address or a bare name is another machine for every reader.",
    fix="Use the address under which the page is published.",
)
def find_local_links(mail: Mailing) -> Iterator[Violation]:
    """Links that only work on the editor's own machine or network."""
    for link in mail.links:
        web = scheme(link.address) in {"http", "https"}
        if web and leads_inside(host(link.address)) and not _is_tag(mail, link.address):
            yield Violation(
                block=link.block,
                message=f"The link {cite(link.words)} leads to {shortened(link.address)}, "
                "which readers cannot reach.",
            )


def _is_tag(mail: Mailing, address: str) -> bool:
    return DIALECTS[mail.issue.service].replaces(address.partition("//")[2])


@rule(
    "link-http",
    Severity.WARNING,
    why="Browsers warn before they open a page over plain http, and what is read can be seen "
    "and changed on the way.",
    fix="Use the page's https address.",
)
def find_unencrypted_links(mail: Mailing) -> Iterator[Violation]:
    """Links over plain http."""
    addresses: dict[str, str] = {}
    for link in mail.links:
        if scheme(link.address) == "http":
            addresses.setdefault(link.address, link.block)
    for address, block in addresses.items():
        yield Violation(block=block, message=f"{shortened(address)} is not encrypted.")


@rule(
    "link-repeated",
    Severity.WARNING,
    why="Two items that lead to the same page are mostly one story told twice.",
    fix="Merge the items, or drop one, on the draft page.",
)
def find_repeated_links(mail: Mailing) -> Iterator[Violation]:
    """Items of an issue that lead to the same page."""
    items = {item.id for item in mail.issue.items}
    own: dict[str, Link] = {}
    for link in mail.links:
        # An item's first link is its own: what it links in passing may well be told elsewhere.
        if link.block in items and scheme(link.address) in {"http", "https"}:
            own.setdefault(link.block, link)
    first: dict[str, str] = {}
    for block, link in own.items():
        earlier = first.setdefault(_same(link.address), block)
        if earlier != block:
            yield Violation(
                block=block,
                message=f"{cite(link.words)} and the item {earlier} lead to the same page, "
                f"{shortened(link.address)}.",
            )


def _same(address: str) -> str:
    plain = address.partition("#")[0].partition("utm_")[0]
    return plain.rstrip("/?&").replace("http:", "https:")


_EMPTY_WORDS = frozenset({"click here", "here", "link", "this link", "this", "click", "tap here"})


@rule(
    "link-text",
    Severity.WARNING,
    why="A screen reader lists links by their words alone (WCAG 2.2, 2.4.4).",
    fix="Link the words that name the page.",
)
def find_wordless_links(mail: Mailing) -> Iterator[Violation]:
    """Links that do not say where they lead."""
    for link in mail.links:
        words = link.words.strip(" .:→»›").casefold()
        if not words and not link.element.attributes.get("aria-label"):
            yield Violation(
                block=link.block, message=f"The link to {shortened(link.address)} has no words."
            )
        elif words in _EMPTY_WORDS:
            yield Violation(
                block=link.block,
                message=f"The link to {shortened(link.address)} only says {cite(link.words)}.",
            )
