"""The layouts that a newsletter can be set in: what each is like, its colours and fonts."""

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Field

from digest.config.tables import as_settings, read_settings_text, read_tables
from digest.config.values import PrintableTheme, SettingsTable
from digest.layouts import (
    BASE,
    LAYOUTS,
    NOTHING_BROUGHT,
    OWN,
    Brought,
    is_stock,
    layout_folders,
)
from digest.model.presentation import Theme
from digest.text import one_line

_FILE = "theme.toml"
_ABOUT_BASE = "A serif nameplate and a large lead; stories between fine rules."


class LayoutFile(SettingsTable):
    """theme.toml in a layout's folder."""

    about: str = Field("", description="What the layout is like, in a line.")
    lead_paragraphs: int = Field(
        3, ge=1, le=60, description="Paragraphs of a lead where [lead] says no number."
    )
    theme: PrintableTheme = Theme()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A layout: what it is like, in a line; whose it is; how much of a lead it prints; its theme.

    `place` is "stock", the newsletter's own folder, or the name of an extension.
    """

    name: str
    about: str = ""
    place: str = "stock"
    lead_paragraphs: int = 3
    theme: Theme = field(default_factory=Theme)


def find_layout(name: str, own: Path | None, brought: Brought = NOTHING_BROUGHT) -> Layout | None:
    """The layout of that name; `own` is the folder of the newsletter's own templates.

    Of two theme.toml the newsletter's own counts, as of two templates of one name. Raises
    ConfigError that lists every problem of that file.
    """
    folders = layout_folders(own, brought).get(name)
    if folders is None:
        return None
    file = _file_in(folders) or LayoutFile(about=_ABOUT_BASE if name == BASE else "")
    place = f"{OWN}/{LAYOUTS}/{name}"
    if all(map(is_stock, folders)):
        place = "stock"
    elif name in brought and folders[0] == brought[name].folder:
        place = brought[name].extension
    return Layout(
        name=name,
        about=one_line(file.about),
        place=place,
        lead_paragraphs=file.lead_paragraphs,
        theme=file.theme,
    )


def list_layouts(own: Path | None, brought: Brought = NOTHING_BROUGHT) -> tuple[Layout, ...]:
    """Every layout there is, the base first; raises ConfigError."""
    found = (find_layout(name, own, brought) for name in layout_folders(own, brought))
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
