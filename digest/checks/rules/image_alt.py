"""Images without an alt attribute."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.pictures import pictures
from digest.checks.quoting import shown
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    for image in pictures(mail.page):
        if "alt" not in image.attributes:
            source = shown(image.attributes.get("src", ""))
            yield Problem(block=mail.block(image), message=f"{source} has no alt attribute.")


RULE = Rule(
    id="image-alt",
    severity=Severity.ERROR,
    why="Many readers see the alt text instead of the picture, and a screen reader reads the "
    "file's name where there is none (WCAG 2.2, 1.1.1).",
    fix='Give the image an alt text; alt="" where it only decorates.',
    find=_find,
)
