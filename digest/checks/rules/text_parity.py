"""What the HTML says and the plain-text part leaves out."""

import re
from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.quoting import quoted, shown
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity

_ADDRESS = re.compile(r"https?://\S+")
_NOT_A_LETTER = re.compile(r"[\W_]+")


def _find(mail: Mail) -> Iterator[Problem]:
    text = mail.rendered.text
    if not text.strip():
        return
    letters, read_to = _letters(text), 0
    for item in mail.issue.items:
        headline = _letters(item.headline)
        # Items follow each other as in the HTML: to look on from the last one is mostly enough.
        at = letters.find(headline, read_to)
        if at >= 0:
            read_to = at
        elif headline not in letters:
            yield Problem(block=item.id, message=f"The text part lacks {quoted(item.headline)}.")
    addresses = {found.partition("?")[0] for found in _ADDRESS.findall(text)}
    for address, block in _addresses(mail).items():
        if address.partition("?")[0] not in addresses:
            yield Problem(block=block, message=f"The text part lacks the link {shown(address)}.")


def _addresses(mail: Mail) -> dict[str, str]:
    """The web addresses of the stories; the frame around them may link more in the HTML."""
    items = {item.id for item in mail.issue.items}
    return {
        link.address: link.block
        for link in mail.links
        if link.block in items and link.address.startswith(("http://", "https://"))
    }


def _letters(text: str) -> str:
    return _NOT_A_LETTER.sub("", text.casefold())


RULE = Rule(
    id="text-parity",
    severity=Severity.WARNING,
    why="Filters compare the two parts, and who reads the plain text is to get the same stories.",
    fix="Let templates/issue.txt.j2 print every item with its link.",
    find=_find,
)
