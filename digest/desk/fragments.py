"""The name of a page and its values in; its HTML out (the desk's only user of Jinja)."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from digest.desk.words import DeskWords
from digest.template_codes import Codes, KnownCodes, compile_for_all

FOLDER = Path(__file__).parent / "fragments"
WAY = "desk"
"""How they are compiled, as names of kept code say it."""
_CODES = Codes(kept_as=WAY)


class Fragments:
    """The templates of the desk, each read once; whatever is printed is escaped."""

    def __init__(self, codes: Codes = _CODES) -> None:
        """`codes` is what their texts became before."""
        self._environment = _make_environment(codes)

    def page(self, name: str, words: DeskWords, **values: object) -> str:
        """The template `name`, without its ending, filled; `say` in it gives the desk's words."""
        template = self._environment.get_template(f"{name}.html.j2")
        return template.render(say=words.say, language=words.language, **values)


def compile_fragments() -> int:
    """Keep the code of all of them for later runs; their number. Raises StorageError."""
    environment = _make_environment(_CODES)
    names = environment.list_templates(extensions=["j2"])
    for name in names:
        compile_for_all(environment, FOLDER / name, WAY, name)
    return len(names)


def _make_environment(codes: Codes) -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=KnownCodes(codes),
    )
