"""Links that do not say where they lead."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.quoting import quoted, shown
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity

_EMPTY_WORDS = frozenset({"click here", "here", "link", "this link", "this", "click", "tap here"})


def _find(mail: Mail) -> Iterator[Problem]:
    for link in mail.links:
        words = link.words.strip(" .:→»›").casefold()
        if not words and not link.element.attributes.get("aria-label"):
            yield Problem(
                block=link.block, message=f"The link to {shown(link.address)} has no words."
            )
        elif words in _EMPTY_WORDS:
            yield Problem(
                block=link.block,
                message=f"The link to {shown(link.address)} only says {quoted(link.words)}.",
            )


RULE = Rule(
    id="link-text",
    severity=Severity.WARNING,
    why="A screen reader lists links by their words alone (WCAG 2.2, 2.4.4).",
    fix="Link the words that name the page.",
    find=_find,
)
