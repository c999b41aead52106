"""Where templates are looked for: in the newsletter's own folder and the stock, by layout.

A layout is a folder `layouts/NAME/` that holds only what it sets otherwise than the base: templates
under their usual names, and theme.toml. The stock is inside the installed package or, in a clone of
the repository, beside it. An extension brings a layout as such a folder.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from digest.errors import RenderError
from digest.extensions import LAYOUTS as TO_LAYOUTS
from digest.extensions import Addition, UnfitExtension, addition_folder, find_extension
from digest.text import shortened

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


class BroughtLayout(NamedTuple):
    """A layout's folder in an extension."""

    folder: Path
    extension: str


Brought = Mapping[str, BroughtLayout]
"""The layouts that the extensions of a newsletter bring, by their names."""

NOTHING_BROUGHT: Brought = MappingProxyType({})


def own_folder(newsletter: Path) -> Path:
    """The folder of a newsletter's own templates; it need not exist."""
    return newsletter / OWN


def template_folders(
    own: Path | None, layout: str = "", body: str = "", brought: Path | None = None
) -> tuple[Path, ...]:
    """Where a template is looked for, the first first: the newsletter's own before the stock.

    In each of the two the layout's folder comes before the one that serves every layout; those of
    the `body` come before all. Between the two is the layout's folder that an extension `brought`.
    Raises RenderError for a name that might lead elsewhere: a record may have been changed by hand.
    """
    if layout and not _NAME.fullmatch(layout):
        raise RenderError(f"{layout[:60]!r} is no name of a layout; put the record back")
    roots = _own_roots(own)
    inside = tuple(root / BODIES / body for root in (*roots, *STOCK) if body)
    return (
        *inside,
        *_folders_in(roots, layout),
        *((brought,) if brought else ()),
        *_folders_in(STOCK, layout),
    )


def layout_folders(
    own: Path | None, brought: Brought = NOTHING_BROUGHT
) -> dict[str, tuple[Path, ...]]:
    """Every layout by its name, the base first, each with its folders, the newsletter's first."""
    found: dict[str, tuple[Path, ...]] = {BASE: ()}
    of_extensions = [(name, one.folder) for name, one in brought.items()]
    for name, folder in (*_layouts_in(STOCK), *of_extensions, *_layouts_in(_own_roots(own))):
        found[name] = (folder, *found.get(name, ()))
    return found


def brought_layouts(extensions: Sequence[str]) -> Brought:
    """The layouts that these `extensions` bring. Raises UnfitExtension.

    None has the name of one of the stock, which a newsletter could else no more ask for.
    """
    found: dict[str, BroughtLayout] = {}
    for extension in extensions:
        for addition in find_extension(extension).additions_to(TO_LAYOUTS):
            if wrong := _unfit_name(addition, found):
                raise UnfitExtension(
                    extension, f"adds the layout {shortened(addition.name, 60)}{wrong}"
                )
            found[addition.name] = BroughtLayout(addition_folder(addition), extension)
    return found


def has_own_layouts(own: Path) -> bool:
    """Whether the folder of a newsletter's own templates has layouts."""
    return any((root / LAYOUTS).is_dir() for root in _own_roots(own))


def is_stock(folder: Path) -> bool:
    """Whether `folder`, one to look for templates in, belongs to the program."""
    inner = folder.parent.name in {LAYOUTS, BODIES} and folder.parent.parent in STOCK
    return folder in STOCK or inner


def brought_folder(extensions: Sequence[str], layout: str) -> Path | None:
    """The folder of that layout where one of `extensions` brings it. Raises UnfitExtension."""
    found = brought_layouts(extensions).get(layout)
    return found.folder if found else None


def no_such_layout(name: str, own: Path | None, brought: Brought = NOTHING_BROUGHT) -> str:
    """What to say of a name that no layout has, as the end of a sentence; "" where one has it."""
    known = tuple(layout_folders(own, brought))
    if name in known:
        return ""
    near = get_close_matches(name, known, 1, cutoff=0.5)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"is none of the layouts {', '.join(known[:-1])} and {known[-1]}{hint}"


def _unfit_name(addition: Addition, found: Brought) -> str:
    """Why a layout cannot be called so, as the end of a sentence; "" for a name that fits."""
    if not _NAME.fullmatch(addition.name):
        return ", but names of layouts are of small letters, digits and hyphens; take it out"
    if addition.name in layout_folders(None):
        return ", which the program has itself; take it out"
    if addition.name in found:
        return f", which {found[addition.name].extension} adds, too; take one of them out"
    return ""


def _folders_in(roots: Sequence[Path], layout: str) -> Iterator[Path]:
    """Of the layout in each of `roots`, then those that serve every layout."""
    yield from (root / LAYOUTS / layout for root in roots if layout)
    yield from roots


def _layouts_in(roots: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    for root in roots:
        for folder in sorted((root / LAYOUTS).glob("*/")):
            if _NAME.fullmatch(folder.name):
                yield folder.name, folder


def _own_roots(own: Path | None) -> tuple[Path, ...]:
    # The repository is itself a newsletter, whose own templates are the stock ones.
    return () if own is None or own.absolute() in STOCK else (own,)
