"""HTML that does not say its language and direction."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    root = next(mail.page.named("html"), None)
    attributes = root.attributes if root else {}
    language = attributes.get("lang", "")
    wanted = mail.issue.masthead.language
    if language in {"", "und"}:
        yield Problem(message="The html element names no language.")
    elif language.partition("-")[0].lower() != wanted.partition("-")[0].lower():
        yield Problem(message=f"The html element says {language}, the newsletter {wanted}.")
    direction = mail.issue.masthead.direction
    if direction == "rtl" and attributes.get("dir", "") != "rtl":
        yield Problem(message="The newsletter is written right to left, the html element is not.")


RULE = Rule(
    id="language",
    severity=Severity.WARNING,
    why="A screen reader chooses its voice by the language, a hyphenator its rules (WCAG 2.2, "
    "3.1.1).",
    fix="Write lang and dir on the template's mjml element.",
    find=_find,
)
