"""Names of installed packages in; that they can be used, and the layouts they bring, out."""

import re
from typing import Annotated

from pydantic import AfterValidator

from digest.extensions import UnfitExtension, find_extension
from digest.layouts import NOTHING_BROUGHT, Brought, brought_layouts


def _usable(name: str) -> str:
    try:
        find_extension(name)
    except UnfitExtension as unfit:
        raise ValueError(unfit.said) from None
    return name


ExtensionName = Annotated[str, AfterValidator(_usable)]


def fit_together(names: tuple[str, ...]) -> tuple[str, ...]:
    """`names`, each of another package and no layout brought twice; raises ValueError."""
    bare = [re.sub(r"[-_.]+", "-", name).lower() for name in names]
    if twice := next((name for name in bare if bare.count(name) > 1), ""):
        raise ValueError(f"names {twice} twice")
    try:
        brought_layouts(names)
    except UnfitExtension as unfit:
        raise ValueError(f"cannot be used together: {unfit}") from None
    return names


def layouts_of(names: object) -> Brought:
    """What the extensions of that list bring; nothing where the list cannot be used."""
    if not (names and isinstance(names, list | tuple)):
        return NOTHING_BROUGHT
    try:
        return brought_layouts([str(name) for name in names])
    except UnfitExtension:
        return NOTHING_BROUGHT
