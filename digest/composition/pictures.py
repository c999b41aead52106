"""An issue with local pictures in; the issue with their published addresses out, and the files."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import PurePosixPath

from digest.model.issues import Issue, Item
from digest.pictures import PictureKind

FOLDER = "images"


def local_pictures(issue: Issue) -> Iterator[tuple[Item, str]]:
    """Each item with a local picture, and the picture's path from the newsletter's folder."""
    for item in issue.items:
        if item.image and not _is_remote(item.image.url):
            yield item, item.image.url


def place_pictures(
    issue: Issue, base: str, kinds: Mapping[str, PictureKind]
) -> tuple[Issue, dict[str, str]]:
    """`issue` with every local picture at `base` + "images/NAME", and NAME -> its present path.

    Paths are relative to the newsletter's folder; a picture whose path is not in `kinds` is left
    out. `base` is the issue's web address with a slash at its end, or "" for an address relative to
    the issue's own folder.
    """
    files: dict[str, str] = {}

    def placed(item: Item) -> Item:
        if item.image is None or _is_remote(item.image.url):
            return item
        path = item.image.url
        if path not in kinds:
            return replace(item, image=None)
        name = _file_name(path, kinds[path], files)
        files[name] = path
        return replace(item, image=replace(item.image, url=f"{base}{FOLDER}/{name}"))

    lead = placed(issue.lead) if issue.lead else None
    sections = tuple(
        replace(section, items=tuple(placed(item) for item in section.items))
        for section in issue.sections
    )
    return replace(issue, lead=lead, sections=sections), files


def _is_remote(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _file_name(path: str, kind: PictureKind, taken: dict[str, str]) -> str:
    written = PurePosixPath(path)
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", written.name).lstrip(".") or "picture"
    if PurePosixPath(name).suffix.lower() not in kind.endings:
        # A web server says what a file is by its ending: a page must not pass for one.
        name += kind.value
    if taken.get(name, path) == path:
        return name
    return f"{sha256(path.encode()).hexdigest()[:8]}-{name}"
