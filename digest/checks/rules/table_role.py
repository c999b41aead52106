"""Layout tables that screen readers announce as data."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    for table in mail.page.named("table"):
        role = table.attributes.get("role", "")
        if role not in {"presentation", "none"} and not _holds_data(mail, table.number):
            yield Problem(block=mail.block(table), message="A table has no role=presentation.")


def _holds_data(mail: Mail, index: int) -> bool:
    inner = mail.page.inside(mail.page.elements[index])
    return any(element.name in {"th", "caption"} for element in inner)


RULE = Rule(
    id="table-role",
    severity=Severity.WARNING,
    why="A screen reader counts rows and columns aloud in every table that does not say it is "
    "only layout (WAI-ARIA, presentation).",
    fix='Write role="presentation" on the table, or th elements where it holds data.',
    find=_find,
)
