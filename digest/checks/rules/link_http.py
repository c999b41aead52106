"""Links over plain http."""

from collections.abc import Iterator

from digest.checks.links import scheme
from digest.checks.mail import Mail
from digest.checks.quoting import shown
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    addresses: dict[str, str] = {}
    for link in mail.links:
        if scheme(link.address) == "http":
            addresses.setdefault(link.address, link.block)
    for address, block in addresses.items():
        yield Problem(block=block, message=f"{shown(address)} is not encrypted.")


RULE = Rule(
    id="link-http",
    severity=Severity.WARNING,
    why="Browsers warn before they open a page over plain http, and what is read can be seen "
    "and changed on the way.",
    fix="Use the page's https address.",
    find=_find,
)
