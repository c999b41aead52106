"""A block of the page in; what is wrong with its address, its picture, its lack of articles out."""

from collections.abc import Callable, Iterator

from digest.config.settings import Newsletter
from digest.config.values import is_http_address
from digest.draft.page.blocks import PageBlock
from digest.draft.page.page import PageStory
from digest.draft.page.problems import PageProblem
from digest.model.issues import SectionStyle


def check_details(story: PageStory, unfit: Callable[[str], str]) -> Iterator[PageProblem]:
    """What cannot be printed of its address and picture; `unfit` says it of a file."""
    image = story.details.get("image", "")
    yield from check_address(story.block, story.details.get("url", ""))
    if not image or is_http_address(image):
        return
    line = _line(story, "image")
    if ":" in image.partition("/")[0]:
        what = "image is a web address, such as https://example.org/a.jpg, or the path of a file"
        yield PageProblem(line, f"{what} in the newsletter's folder, such as articles/a.jpg")
    elif why := unfit(image):
        yield PageProblem(line, f"image: {image} {why}")


def check_address(block: PageBlock, url: str) -> Iterator[PageProblem]:
    """What is wrong with the address that stands under `url`."""
    if url and not is_http_address(url):
        entry = block.entry("url")
        what = "url is a web address, such as https://example.org/a; for no link write"
        yield PageProblem(entry.line if entry else block.line, f'{what} url = ""')


def check_own_item(story: PageStory, newsletter: Newsletter) -> Iterator[PageProblem]:
    """What an item without articles lacks to be printed."""
    headline, blurb = story.texts.get("headline"), story.texts.get("blurb")
    if not headline and not blurb:
        what = "this story has neither articles nor words of yours"
        remedy = "write a blurb or a headline, or delete all of it"
        yield PageProblem(story.line, f"{what}; {remedy}")
    if story.details.get("url") and not headline and _is_bullet(story, newsletter):
        what = "url has no headline that it could stand under; link words of the blurb instead"
        yield PageProblem(_line(story, "url"), f"{what}: [words](https://…)")


def _is_bullet(story: PageStory, newsletter: Newsletter) -> bool:
    return any(
        one.id == story.section and one.style is SectionStyle.BULLETS for one in newsletter.sections
    )


def _line(story: PageStory, key: str) -> int:
    entry = story.block.entry(key)
    return entry.line if entry else story.line
