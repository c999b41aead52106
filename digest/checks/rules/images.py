"""The pictures: what they say, where they come from, what shows them."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from digest.checks.client_support import clients_lacking
from digest.checks.document import Element
from digest.checks.links import scheme
from digest.checks.mail import Mailing
from digest.checks.rule import Violation, rule
from digest.model.findings import Severity
from digest.text import shortened


@rule(
    "image-alt",
    Severity.ERROR,
    why="Many readers see the alt text instead of the picture, and a screen reader reads the "
    "file's name where there is none (WCAG 2.2, 1.1.1).",
    fix='Give the image an alt text; alt="" where it only decorates.',
)
def find_missing_alt_texts(mail: Mailing) -> Iterator[Violation]:
    """Images without an alt attribute."""
    for image in mail.pictures:
        if "alt" not in image.attributes:
            source = shortened(image.attributes.get("src", ""))
            yield Violation(block=mail.block(image), message=f"{source} has no alt attribute.")


_CONTENT_WIDTH = 100


@rule(
    "image-alt-empty",
    Severity.WARNING,
    why="An empty alt text says that a picture only decorates; a story's picture, or a link made "
    "of a picture alone, then vanishes with images off.",
    fix="Write what the picture shows into the article's image alt text.",
)
def find_empty_alt_texts(mail: Mailing) -> Iterator[Violation]:
    """Pictures that say nothing when they are not shown."""
    for image in mail.pictures:
        silent = "alt" in image.attributes and not image.attributes["alt"].strip()
        if silent and (_is_content(image) or _carries_a_link(mail, image)):
            source = shortened(image.attributes.get("src", ""))
            yield Violation(block=mail.block(image), message=f"{source} has an empty alt text.")


def _is_content(image: Element) -> bool:
    width = image.attributes.get("width", "").removesuffix("px")
    return not width.isdecimal() or int(width) >= _CONTENT_WIDTH


def _carries_a_link(mail: Mailing, image: Element) -> bool:
    return any(
        outer.name == "a" and not mail.document.text(outer) for outer in mail.document.around(image)
    )


@rule(
    "image-https",
    Severity.WARNING,
    why="Apple Mail and most webmails show no picture that comes over plain http, and a relative "
    "address leads nowhere in a mail that does not carry the picture along.",
    fix="Use the picture's https address, or leave the picture out.",
)
def find_unencrypted_images(mail: Mailing) -> Iterator[Violation]:
    """Images fetched over plain http, or from nowhere."""
    beside = {
        source for image in mail.document.named("img") if _is_beside(source := _source(image))
    }
    travelling = len(mail.attached) if beside else 0
    for image in mail.document.named("img"):
        source = _source(image)
        if source.lower().startswith(("https://", "cid:", "data:")):
            continue
        if source in beside and travelling >= len(beside):
            continue
        said = f"{shortened(source)} is not an https address" if source else "An image has no src"
        yield Violation(block=mail.block(image), message=f"{said}.")
    shown_ones = {_source(image) for image in mail.document.named("img")}
    for item in mail.issue.items:
        # A picture that the renderer cannot show leaves nothing in the HTML.
        if item.image and item.image.url not in shown_ones and not _may_be_shown(item.image.url):
            yield Violation(
                block=item.id,
                message=f"{shortened(item.image.url)} is no address of a picture, "
                "so none is shown.",
            )


def _may_be_shown(address: str) -> bool:
    return scheme(address) in {"http", "https"} or _is_beside(address)


def _source(image: Element) -> str:
    return image.attributes.get("src", "").strip()


def _is_beside(source: str) -> bool:
    """Whether a picture lies beside the issue; the mail then carries it along."""
    return bool(source) and not scheme(source) and not source.startswith("/")


_WIDEST = 600


@rule(
    "image-width",
    Severity.WARNING,
    why="Outlook for Windows ignores CSS widths: without a width attribute it shows a picture at "
    "its full size and tears the mail apart.",
    fix="Use mj-image in the template, with paddings that write 0px and not 0.",
)
def find_unfit_widths(mail: Mailing) -> Iterator[Violation]:
    """Images whose width Outlook cannot read."""
    for image in mail.pictures:
        width = image.attributes.get("width", "")
        if complaint := _complaint(width):
            source = shortened(image.attributes.get("src", ""))
            yield Violation(block=mail.block(image), message=f"{source} has {complaint}.")


def _complaint(width: str) -> str:
    if not width:
        return "no width attribute"
    try:
        pixels = float(width.removesuffix("px"))
    except ValueError:
        return f'width="{width}", which is not a number of pixels'
    return f"a width of {width} px, more than the mail's {_WIDEST}" if pixels > _WIDEST else ""


@rule(
    "image-small",
    Severity.WARNING,
    why="A picture with fewer pixels than it is shown wide is blown up, and looks soft on every "
    "screen; fine screens show twice as many.",
    fix="Use a larger original; at best it is twice as wide as the picture is shown.",
)
def find_small_images(mail: Mailing) -> Iterator[Violation]:
    """Pictures of the issue's own folder that are shown wider than they are."""
    measured = {
        _name(item.image.url): item.image.width
        for item in mail.issue.items
        if item.image and item.image.width and item.image.height
    }
    for image in mail.pictures:
        shown, own = image.attributes.get("width", ""), measured.get(_name(_source(image)))
        if own and shown.isdecimal() and own < int(shown):
            yield Violation(
                block=mail.block(image),
                message=f"{shortened(_source(image))} is {own} px wide and shown at {shown}.",
            )


