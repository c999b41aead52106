"""An issue with local pictures in; the issue with their published addresses out, and the files."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath

from digest.model.issues import Issue, Item, Section, SectionStyle
from digest.model.website import PICTURES
from digest.pictures import Picture, PictureKind

CARD = "card.png"
"""The name in images/ of the picture that stands for an issue where it is shared."""

LEAD_WIDTH = 600
WIDE_WIDTH = 520
HALF_WIDTH = 252
THUMBNAIL_WIDTH = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalPicture:
    """A picture by its path from the newsletter's folder, its item, and how wide it is shown."""

    item: Item
    path: str
    width: int


def local_pictures(issue: Issue) -> Iterator[LocalPicture]:
    """The local pictures of an issue in its order, one that is shown twice twice."""
    for item, width in _widths(issue):
        if item.image and not _is_remote(item.image.url):
            yield LocalPicture(item=item, path=item.image.url, width=width)


def place_pictures(
    issue: Issue, base: str, kept: Mapping[str, Picture]
) -> tuple[Issue, dict[str, str]]:
    """`issue` with every local picture at `base` + "images/NAME", and NAME -> its present path.

    Paths are relative to the newsletter's folder; `kept` says what the issue keeps of each, and a
    picture whose path is not in it is left out. `base` is the issue's web address with a slash at
    its end, or "" for an address relative to the issue's own folder.
    """
    files: dict[str, str] = {}

    def placed(item: Item) -> Item:
        if item.image is None or _is_remote(item.image.url):
            return item
        path = item.image.url
        if path not in kept:
            return replace(item, image=None)
        name = _file_name(path, kept[path].kind, files)
        files[name] = path
        width, height = kept[path].width, kept[path].height
        address = f"{base}{PICTURES}{name}"
        return replace(item, image=replace(item.image, url=address, width=width, height=height))

    return _with_items(issue, placed), files


def _widths(issue: Issue) -> Iterator[tuple[Item, int]]:
    """Every item with the width in pixels that a mail gives to its picture."""
    if issue.lead:
        yield issue.lead, LEAD_WIDTH
    for section in issue.sections:
        yield from zip(section.items, _widths_in(section), strict=True)


def _widths_in(section: Section) -> list[int]:
    count = len(section.items)
    if section.style is SectionStyle.CARDS:
        # Two stand side by side; an odd one goes first, and wide.
        return [WIDE_WIDTH] * (count % 2) + [HALF_WIDTH] * (count - count % 2)
    others = [THUMBNAIL_WIDTH] * count
    return [WIDE_WIDTH, *others[1:]] if section.featured and others else others


def _with_items(issue: Issue, change: Callable[[Item], Item]) -> Issue:
    lead = change(issue.lead) if issue.lead else None
    sections = tuple(
        replace(section, items=tuple(change(item) for item in section.items))
        for section in issue.sections
    )
    return replace(issue, lead=lead, sections=sections)


def _is_remote(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _file_name(path: str, kind: PictureKind, taken: Mapping[str, str]) -> str:
    written = PurePosixPath(path)
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", written.name).lstrip(".") or "picture"
    if PurePosixPath(name).suffix.lower() not in kind.endings:
        # A web server says what a file is by its ending: a page must not pass for one.
        name = _without_ending(name) + kind.value
    # Some disks take "A.png" and "a.png" for one file.
    paths = {CARD: ""} | {one.lower(): other for one, other in taken.items()}
    if paths.get(name.lower(), path) == path:
        return name
    return f"{sha256(path.encode()).hexdigest()[:8]}-{name}"


def _without_ending(name: str) -> str:
    """`name` without that of another kind of picture."""
    ending = PurePosixPath(name).suffix
    pictures = {one for kind in PictureKind for one in kind.endings}
    return name.removesuffix(ending) if ending.lower() in pictures else name
