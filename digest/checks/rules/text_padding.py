"""Text that keeps its distance by a padding of its own."""

import re
from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.quoting import quoted
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity

# Lists are not here: the stock templates give them a margin in Outlook.
_TEXT = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "div", "pre", "address")
_SOME = re.compile(r"[1-9]")


def _find(mail: Mail) -> Iterator[Problem]:
    told: set[tuple[str, str]] = set()
    for element in mail.page.named(*_TEXT):
        for name, value in element.style.items():
            if not name.startswith("padding") or not _SOME.search(value[:100]):
                continue
            if (element.name, f"{name}: {value}") not in told:
                told.add((element.name, f"{name}: {value}"))
                yield Problem(
                    block=mail.block(element),
                    message=f"A {element.name} has {name}: {value}, at "
                    f"{quoted(mail.page.text(element))}.",
                )


RULE = Rule(
    id="text-padding",
    severity=Severity.WARNING,
    why="Outlook for Windows passes over padding outside of table cells: the text sticks to its "
    "border or to what is above it (caniemail.com, css-padding).",
    fix="Use a margin, or put the text into a table cell and give that the padding, as the stock "
    "templates' boxed() does.",
    find=_find,
)
