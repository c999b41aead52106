"""A newsletter's folder, layout and body in; the places where templates are found, out.

Each file is looked for by itself, in the folders and the order of layouts.py.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import jinja2
from jinja2.loaders import split_template_path

from digest.errors import RenderError
from digest.layouts import BODIES, LAYOUTS, STOCK, is_stock, template_folders


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The folders to look in, the first first, and the newsletter's own templates.

    Jinja sees that a template changed, but not that one now stands before it: `own` tells.
    `brought` is the folder that is an extension's.
    """

    folders: tuple[Path, ...]
    own: tuple[str, ...] = ()
    brought: Path | None = None

    @property
    def are_stock(self) -> bool:
        """Whether nothing but the program's own templates can be found there."""
        return all(map(is_stock, self.folders))

    def name_of(self, file: str) -> str:
        """What to call a template's file, such as "layouts/mine/partials/_lead.mjml.j2"; or "".

        A layout's folder lies inside another; that of an extension is named.
        """
        around = (folder for folder in self.folders if Path(file).is_relative_to(folder))
        folder = min(around, key=lambda folder: len(folder.parts), default=None)
        named = folder.parent if folder and folder == self.brought else folder
        return Path(file).relative_to(named).as_posix() if named else ""


def find_places(
    overrides: Path | None, layout: str = "", body: str = "", brought: Path | None = None
) -> Places:
    """Where the templates of one newsletter are looked for; `brought` as in template_folders.

    Newsletters without any of their own share the stock's places, and with them what was compiled.
    """
    own = sorted(path.as_posix() for path in overrides.rglob("*.j2")) if overrides else []
    folders = template_folders(overrides if own else None, layout, body, brought)
    return Places(folders=folders, own=tuple(own), brought=brought)


def template_texts(
    overrides: Path | None, *, layout: str = "", below: str = "", brought: Path | None = None
) -> dict[str, str]:
    """Every template by its name, such as "partials/_lead.mjml.j2", as lookup would find it.

    `below` takes only those whose name begins with it. Enough to make an issue again years later,
    whatever its layout has become by then. Raises RenderError for a file that is no text.
    """
    texts: dict[str, str] = {}
    for folder in template_folders(overrides, layout, brought=brought):
        for name, path in _templates_in(folder):
            if name.startswith(below) and name not in texts:
                try:
                    texts[name] = path.read_text(encoding="utf-8")
                except UnicodeDecodeError:
                    raise RenderError(
                        f"{path}: is not UTF-8; save it as UTF-8, or remove it"
                    ) from None
    return texts


def stock_templates() -> Iterator[tuple[str, Path]]:
    """Every file of the stock, with the name by which templates know it."""
    for root in STOCK:
        for kind in (LAYOUTS, BODIES):
            for folder in sorted((root / kind).glob("*/")):
                yield from _templates_in(folder)
        yield from (one for one in _templates_in(root) if not one[0].startswith(f"{BODIES}/"))


class TemplateFolders(jinja2.FileSystemLoader):
    """Templates by their usual names.

    By another name a template could name one of any layout, which no snapshot would keep.
    """

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """The template's text and file, and whether they are still so."""
        if _is_of_a_layout(template):
            raise jinja2.TemplateNotFound(template)
        return super().get_source(environment, template)


def _templates_in(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in folder.rglob("*.j2"):
        name = path.relative_to(folder).as_posix()
        if not _is_of_a_layout(name) and path.is_file():
            yield name, path


def _is_of_a_layout(name: str) -> bool:
    return split_template_path(name)[:1] == [LAYOUTS]
