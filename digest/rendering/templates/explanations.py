"""What a template stumbled over in; the error that names its file and line, and why, out."""

import traceback
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from types import GeneratorType

import jinja2
from jinja2.utils import missing as jinja2_missing

from digest.errors import RenderError
from digest.rendering.templates.lookup import Places
from digest.rendering.templates.sandbox import TookTooLong

_ENDLESS = (
    "the template did not end and was stopped; look for a loop that goes on and on, or for a "
    "macro, block or include that calls itself, there or in what called it"
)
_PLAIN_KINDS = {"dict": "table", "tuple": "list", "str": "text", "int": "number"}


def explain_error(error: Exception, name: str, places: Places) -> RenderError:
    """What went wrong in the template `name`, or in one that it includes."""
    match error:
        case jinja2.TemplateSyntaxError():
            file = places.name_of(error.filename or "") or name
            where, reason = f"{file}, line {error.lineno}", error.message
        case jinja2.TemplateNotFound():
            where, reason = _line_of(error, places) or name, f"there is no template {error.name}"
        case TookTooLong() | RecursionError():
            where, reason = _line_of(error, places) or name, _ENDLESS
        case _:
            where = _line_of(error, places) or name
            reason = str(error) or type(error).__name__
    return RenderError(f"{where}: {reason}")


def printing_line(printing: Iterator[str]) -> tuple[str, int]:
    """The file and line of the template that is printing: what an include runs is its `gen`."""
    frame = printing.gi_frame if isinstance(printing, GeneratorType) else None
    while frame is not None:
        included = frame.f_locals.get("gen")
        if not isinstance(included, GeneratorType) or included.gi_frame is None:
            break
        frame = included.gi_frame
    if frame is None:
        return "", 0
    lines = _debug_lines(str(frame.f_globals.get("debug_info", "")))
    reached = [line for code_line, line in lines if code_line <= frame.f_lineno]
    return frame.f_code.co_filename, max(reached, default=1)


class MissingName(jinja2.StrictUndefined):
    """A name that does not exist; the error says what it was looked for in, never its contents."""

    @property
    def _undefined_message(self) -> str:
        name, value = self._undefined_name, self._undefined_obj
        written = f"`{name}`" if isinstance(name, str | int) else f"key that is {_kind(name)}"
        if self._undefined_hint or value is jinja2_missing:
            return self._undefined_hint or f"there is no {written} here"
        valid = value if isinstance(value, Mapping) else dir(value)
        known = [one for one in map(str, valid) if not one.startswith("_")]
        near = get_close_matches(str(name), known, 1) if isinstance(name, str) else []
        hint = f"; did you mean `{near[0]}`?" if near else ""
        return f"{_kind(value)} has no {written}{hint}"


def _kind(value: object) -> str:
    name = type(value).__name__
    return f"this {_PLAIN_KINDS.get(name, name)}"


def _line_of(error: Exception, places: Places) -> str:
    """Jinja writes the templates' own lines into the traceback."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        file = places.name_of(frame.filename) if frame.filename.endswith(".j2") else ""
        if file:
            return f"{file}, line {frame.lineno}"
    return ""


def _debug_lines(debug_info: str) -> Iterator[tuple[int, int]]:
    """Pairs of a line in the compiled template and the line it came from."""
    for pair in debug_info.split("&"):
        line, _, code_line = pair.partition("=")
        if line.isdigit() and code_line.isdigit():
            yield int(code_line), int(line)
