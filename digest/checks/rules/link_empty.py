"""Links that lead nowhere."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.quoting import quoted
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    anchors = {element.attributes.get("id") for element in mail.page.elements}
    for link in mail.links:
        if link.address in {"", "#"}:
            yield Problem(block=link.block, message=f"The link {quoted(link.words)} leads nowhere.")
        elif link.address.startswith("#") and link.address[1:] not in anchors:
            yield Problem(
                block=link.block,
                message=f"{link.address}, where {quoted(link.words)} leads, is not in the mail.",
            )


RULE = Rule(
    id="link-empty",
    severity=Severity.ERROR,
    why="A link without an address opens nothing, or the mail program's own page.",
    fix="Write the address, or take the link out.",
    find=_find,
)
