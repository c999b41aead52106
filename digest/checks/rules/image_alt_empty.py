"""Pictures that say nothing when they are not shown."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.page import Element
from digest.checks.pictures import pictures
from digest.checks.quoting import shown
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity

_CONTENT_WIDTH = 100


def _find(mail: Mail) -> Iterator[Problem]:
    for image in pictures(mail.page):
        silent = "alt" in image.attributes and not image.attributes["alt"].strip()
        if silent and (_is_content(image) or _carries_a_link(mail, image)):
            source = shown(image.attributes.get("src", ""))
            yield Problem(block=mail.block(image), message=f"{source} has an empty alt text.")


def _is_content(image: Element) -> bool:
    width = image.attributes.get("width", "").removesuffix("px")
    return not width.isdecimal() or int(width) >= _CONTENT_WIDTH


def _carries_a_link(mail: Mail, image: Element) -> bool:
    return any(outer.name == "a" and not mail.page.text(outer) for outer in mail.page.around(image))


RULE = Rule(
    id="image-alt-empty",
    severity=Severity.WARNING,
    why="An empty alt text says that a picture only decorates; a story's picture, or a link made "
    "of a picture alone, then vanishes with images off.",
    fix="Write what the picture shows into the article's image alt text.",
    find=_find,
)
