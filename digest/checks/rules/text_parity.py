"""What the HTML says and the plain-text part leaves out."""

from collections.abc import Iterator

from digest.checks.links import links, scheme
from digest.checks.mail import Mail
from digest.checks.quoting import quoted, shown
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    if not mail.rendered.text.strip():
        return
    letters = _letters(mail.rendered.text)
    for item in mail.issue.items:
        if _letters(item.headline) not in letters:
            yield Problem(block=item.id, message=f"The text part lacks {quoted(item.headline)}.")
    for address, block in _addresses(mail).items():
        if address.partition("?")[0] not in mail.rendered.text:
            yield Problem(block=block, message=f"The text part lacks the link {shown(address)}.")


def _addresses(mail: Mail) -> dict[str, str]:
    """The web addresses of the HTML; the frame around the stories may link more in HTML."""
    items = {item.id for item in mail.issue.items}
    return {
        link.address: link.block
        for link in links(mail)
        if link.block in items and scheme(link.address) in {"http", "https"}
    }


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


RULE = Rule(
    id="text-parity",
    severity=Severity.WARNING,
    why="Filters compare the two parts, and who reads the plain text is to get the same stories.",
    fix="Let templates/issue.txt.j2 print every item with its link.",
    find=_find,
)
