"""A source's path in, the files it means out; none outside the folder unless that is allowed."""

import os
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path

from digest.pictures import UnfitPicture, read_picture
from digest.sources.entries.values import Unreadable

PIECES = frozenset({".md", ".markdown", ".html", ".htm", ".txt", ".eml"})
FEEDS = frozenset({".xml", ".rss", ".atom", ".rdf", ".json"})

_WILD = frozenset("*?[")


def find_files(path: str, *, folder: Path, outside: bool) -> list[Path]:
    """The file, the files below the folder, or those a glob matches, in the order of their names.

    In folders PIECES and FEEDS are looked for; a file named outright may be called anything, while
    what a dot hides below a folder or a glob's start is passed over. Raises Unreadable when there
    is nothing, or when `path` leads out of `folder` and not `outside`.
    """
    _require_no_nul("path", path)
    root = folder.resolve()
    named = root / path
    if not outside and not _is_inside(named, root):
        raise Unreadable(
            f"{path} leads out of the newsletter's folder; set allow_outside = true if it may"
        )
    if named.is_dir():
        found = [file for file in named.rglob("*") if file.suffix.lower() in PIECES | FEEDS]
        shown = _not_hidden(found, named)
    elif named.exists():
        shown = [named]
    else:
        start, rest = split_pattern(path, root)
        shown = _not_hidden(start.glob(rest) if rest else (), start)
    files = [file for file in sorted(shown) if file.is_file()]
    if not files and not named.is_dir():
        where = "" if outside else " in the newsletter's folder"
        raise Unreadable(f"there is no file {path}{where}")
    return [file for file in files if outside or _is_inside(file, root)]


def split_pattern(path: str, folder: Path) -> tuple[Path, str]:
    """Where a glob begins, and what it looks for below that; "" where it is none.

    Raises Unreadable for a ** among other characters, of which each Python makes something else,
    and for a NUL.
    """
    _require_no_nul("path", path)
    parts = Path(path).parts
    fixed = tuple(takewhile(lambda part: not _WILD & set(part), parts))
    rest = parts[len(fixed) :]
    if any("**" in part and part != "**" for part in rest):
        raise Unreadable(
            f"{path} has a ** that does not stand alone between slashes; write it like "
            "articles/**/*.md"
        )
    return folder.joinpath(*fixed), "/".join(rest)


def path_name(file: Path, folder: Path) -> str:
    """How `file` is called in messages: from the newsletter's folder, with forward slashes."""
    root = folder.resolve()
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()


def find_picture(written: str, *, file: Path, folder: Path) -> str:
    """`written` in `file` as a path from the newsletter's folder; Unreadable if it is no picture.

    It is looked for beside the file first, then in the newsletter's folder, and never outside.
    """
    _require_no_nul("image", written)
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


def _not_hidden(files: Iterable[Path], start: Path) -> list[Path]:
    """Without those that a dot hides below `start`; what the editor named may begin with one."""
    return [
        file
        for file in files
        if not any(part.startswith(".") and part != ".." for part in file.relative_to(start).parts)
    ]


def _require_no_nul(key: str, written: str) -> None:
    if "\0" in written:
        raise Unreadable(f"{key} holds a NUL character, which no file's name can hold; take it out")


def _is_inside(path: Path, root: Path) -> bool:
    # Unlike resolve(), which raises for a link that leads to itself, in a way of each Python.
    return Path(os.path.realpath(path)).is_relative_to(root)
