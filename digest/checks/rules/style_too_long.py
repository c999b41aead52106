"""Style elements that together are longer than Gmail takes."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    limit = mail.newsletter.check.style_bytes
    size = sum(len(sheet.encode("utf-8", "surrogatepass")) for sheet in mail.page.sheets)
    if size >= limit:
        yield Problem(message=f"The style elements have {size:,} bytes; Gmail takes {limit - 1:,}.")


RULE = Rule(
    id="style-too-long",
    severity=Severity.ERROR,
    why="Gmail drops the style elements that reach a total of 16 KB, and dark colours and the "
    "phone layout with them (hteumeuleu/email-bugs #90).",
    fix="Take rules out of the templates' mj-style elements.",
    find=_find,
)
