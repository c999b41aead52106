"""The pages of the repository as the site has them: in one folder, each link with its new place."""

import os
import re
import shutil
from pathlib import Path

MOVED = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
}
"""Pages that stand outside of docs/, and where the site has them."""

FENCE = re.compile(r"^( *)```(\w+) .*$", re.MULTILINE)
ROW = re.compile(r"^\|.*$", re.MULTILINE)
CODE = re.compile(r"`[^`]+`")
LINK = re.compile(r"(\]\()(?!\w+:|#)([^)\s#]+)")


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
    kinds = ("*.md", "how-to/*.md", "images/*", "schemas/*.json", "*.css")
    files = [file for kind in kinds for file in (root / "docs").glob(kind)]
    names = (file.relative_to(root).as_posix() for file in sorted(files))
    return MOVED | {name: name.removeprefix("docs/") for name in names}


def as_page(text: str, source: str, places: dict[str, str]) -> str:
    """A page with its links as the site needs them; raises KeyError for one that leads nowhere.

    What stands behind the language of a fence is for those who run it. A bar in code within a table
    stands behind a backslash, which only GitHub takes away.
    """

    def moved(link: re.Match[str]) -> str:
        aim = os.path.normpath(Path(source).parent / link[2])
        return link[1] + os.path.relpath(places[aim], Path(places[source]).parent)

    text = ROW.sub(lambda row: CODE.sub(_with_bars, row[0]), FENCE.sub(r"\1```\2", text))
    return LINK.sub(moved, text)


def _with_bars(code: re.Match[str]) -> str:
    return code[0].replace(r"\|", "|")
