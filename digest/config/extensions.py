"""Names of installed packages in; that they can be used, and the layouts they bring, out."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import InitErrorDetails

from digest.config.names import problem
from digest.config.services import SERVICES, brought_services
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
    """`names`, each of another package, nothing of which has the name of another; or ValueError."""
    bare = [re.sub(r"[-_.]+", "-", name).lower() for name in names]
    if twice := next((name for name in bare if bare.count(name) > 1), ""):
        raise ValueError(f"names {twice} twice")
    try:
        brought_layouts(names)
        brought_services(names)
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


def unknown_services(
    names: tuple[str, ...], tables: Mapping[str, object]
) -> Iterator[InitErrorDetails]:
    """A problem for each of the `tables` of [services] that is of no service."""
    known = (*SERVICES, *brought_services(names)) if tables else ()
    for name in tables:
        if name not in known:
            near = get_close_matches(name, known, 1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
            yield problem(("services", name), {}, f"is no service that is known here; {hint}")
