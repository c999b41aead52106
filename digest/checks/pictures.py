"""The images of a mail that a reader is meant to see, and what their files are."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from digest.checks.page import Element, Page


def pictures(page: Page) -> Iterator[Element]:
    """The img elements, tracking pixels left out."""
    return (element for element in page.named("img") if not _is_pixel(element))


def file_type(address: str) -> str:
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


def _is_pixel(image: Element) -> bool:
    return image.attributes.get("width") in {"0", "1"} and image.attributes.get("height") in {
        "0",
        "1",
    }
