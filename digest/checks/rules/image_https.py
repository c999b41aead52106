"""Images fetched over plain http, or from nowhere."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.quoting import shown
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    for image in mail.page.named("img"):
        source = image.attributes.get("src", "").strip()
        if not source.lower().startswith(("https://", "cid:", "data:")):
            said = f"{shown(source)} is not an https address" if source else "An image has no src"
            yield Problem(block=mail.block(image), message=f"{said}.")


RULE = Rule(
    id="image-https",
    severity=Severity.WARNING,
    why="Apple Mail and most webmails show no picture that comes over plain http, and a relative "
    "address leads nowhere in a mail.",
    fix="Use the picture's https address, or leave the picture out.",
    find=_find,
)
