"""Links that are not links to a page or a mail address."""

from collections.abc import Iterator

from digest.checks.links import scheme
from digest.checks.mail import Mail
from digest.checks.merge_tags import is_merge_tag
from digest.checks.quoting import quoted, shown
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity

_ALLOWED = frozenset({"http", "https", "mailto", "tel", "sms"})


def _find(mail: Mail) -> Iterator[Problem]:
    for link in mail.links:
        if not link.address or link.address.startswith("#"):
            continue
        if scheme(link.address) in _ALLOWED or is_merge_tag(link.address, mail.issue.service):
            continue
        kind = "is not a whole address" if not scheme(link.address) else "is no web address"
        yield Problem(
            block=link.block,
            message=f"The link {quoted(link.words)}: {shown(link.address)} {kind}.",
        )


RULE = Rule(
    id="link-scheme",
    severity=Severity.ERROR,
    why="Mail programs block javascript:, data: and file: links and filters take them for an "
    "attack; an address without https:// leads nowhere in a mail.",
    fix="Write the whole address, with https:// before it.",
    find=_find,
)
