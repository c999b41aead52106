"""Tags of the newsletter's own templates that stand where MJML does not take them."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.mjml_source import components
from digest.checks.rule import Problem, Rule
from digest.checks.user_templates import template_tags
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    table = components()
    for place in template_tags(mail):
        name, parent = place.tag.name, place.tag.parent
        if parent in table.holds_text:
            yield Problem(
                block=place.block,
                message=f"<{name}> stands inside <{parent}>, which holds HTML only.",
            )
        elif parent == "mj-attributes" or name not in table.attributes:
            continue
        elif parent in table.children and name not in table.children[parent]:
            parents = sorted(other for other in table.children if name in table.children[other])
            yield Problem(
                block=place.block,
                message=f"<{name}> stands inside <{parent}>.",
                fix=f"It belongs in {' or '.join(parents)}.",
            )


RULE = Rule(
    id="mjml-nesting",
    severity=Severity.ERROR,
    why="A component in the wrong place comes out without its table, and falls apart in Outlook.",
    fix="Move the component: sections hold columns, columns hold everything else.",
    find=_find,
)
