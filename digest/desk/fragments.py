"""The name of a page and its values in; its HTML out (the desk's only user of Jinja)."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from digest.desk.words import DeskWords

FOLDER = Path(__file__).parent / "fragments"


class Fragments:
    """The templates of the desk, each read once; whatever is printed is escaped."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )

    def page(self, name: str, words: DeskWords, **values: object) -> str:
        """The template `name`, without its ending, filled; `say` in it gives the desk's words."""
        template = self._environment.get_template(f"{name}.html.j2")
        return template.render(say=words.say, language=words.language, **values)
