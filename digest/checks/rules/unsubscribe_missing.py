"""Mails that a reader cannot stop."""

import re
from collections.abc import Iterator

from digest.ascii_addresses import in_ascii
from digest.checks.links import Link
from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity
from digest.model.presentation import EmailService

# Tags of the services and the words that addresses use.
_SAYS_SO = re.compile(r"unsub|opt-?out|abmelden|desinscri|désinscri|abmeld", re.IGNORECASE)


def _find(mail: Mail) -> Iterator[Problem]:
    if not any(_stops(mail, link) for link in mail.links):
        yield Problem(message="No link in the HTML lets a reader unsubscribe.")


def _stops(mail: Mail, link: Link) -> bool:
    own = mail.issue.colophon.unsubscribe_url
    if own and mail.issue.service is EmailService.PLAIN:
        address = own.partition("#")[0]
        return link.address.startswith((address, in_ascii(address)))
    return bool(_SAYS_SO.search(link.address) and link.words)


RULE = Rule(
    id="unsubscribe-missing",
    severity=Severity.ERROR,
    why="The law of most countries asks for it (CAN-SPAM, 15 U.S.C. 7704; GDPR art. 7), Gmail "
    "and Yahoo ask for a visible link, and who finds none reports spam.",
    fix="Set [colophon] unsubscribe_url, or [mail] service so that its tag is written.",
    find=_find,
)
