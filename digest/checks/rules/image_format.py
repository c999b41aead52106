"""Images in formats that some mail clients cannot show."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.pictures import file_type, pictures
from digest.checks.quoting import shown
from digest.checks.rule import Problem, Rule
from digest.checks.support import unsupported_by
from digest.model.findings import Severity

_SLUG_OF = {"heic": "heif", "tif": "tiff", "svgz": "svg", "x-icon": "ico"}
_SHOWN_EVERYWHERE = frozenset({"png", "jpg", "jpeg", "gif"})


def _find(mail: Mail) -> Iterator[Problem]:
    for image in pictures(mail.page):
        source = image.attributes.get("src", "")
        kind = file_type(source)
        if kind in _SHOWN_EVERYWHERE:
            continue
        clients = unsupported_by(f"image-{_SLUG_OF.get(kind, kind)}")
        if clients:
            yield Problem(
                block=mail.block(image),
                message=f"{shown(source)} is {kind.upper()}, not shown by {', '.join(clients)}.",
            )


RULE = Rule(
    id="image-format",
    severity=Severity.WARNING,
    why="Outlook for Windows shows no WebP, AVIF or SVG, Gmail no SVG (caniemail.com).",
    fix="Use a JPEG, PNG or GIF of the picture.",
    find=_find,
)
