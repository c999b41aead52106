"""newsletter.toml in, a `Newsletter` out, or every problem of the file at once."""

from functools import lru_cache
from pathlib import Path

from digest.config.extensions import layouts_of
from digest.config.settings import Newsletter
from digest.config.tables import as_settings, read_settings_text, read_tables
from digest.errors import ConfigError, UsageError
from digest.layouts import has_own_layouts, no_such_layout, own_folder

FILE_NAME = "newsletter.toml"
_REMEMBERED = 4
"""Files of which the newsletter is kept: the desk opens the same one many times a second."""


def load_newsletter(folder: Path, *, layout: str = "") -> Newsletter:
    """The newsletter of `folder`; raises ConfigError that lists every problem with its line.

    `layout` is tried in place of the one that the file names; raises UsageError where there is no
    such layout.
    """
    path = folder / FILE_NAME
    try:
        text = read_settings_text(path)
    except FileNotFoundError:
        raise ConfigError(
            f"{path}: there is no {FILE_NAME} here. Make a newsletter with `digest init`, "
            "or name its folder with -C."
        ) from None
    # What a layout of its own says may change while this file does not, and so may an extension.
    if not has_own_layouts(own_folder(folder)):
        known = _parse_again(text, name=str(path), folder=folder, layout=layout)
        if not known.newsletter.extensions:
            return known
    return parse_newsletter(text, name=str(path), folder=folder, layout=layout)


def parse_newsletter(
    text: str, *, name: str = FILE_NAME, folder: Path | None = None, layout: str = ""
) -> Newsletter:
    """The newsletter that the TOML `text` describes; `name` is the file in messages.

    Layouts of its own are looked for in `folder`; `layout` as in load_newsletter.
    """
    own = own_folder(folder) if folder else None
    tables = read_tables(text, name)
    about = tables.get("newsletter")
    if layout and isinstance(about, dict):
        if wrong := no_such_layout(layout, own, layouts_of(about.get("extensions"))):
            raise UsageError(f"--layout {layout} {wrong}")
        tables["newsletter"] = {**about, "layout": layout}
    return as_settings(Newsletter, tables, text, name, own)


_parse_again = lru_cache(_REMEMBERED)(parse_newsletter)
