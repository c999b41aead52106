"""Links that are not links to a page or a mail address."""

from collections.abc import Iterator

from digest.checks.links import issue_addresses, scheme
from digest.checks.mail import Mail
from digest.checks.merge_tags import is_merge_tag
from digest.checks.quoting import quoted, shown
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity

_ALLOWED = frozenset({"http", "https", "mailto", "tel", "sms"})


def _find(mail: Mail) -> Iterator[Problem]:
    linked = {link.address for link in mail.links}
    for link in mail.links:
        if link.address and not link.address.startswith("#") and not _leads(mail, link.address):
            yield Problem(
                block=link.block,
                message=f"The link {quoted(link.words)}: {_said(link.address)}.",
            )
    for address, block in dict.fromkeys(issue_addresses(mail.issue)):
        if address and address not in linked and not _leads(mail, address):
            yield Problem(
                block=block, message=f"{_said(address)}, so the mail shows no link there."
            )


def _leads(mail: Mail, address: str) -> bool:
    return scheme(address) in _ALLOWED or is_merge_tag(address, mail.issue.service)


def _said(address: str) -> str:
    kind = "is no web address" if scheme(address) else "is not a whole address"
    return f"{shown(address)} {kind}"


RULE = Rule(
    id="link-scheme",
    severity=Severity.ERROR,
    why="Mail programs block javascript:, data: and file: links and filters take them for an "
    "attack; an address without https:// leads nowhere in a mail.",
    fix="Write the whole address, with https:// before it.",
    find=_find,
)
