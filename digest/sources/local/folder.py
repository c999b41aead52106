"""A source's path in, the files it means out; none outside the folder unless that is allowed."""

import os
from pathlib import Path

from digest.pictures import UnfitPicture, read_picture
from digest.sources.entries.values import Unreadable

PIECES = frozenset({".md", ".markdown", ".html", ".htm", ".txt", ".eml"})
FEEDS = frozenset({".xml", ".rss", ".atom", ".rdf", ".json"})


def find_files(path: str, *, folder: Path, outside: bool) -> list[Path]:
    """The file, the files below the folder, or those a glob matches, in the order of their names.

    In folders PIECES and FEEDS are looked for; a file named outright may end in anything. Raises
    Unreadable when there is nothing, or when `path` leads out of `folder` and not `outside`.
    """
    root = folder.resolve()
    named = root / path
    if not outside and not _is_inside(named, root):
        raise Unreadable(
            f"{path} leads out of the newsletter's folder; set allow_outside = true if it may"
        )
    if named.is_dir():
        found = [file for file in named.rglob("*") if file.suffix.lower() in PIECES | FEEDS]
    elif named.exists():
        found = [named]
    else:
        found = _matching(path, root)
    shown = [file for file in sorted(found) if file.is_file() and not _is_hidden(file, root)]
    if not shown and not named.is_dir():
        raise Unreadable(f"there is no file {path} in the newsletter's folder")
    return [file for file in shown if outside or _is_inside(file, root)]


def _matching(pattern: str, root: Path) -> list[Path]:
    """What a glob matches; one that starts at the root of the disk is looked up there."""
    start = Path(pattern)
    if not start.is_absolute():
        return list(root.glob(pattern))
    return list(Path(start.anchor).glob(str(start.relative_to(start.anchor))))


def path_name(file: Path, folder: Path) -> str:
    """How `file` is called in messages: from the newsletter's folder, with forward slashes."""
    root = folder.resolve()
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()


def find_picture(written: str, *, file: Path, folder: Path) -> str:
    """`written` in `file` as a path from the newsletter's folder; Unreadable if it is no picture.

    It is looked for beside the file first, then in the newsletter's folder, and never outside.
    """
    root = folder.resolve()
    for start in (file.parent, root):
        place = Path(os.path.realpath(start / written))
        if place.is_file() and place.is_relative_to(root):
            try:
                read_picture(place, root)
            except UnfitPicture as error:
                raise Unreadable(f"image: {written} {error}") from None
            return place.relative_to(root).as_posix()
    raise Unreadable(
        f"image: there is no picture {written} in the newsletter's folder; "
        "put it there, or take out the line"
    )


def _is_hidden(file: Path, root: Path) -> bool:
    inside = file.relative_to(root) if file.is_relative_to(root) else file
    return any(part.startswith(".") and part != ".." for part in inside.parts)


def _is_inside(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root)
