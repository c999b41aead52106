"""What the law and the big mail services ask of whoever sends to many."""

import re
from collections.abc import Iterator

from digest.ascii_addresses import in_ascii
from digest.checks.links import Link
from digest.checks.mail import Mailing
from digest.checks.rule import Violation, rule
from digest.model.findings import Severity
from digest.model.issues import Issue
from digest.model.presentation import EmailService

# Tags of the services and the words that addresses use.
_SAYS_SO = re.compile(r"unsub|opt-?out|abmelden|desinscri|désinscri|abmeld", re.IGNORECASE)


@rule(
    "unsubscribe-missing",
    Severity.ERROR,
    why="The law of most countries asks for it (CAN-SPAM, 15 U.S.C. 7704; GDPR art. 7), Gmail "
    "and Yahoo ask for a visible link, and who finds none reports spam.",
    fix="Set [colophon] unsubscribe_url, or [mail] service so that its tag is written.",
)
def find_missing_unsubscribe_link(mail: Mailing) -> Iterator[Violation]:
    """Mails that a reader cannot stop."""
    if not any(_lets_unsubscribe(mail.issue, link) for link in mail.links):
        yield Violation(message="No link in the HTML lets a reader unsubscribe.")


def _lets_unsubscribe(issue: Issue, link: Link) -> bool:
    """Whether a reader stops the mails by `link`."""
    own = issue.colophon.unsubscribe_url
    if own and issue.service is EmailService.PLAIN:
        address = own.partition("#")[0]
        return link.address.startswith((address, in_ascii(address)))
    return bool(_SAYS_SO.search(link.address) and link.words)


@rule(
    "one-click-headers",
    Severity.ERROR,
    why="Gmail and Yahoo ask bulk senders for one-click unsubscription (RFC 8058); an email "
    "service adds the headers itself.",
    fix="Set [colophon] unsubscribe_url to a page that unsubscribes on a POST.",
)
def find_missing_one_click_headers(mail: Mailing) -> Iterator[Violation]:
    """Mails without the headers that let a mail program unsubscribe in one click."""
    if mail.issue.service is not EmailService.PLAIN:
        return
    where = str(mail.headers.get("List-Unsubscribe", ""))
    if not where:
        yield Violation(message="The mail has no List-Unsubscribe header.")
    elif "<https://" not in where.lower():
        yield Violation(
            message="The List-Unsubscribe header has no https address.",
            fix="Let [colophon] unsubscribe_url begin with https://.",
        )
    if where and str(mail.headers.get("List-Unsubscribe-Post", "")).strip() != (
        "List-Unsubscribe=One-Click"
    ):
        yield Violation(
            message="The mail has no List-Unsubscribe-Post: List-Unsubscribe=One-Click."
        )


_ONCE = ("From", "Date", "Subject", "Message-ID", "MIME-Version", "Content-Type")


@rule(
    "mail-headers",
    Severity.ERROR,
    why="RFC 5322 asks for From and Date and allows each of these once; Gmail refuses mail where "
    "one is there twice.",
    fix="Set [mail] sender; anything else is a fault of the program.",
)
def find_wrong_headers(mail: Mailing) -> Iterator[Violation]:
    """Mails whose headers are missing or there twice."""
    if mail.issue.service is not EmailService.PLAIN:
        return
    for name in _ONCE:
        count = len(mail.headers.get_all(name, []))
        if count != 1:
            said = f"{count} times" if count else "not at all"
            yield Violation(message=f"The mail has the header {name} {said}.")
    for name in ("Bcc", "Resent-Bcc"):
        if name in mail.headers:
            yield Violation(message=f"The mail has a {name} header.")


_NOT_A_LETTER = re.compile(r"[\W_]+")


@rule(
    "address-missing",
    Severity.WARNING,
    why="Commercial mail to the United States must show the sender's postal address "
    "(CAN-SPAM, 15 U.S.C. 7704(a)(5)).",
    fix="Set [colophon] address.",
)
def find_missing_address(mail: Mailing) -> Iterator[Violation]:
    """Mails without a postal address."""
    if mail.issue.service is EmailService.MAILCHIMP and "LIST:ADDRESS" in mail.rendered.html:
        return
    address = mail.issue.colophon.address
    if not address.strip():
        yield Violation(message="The issue names no postal address.")
    elif _letters(address) not in _letters(mail.document.readable):
        yield Violation(
            message="The HTML does not show the postal address.",
            fix="Let the template print issue.colophon.address.",
        )


def _letters(text: str) -> str:
    return _NOT_A_LETTER.sub("", text)
