"""Images fetched over plain http, or from nowhere."""

from collections.abc import Iterator

from digest.checks.links import scheme
from digest.checks.mail import Mail
from digest.checks.page import Element
from digest.checks.quoting import shown
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    beside = {source for image in mail.page.named("img") if _is_beside(source := _source(image))}
    travelling = len(mail.attached) if beside else 0
    for image in mail.page.named("img"):
        source = _source(image)
        if source.lower().startswith(("https://", "cid:", "data:")):
            continue
        if source in beside and travelling >= len(beside):
            continue
        said = f"{shown(source)} is not an https address" if source else "An image has no src"
        yield Problem(block=mail.block(image), message=f"{said}.")


def _source(image: Element) -> str:
    return image.attributes.get("src", "").strip()


def _is_beside(source: str) -> bool:
    """Whether a picture lies beside the issue; the mail then carries it along."""
    return bool(source) and not scheme(source) and not source.startswith("/")


RULE = Rule(
    id="image-https",
    severity=Severity.WARNING,
    why="Apple Mail and most webmails show no picture that comes over plain http, and a relative "
    "address leads nowhere in a mail that does not carry the picture along.",
    fix="Use the picture's https address, or leave the picture out.",
    find=_find,
)
