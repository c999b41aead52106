"""An issue with local pictures in; the issue with their published addresses out, and the files."""

import re
from dataclasses import replace
from hashlib import sha256
from pathlib import PurePosixPath

from digest.model.issues import Issue, Item

FOLDER = "images"


def place_pictures(issue: Issue, base: str) -> tuple[Issue, dict[str, str]]:
    """`issue` with every local picture at `base` + "images/NAME", and NAME -> its present path.

    Paths are relative to the newsletter's folder. `base` is the issue's web address with a slash
    at its end, or "" for an address relative to the issue's own folder.
    """
    files: dict[str, str] = {}

    def placed(item: Item) -> Item:
        if item.image is None or _is_remote(item.image.url):
            return item
        name = _file_name(item.image.url, files)
        files[name] = item.image.url
        return replace(item, image=replace(item.image, url=f"{base}{FOLDER}/{name}"))

    lead = placed(issue.lead) if issue.lead else None
    sections = tuple(
        replace(section, items=tuple(placed(item) for item in section.items))
        for section in issue.sections
    )
    return replace(issue, lead=lead, sections=sections), files


def _is_remote(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _file_name(path: str, taken: dict[str, str]) -> str:
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", PurePosixPath(path).name).lstrip(".") or "picture"
    if taken.get(name, path) == path:
        return name
    return f"{sha256(path.encode()).hexdigest()[:8]}-{name}"
