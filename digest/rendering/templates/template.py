"""A template's name and a newsletter's folder in; a template to be filled, out."""

from collections.abc import Mapping
from pathlib import Path

from digest.rendering.templates.environments import Printing, find_environment
from digest.rendering.templates.explanations import explain_error, printing_line
from digest.rendering.templates.lookup import Places, find_places
from digest.rendering.templates.sandbox import SECONDS, limit_time


class Template:
    """A template of the newsletter or of the stock."""

    def __init__(self, name: str, places: Places, printing: Printing) -> None:
        self._name = name
        self._places = places
        self._environment = find_environment(places, printing)

    def render(self, context: Mapping[str, object], *, seconds: float = SECONDS) -> str:
        """The template's text for `context`; raises RenderError naming template and line.

        So does one that takes more than `seconds` of the processor.
        """
        try:
            with limit_time(seconds):
                return self._environment.get_template(self._name).render(context)
        except Exception as error:
            raise explain_error(error, self._name, self._places) from error

    def line_at(self, context: Mapping[str, object], position: int) -> str:
        """The template and line that print the character at `position`, as "name, line 3"."""
        template = self._environment.get_template(self._name)
        printing = template.root_render_func(template.new_context(dict(context)))
        for piece in printing:
            if position < len(piece):
                file, line = printing_line(printing)
                line += piece[:position].count("\n")
                return f"{self._places.name_of(file) or self._name}, line {line}"
            position -= len(piece)
        return self._name


def markup_template(
    name: str,
    overrides: Path | None,
    layout: str = "",
    body: str = "",
    brought: Path | None = None,
) -> Template:
    """A template of MJML.

    `body` names the service whose folder in bodies/ comes before all others; `brought` is the
    layout's folder of an extension.
    """
    return Template(name, find_places(overrides, layout, body, brought), Printing.MARKUP)


def text_template(
    name: str,
    overrides: Path | None,
    layout: str = "",
    body: str = "",
    brought: Path | None = None,
) -> Template:
    """A template of plain text; all else is as it is for `markup_template`."""
    return Template(name, find_places(overrides, layout, body, brought), Printing.TEXT)


def page_template(name: str, overrides: Path | None) -> Template:
    """A template of a web page."""
    return Template(name, find_places(overrides), Printing.PAGE)
