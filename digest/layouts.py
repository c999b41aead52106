"""Where templates are looked for: in the newsletter's own folder and the stock, by layout.

A layout is a folder `layouts/NAME/` that holds only what it sets otherwise than the base: templates
under their usual names, and theme.toml. The stock is inside the installed package or, in a clone of
the repository, beside it.
"""

import re
from difflib import get_close_matches
from pathlib import Path

from digest.errors import RenderError

BASE = "magazine"
"""The layout that the stock templates are without any other; it needs no folder."""

OWN = "templates"
"""The folder of a newsletter's own templates."""

LAYOUTS = "layouts"
BODIES = "bodies"
"""Beside them: a folder for each service that takes a mail's inside, with what it leaves out."""

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_PACKAGE = Path(__file__).parent
STOCK = (_PACKAGE / "templates", _PACKAGE.parent / "templates")


def own_folder(newsletter: Path) -> Path:
    """The folder of a newsletter's own templates; it need not exist."""
    return newsletter / OWN


def template_folders(own: Path | None, layout: str = "", body: str = "") -> tuple[Path, ...]:
    """Where a template is looked for, the first first: the newsletter's own before the stock.

    In each of the two the layout's folder comes before the one that serves every layout; those of
    the `body` come before all. Raises RenderError for a name that might lead elsewhere: a record
    may have been changed by hand.
    """
    if layout and not _NAME.fullmatch(layout):
        raise RenderError(f"{layout[:60]!r} is no name of a layout; put the record back")
    both = (_own_roots(own), STOCK)
    inside = tuple(root / BODIES / body for roots in both for root in roots if body)
    return inside + tuple(
        folder
        for roots in both
        for folder in (*(root / LAYOUTS / layout for root in roots if layout), *roots)
    )


def layout_folders(own: Path | None) -> dict[str, tuple[Path, ...]]:
    """Every layout by its name, the base first, each with its folders, the newsletter's first."""
    found: dict[str, tuple[Path, ...]] = {BASE: ()}
    for root in (*STOCK, *_own_roots(own)):
        for folder in sorted((root / LAYOUTS).glob("*/")):
            if _NAME.fullmatch(folder.name):
                found[folder.name] = (folder, *found.get(folder.name, ()))
    return found


def has_own_layouts(own: Path) -> bool:
    """Whether the folder of a newsletter's own templates has layouts."""
    return any((root / LAYOUTS).is_dir() for root in _own_roots(own))


def is_stock(folder: Path) -> bool:
    """Whether `folder`, one to look for templates in, belongs to the program."""
    inner = folder.parent.name in {LAYOUTS, BODIES} and folder.parent.parent in STOCK
    return folder in STOCK or inner


def no_such_layout(name: str, own: Path | None) -> str:
    """What to say of a name that no layout has, as the end of a sentence; "" where one has it."""
    known = tuple(layout_folders(own))
    if name in known:
        return ""
    near = get_close_matches(name, known, 1, cutoff=0.5)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"is none of the layouts {', '.join(known[:-1])} and {known[-1]}{hint}"


def _own_roots(own: Path | None) -> tuple[Path, ...]:
    # The repository is itself a newsletter, whose own templates are the stock ones.
    return () if own is None or own.absolute() in STOCK else (own,)
