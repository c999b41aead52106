"""Scripts, forms and frames in a mail."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity

_ACTIVE = (
    *("script", "iframe", "frame", "object", "embed", "applet", "form", "input", "textarea"),
    *("select", "video", "audio", "base"),
)


def _find(mail: Mail) -> Iterator[Problem]:
    for element in mail.page.named(*_ACTIVE):
        yield Problem(block=mail.block(element), message=f"The mail holds a <{element.name}>.")
    for element in mail.page.elements:
        for name in element.attributes:
            if name.startswith("on") and len(name) > 3:
                yield Problem(
                    block=mail.block(element), message=f"A {element.name} has an {name} attribute."
                )


RULE = Rule(
    id="active-content",
    severity=Severity.ERROR,
    why="Mail programs take scripts, forms and frames out, and filters take mails with them for "
    "an attack.",
    fix="Take the element out of the template and link to a web page instead.",
    find=_find,
)
