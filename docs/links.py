"""Where the links of the documentation lead: `python -m docs.links` asks the ones to the web."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx2
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[1]
PLACES = ("*.md", "docs/*.md", "docs/how-to/*.md")
"""Where pages stand."""

SECONDS = 20
ALIVE_ALL_THE_SAME = {401, 403, 405, 429}
"""What a site answers that is there, but not for programs."""


class Link(NamedTuple):
    """A link or picture: the page where it stands, as seen from the root, and where it leads."""

    page: str
    aim: str

    def __str__(self) -> str:
        return f"{self.page}: {self.aim}"


def pages(root: Path = ROOT) -> list[Path]:
    """Every page of the documentation."""
    return [page for place in PLACES for page in sorted(root.glob(place))]


def links_of(page: str, text: str) -> Iterator[Link]:
    """Every link and picture of a page, those in code left out."""
    for token in _tokens(text):
        aim = token.attrs.get("href") or token.attrs.get("src")
        if aim:
            yield Link(page, str(aim))


def anchors_of(text: str) -> set[str]:
    """What a link to a heading of the page may name, as GitHub and the site have it."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    titles = [
        "".join(part.content for part in tokens[at + 1].children or ())
        for at, token in enumerate(tokens)
        if token.type == "heading_open"
    ]
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def broken_links(root: Path = ROOT) -> list[Link]:
    """Links to a file that is not there, to a heading that a page has not, to no whole address."""
    texts = {page: page.read_text(encoding="utf-8") for page in pages(root)}
    anchors = {page.resolve(): anchors_of(text) for page, text in texts.items()}
    return [
        link
        for page, text in texts.items()
        for link in links_of(page.relative_to(root).as_posix(), text)
        if not (is_whole(link.aim) if is_outside(link.aim) else _leads(link, root, anchors))
    ]


def is_outside(aim: str) -> bool:
    """Whether it leads to the web, or to a mailbox."""
    return bool(urlsplit(aim).scheme)


def is_whole(aim: str) -> bool:
    """Whether it is an https address of a host on the web."""
    parts = urlsplit(aim)
    return parts.scheme == "https" and "." in (parts.hostname or "")


def _leads(link: Link, root: Path, anchors: dict[Path, set[str]]) -> bool:
    name, _, anchor = link.aim.partition("#")
    page = root / link.page
    file = (page.parent / name if name else page).resolve()
    return file.exists() and (not anchor or anchor in anchors.get(file, set()))


def _tokens(text: str) -> Iterator[Token]:
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(text):
        yield token
        yield from token.children or ()


def main() -> None:
    """Ask each address on the web once; ends with 1 where one is gone."""
    found = [
        link
        for page in pages()
        for link in links_of(page.relative_to(ROOT).as_posix(), page.read_text(encoding="utf-8"))
        if is_outside(link.aim)
    ]
    gone = [f"{link}: {answer}" for link in dict.fromkeys(found) if (answer := _answer(link.aim))]
    sys.stdout.write("".join(f"{line}\n" for line in gone))
    sys.stdout.write(f"{len(found)} links to the web, {len(gone)} gone\n")
    sys.exit(bool(gone))


def _answer(address: str) -> str:
    """What is wrong with an address; "" where it is there."""
    try:
        response = httpx2.get(address, follow_redirects=True, timeout=SECONDS)
    except httpx2.HTTPError as error:
        return str(error)
    gone = response.is_error and response.status_code not in ALIVE_ALL_THE_SAME
    return f"answered {response.status_code}" if gone else ""


if __name__ == "__main__":
    main()
