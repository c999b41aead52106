"""Images whose width Outlook cannot read."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.pictures import pictures
from digest.checks.quoting import shown
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity

_WIDEST = 600


def _find(mail: Mail) -> Iterator[Problem]:
    for image in pictures(mail.page):
        width = image.attributes.get("width", "")
        if complaint := _complaint(width):
            source = shown(image.attributes.get("src", ""))
            yield Problem(block=mail.block(image), message=f"{source} has {complaint}.")


def _complaint(width: str) -> str:
    if not width:
        return "no width attribute"
    try:
        pixels = float(width.removesuffix("px"))
    except ValueError:
        return f'width="{width}", which is not a number of pixels'
    return f"a width of {width} px, more than the mail's {_WIDEST}" if pixels > _WIDEST else ""


RULE = Rule(
    id="image-width",
    severity=Severity.WARNING,
    why="Outlook for Windows ignores CSS widths: without a width attribute it shows a picture at "
    "its full size and tears the mail apart.",
    fix="Use mj-image in the template, with paddings that write 0px and not 0.",
    find=_find,
)
