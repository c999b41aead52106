"""Headings that skip a level, or say nothing."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.quoting import quoted
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    before = 0
    for heading in mail.page.named("h1", "h2", "h3", "h4", "h5", "h6"):
        level = int(heading.name[1])
        words = mail.page.text(heading)
        if not words:
            yield Problem(block=mail.block(heading), message=f"An {heading.name} is empty.")
        if level > before + 1:
            after = f"an h{before}" if before else "nothing"
            yield Problem(
                block=mail.block(heading),
                message=f"{quoted(words)} is an {heading.name} after {after}.",
            )
        before = level


RULE = Rule(
    id="heading-order",
    severity=Severity.WARNING,
    why="A skipped level sounds like a missing part to those who listen (WCAG 2.2, 1.3.1).",
    fix="Use the next level down in the template.",
    find=_find,
)