def _name(address: str) -> str:
    """The last part of an address: no two pictures of an issue's folder share it."""
    return address.rpartition("/")[2]


_SLUG_OF = {"heic": "heif", "tif": "tiff", "svgz": "svg", "x-icon": "ico"}
_SHOWN_EVERYWHERE = frozenset({"png", "jpg", "jpeg", "gif"})


@rule(
    "image-format",
    Severity.WARNING,
    why="Outlook for Windows shows no WebP, AVIF or SVG, Gmail no SVG (caniemail.com).",
    fix="Use a JPEG, PNG or GIF of the picture.",
)
def find_unshown_formats(mail: Mailing) -> Iterator[Violation]:
    """Images in formats that some mail clients cannot show."""
    for image in mail.pictures:
        source = image.attributes.get("src", "")
        kind = _file_type(source)
        if kind in _SHOWN_EVERYWHERE:
            continue
        clients = clients_lacking(f"image-{_SLUG_OF.get(kind, kind)}")
        if clients:
            yield Violation(
                block=mail.block(image),
                message=f"{shortened(source)} is {kind.upper()}, "
                f"not shown by {', '.join(clients)}.",
            )


def _file_type(address: str) -> str:
    """The file type that an address names: "webp" for …/a.webp?w=600, "" where it names none."""
    if address.startswith("data:"):
        kind = address[5:].split(";", 1)[0].split(",", 1)[0]
        return kind.rpartition("/")[2].removesuffix("+xml").lower()
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    _, dot, extension = path.rpartition("/")[2].rpartition(".")
    return extension.lower() if dot and extension.isalnum() else ""


@rule(
    "image-embedded",
    Severity.WARNING,
    why="Gmail and Outlook show no data: image (caniemail.com, image-base64), and its bytes count "
    "towards Gmail's cut.",
    fix="Put the picture on the web and use its https address.",
)
def find_embedded_images(mail: Mailing) -> Iterator[Violation]:
    """Images written into the HTML itself."""
    for image in mail.document.named("img"):
        source = image.attributes.get("src", "")
        if source.lstrip().lower().startswith("data:"):
            yield Violation(
                block=mail.block(image),
                message=f"An image of {len(source):,} bytes is written into the HTML.",
            )


@rule(
    "little-text",
    Severity.NOTE,
    why="Spam filters distrust mails of pictures with little text, and readers with images off "
    "see nothing (vendor advice; no figure is certain).",
    fix="Say in words what the pictures say.",
)
def find_little_text(mail: Mailing) -> Iterator[Violation]:
    """Mails made of pictures."""
    readable = len(mail.document.readable) - len(mail.issue.preheader)
    images = len(mail.pictures)
    if images and readable < mail.newsletter.check.least_text:
        yield Violation(
            message=f"{readable} characters of text stand beside {images} images; "
            f"fewer than {mail.newsletter.check.least_text} look like a mail of pictures."
        )
