"""The layouts that a newsletter can be set in: what each is like, its colours and fonts."""

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Field

from digest.config.tables import as_settings, read_settings_text, read_tables
from digest.config.values import PrintableTheme, SettingsTable
from digest.layouts import BASE, LAYOUTS, OWN, is_stock, layout_folders
from digest.model.presentation import Theme
from digest.text import one_line

_FILE = "theme.toml"
_ABOUT_BASE = "A serif nameplate and a large lead; stories between fine rules."


class LayoutFile(SettingsTable):
    """theme.toml in a layout's folder."""

    about: str = Field("", description="What the layout is like, in a line.")
    theme: PrintableTheme = Theme()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A layout: what it is like, in a line; whose it is; its colours and fonts.

    `place` is "stock" or the newsletter's own folder.
    """

    name: str
    about: str = ""
    place: str = "stock"
    theme: Theme = field(default_factory=Theme)


def find_layout(name: str, own: Path | None) -> Layout | None:
    """The layout of that name; `own` is the folder of the newsletter's own templates.

    Of two theme.toml the newsletter's own counts, as of two templates of one name. Raises
    ConfigError that lists every problem of that file.
    """
    folders = layout_folders(own).get(name)
    if folders is None:
        return None
    file = _file_in(folders) or LayoutFile(about=_ABOUT_BASE if name == BASE else "")
    own_place = f"{OWN}/{LAYOUTS}/{name}"
    place = "stock" if all(map(is_stock, folders)) else own_place
    return Layout(name=name, about=one_line(file.about), place=place, theme=file.theme)


def list_layouts(own: Path | None) -> tuple[Layout, ...]:
    """Every layout there is, the base first; raises ConfigError."""
    found = (find_layout(name, own) for name in layout_folders(own))
    return tuple(layout for layout in found if layout)


def _file_in(folders: tuple[Path, ...]) -> LayoutFile | None:
    for folder in folders:
        path = folder / _FILE
        try:
            text = read_settings_text(path)
        except FileNotFoundError:
            continue
        return as_settings(LayoutFile, read_tables(text, str(path)), text, str(path))
    return None
