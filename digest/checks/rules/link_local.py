"""Links that only work on the editor's own machine or network."""

from collections.abc import Iterator

from digest.checks.links import host, leads_inside, scheme
from digest.checks.mail import Mail
from digest.checks.merge_tags import is_merge_tag
from digest.checks.quoting import quoted, shown
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    for link in mail.links:
        web = scheme(link.address) in {"http", "https"}
        if web and leads_inside(host(link.address)) and not _is_tag(mail, link.address):
            yield Problem(
                block=link.block,
                message=f"The link {quoted(link.words)} leads to {shown(link.address)}, "
                "which readers cannot reach.",
            )


def _is_tag(mail: Mail, address: str) -> bool:
    return is_merge_tag(address.partition("//")[2], mail.issue.service)


RULE = Rule(
    id="link-local",
    severity=Severity.ERROR,
    why="localhost, a private address or a bare name is another machine for every reader.",
    fix="Use the address under which the page is published.",
    find=_find,
)
