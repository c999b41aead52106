"""The pages of the repository as the site has them: in one folder, each link with its new place."""

import os
import re
import shutil
from pathlib import Path

from docs.links import pages

FENCE = re.compile(r"^( *)```(\w+) .*$", re.MULTILINE)
ROW = re.compile(r"^\|.*$", re.MULTILINE)
CODE = re.compile(r"`[^`]+`")
LINK = re.compile(r"(!?\[((?:[^][]|\[[^][]*\])*)\]\()(?!\w+:|#)([^)\s#]+)(#[^)\s]*)?\)")


def copy_pages(root: Path, target: Path) -> None:
    """Put every page and picture of the repository into `target`."""
    places = published(root)
    for source, place in places.items():
        path = target / place
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".md":
            text = (root / source).read_text(encoding="utf-8")
            path.write_text(as_page(text, source, places), encoding="utf-8")
        else:
            shutil.copy(root / source, path)


def published(root: Path) -> dict[str, str]:
    """What the site shows: each file by its place in the repository, with that in the site."""
    kinds = ("images/*", "schemas/*.json", "*.css")
    files = [*pages(root), *(file for kind in kinds for file in (root / "docs").glob(kind))]
    names = (file.relative_to(root).as_posix() for file in files)
    return {name: _place(name) for name in names}


def _place(name: str) -> str:
    if name == "README.md":
        return "index.md"
    return name.removeprefix("docs/") if "/" in name else name.lower()


def as_page(text: str, source: str, places: dict[str, str]) -> str:
    """A page with its links as the site needs them; of one to what the site has not, the words.

    What stands behind the language of a fence is for those who run it. A bar in code within a table
    stands behind a backslash, which only GitHub takes away.
    """

    def moved(link: re.Match[str]) -> str:
        head, words, aim, anchor = link.groups(default="")
        place = places.get(os.path.normpath(Path(source).parent / aim))
        if place is None:
            return words
        return f"{head}{os.path.relpath(place, Path(places[source]).parent)}{anchor})"

    text = ROW.sub(lambda row: CODE.sub(_with_bars, row[0]), FENCE.sub(r"\1```\2", text))
    return LINK.sub(moved, text)


def _with_bars(code: re.Match[str]) -> str:
    return code[0].replace(r"\|", "|")
