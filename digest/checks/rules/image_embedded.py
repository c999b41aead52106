"""Images written into the HTML itself."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    for image in mail.page.named("img"):
        source = image.attributes.get("src", "")
        if source.lstrip().lower().startswith("data:"):
            yield Problem(
                block=mail.block(image),
                message=f"An image of {len(source):,} bytes is written into the HTML.",
            )


RULE = Rule(
    id="image-embedded",
    severity=Severity.WARNING,
    why="Gmail and Outlook show no data: image (caniemail.com, image-base64), and its bytes count "
    "towards Gmail's cut.",
    fix="Put the picture on the web and use its https address.",
    find=_find,
)
