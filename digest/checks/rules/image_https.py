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
    shown_ones = {_source(image) for image in mail.page.named("img")}
    for item in mail.issue.items:
        # A picture that the renderer cannot show leaves nothing in the HTML.
        if item.image and item.image.url not in shown_ones and not _may_be_shown(item.image.url):
            yield Problem(
                block=item.id,
                message=f"{shown(item.image.url)} is no address of a picture, so none is shown.",
            )


def _may_be_shown(address: str) -> bool:
    return scheme(address) in {"http", "https"} or _is_beside(address)


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
