"""Template folders in; Jinja templates out, whose errors name template and line (the only user of
jinja2).

Each file is looked for by itself, in the folders and the order of layouts.py.
"""

import re
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from types import CodeType, GeneratorType

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.loaders import split_template_path
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import missing as jinja2_missing
from markupsafe import Markup

from digest.errors import RenderError
from digest.layouts import LAYOUTS, is_stock, template_folders
from digest.locales import language_name
from digest.rendering.addresses import link_address, picture_address
from digest.rendering.deadline import SECONDS, TookTooLong, limit_time, take_turn
from digest.rendering.kept_codes import keep_code, read_code
from digest.rendering.plaintext import wrap
from digest.rendering.tag_escape import Placeholder, escape_in_markup, escape_in_text
from digest.text import columns
from digest.typography import keep_last_words_together

_ENDLESS = (
    "the template did not end and was stopped; look for a loop that goes on and on, or for a "
    "macro, block or include that calls itself, there or in what called it"
)
_PLAIN_KINDS = {"dict": "table", "tuple": "list", "str": "text", "int": "number"}
_MOST_CODES = 1000
_UNFIT_FOR_CSS = re.compile(r"[^\w#%,.() -]")


class Template:
    """A template of the newsletter or of the stock."""

    def __init__(
        self, environment: jinja2.Environment, name: str, folders: tuple[Path, ...]
    ) -> None:
        self._environment = environment
        self._name = name
        self._folders = folders

    def render(self, context: Mapping[str, object], *, seconds: float = SECONDS) -> str:
        """The template's text for `context`; raises RenderError naming template and line.

        So does one that takes more than `seconds` of the processor.
        """
        try:
            with limit_time(seconds):
                return self._environment.get_template(self._name).render(context)
        except Exception as error:
            raise self._explained(error) from error

    def line_at(self, context: Mapping[str, object], position: int) -> str:
        """The template and line that print the character at `position`, as "name, line 3"."""
        template = self._environment.get_template(self._name)
        printing = template.root_render_func(template.new_context(dict(context)))
        for piece in printing:
            if position < len(piece) and isinstance(printing, GeneratorType):
                file, line = _innermost(printing)
                return f"{self._named(file)}, line {line + piece[:position].count(chr(10))}"
            position -= len(piece)
        return self._name

    def _explained(self, error: Exception) -> RenderError:
        match error:
            case jinja2.TemplateSyntaxError():
                file = self._named(error.filename or "")
                where, reason = f"{file}, line {error.lineno}", error.message
            case jinja2.TemplateNotFound():
                where, reason = self._line_of(error), f"there is no template {error.name}"
            case TookTooLong() | RecursionError():
                where, reason = self._line_of(error), _ENDLESS
            case _:
                where, reason = self._line_of(error), str(error) or type(error).__name__
        return RenderError(f"{where}: {reason}")

    def _line_of(self, error: Exception) -> str:
        """Jinja writes the templates' own lines into the traceback."""
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if frame.filename.endswith(".j2") and self._folder_of(frame.filename):
                return f"{self._named(frame.filename)}, line {frame.lineno}"
        return self._name

    def _named(self, file: str) -> str:
        """What to call a template's file, such as "layouts/mine/partials/_lead.mjml.j2"."""
        folder = self._folder_of(file)
        return Path(file).relative_to(folder).as_posix() if folder else self._name

    def _folder_of(self, file: str) -> Path | None:
        """The folder of templates that `file` is in: a layout's lies inside another."""
        around = (folder for folder in self._folders if Path(file).is_relative_to(folder))
        return min(around, key=lambda folder: len(folder.parts), default=None)


def markup_template(
    name: str, overrides: Path | None, layout: str = "", body: str = ""
) -> Template:
    """An MJML template: everything printed is escaped, and holds no merge tag.

    `body` names the service whose folder in bodies/ comes before all others.
    """
    folders, files = _looked_in(overrides, layout, body)
    return Template(_markup_environment(folders, files), name, folders)


def text_template(name: str, overrides: Path | None, layout: str = "", body: str = "") -> Template:
    """A plain text template: nothing is escaped; nothing printed holds a merge tag.

    `body` is as it is for `markup_template`.
    """
    folders, files = _looked_in(overrides, layout, body)
    return Template(_text_environment(folders, files), name, folders)


def page_template(name: str, overrides: Path | None) -> Template:
    """A template of a web page: everything printed is escaped; no mailing service sees it."""
    folders, files = _looked_in(overrides)
    return Template(_page_environment(folders, files), name, folders)


def template_texts(overrides: Path | None, *, layout: str = "", below: str = "") -> dict[str, str]:
    """Every template by its name, such as "partials/_lead.mjml.j2", as lookup would find it.

    `below` takes only those whose name begins with it. Enough to make an issue again years later,
    whatever its layout has become by then.
    """
    texts: dict[str, str] = {}
    for folder in template_folders(overrides, layout):
        for path in folder.rglob("*.j2"):
            name = path.relative_to(folder).as_posix()
            if name.startswith(below) and name not in texts and not _is_of_a_layout(name):
                texts[name] = path.read_text(encoding="utf-8")
    return texts


def _is_of_a_layout(name: str) -> bool:
    return split_template_path(name)[:1] == [LAYOUTS]


class _Folders(jinja2.FileSystemLoader):
    """Templates by their usual names.

    By another name a template could name one of any layout, which no snapshot would keep.
    """

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        if _is_of_a_layout(template):
            raise jinja2.TemplateNotFound(template)
        return super().get_source(environment, template)


class _Codes(jinja2.BytecodeCache):
    """What each text of a template became, wherever it stands.

    The folders of an archive's snapshots, and one that gains a file, differ in few texts. Jinja's
    own caches go by the file; a code knows its file, by which errors name it.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def get_bucket(
        self, environment: jinja2.Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        bucket = Bucket(environment, name, self.get_source_checksum(source))
        bucket.code = self._known.get((bucket.key, bucket.checksum))
        if filename and not bucket.code:
            self.recall(bucket, Path(filename))
        bucket.code = _in_file(bucket.code, filename) if bucket.code and filename else None
        return bucket

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self.remember(bucket, bucket.code)

    def recall(self, bucket: Bucket, file: Path) -> None:
        """Give `bucket` the code that an earlier run made of it, where one kept it."""

    def remember(self, bucket: Bucket, code: CodeType) -> None:
        """Keep the code for the next who asks."""
        if len(self._known) >= _MOST_CODES:
            self._known.clear()
        self._known[bucket.key, bucket.checksum] = code


class _StockCodes(_Codes):
    """Those of the stock, which later runs find, too."""

    def __init__(self, way: str) -> None:
        super().__init__()
        self._way = way
        self._maker = f"{way} {sys.version} {version('jinja2')}"

    def get_source_checksum(self, source: str) -> str:
        """Of what the code is made, how, and by what."""
        return super().get_source_checksum(f"{self._maker} {source}")

    def recall(self, bucket: Bucket, file: Path) -> None:
        if kept := read_code(file, self._way):
            bucket.bytecode_from_string(kept)
            if bucket.code:
                self.remember(bucket, bucket.code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        super().dump_bytecode(bucket)
        if bucket.code:
            keep_code(Path(bucket.code.co_filename), self._way, bucket.bytecode_to_string())


class _NothingFolded(CodeGenerator):
    """Leaves to rendering what is printed: code is the template's alone, and fits any shield."""

    def _output_child_to_const(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)


def _in_file(code: CodeType, file: str) -> CodeType:
    if code.co_filename == file:
        return code
    inner = (_in_file(one, file) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_filename=file, co_consts=tuple(inner))


@cache
def _codes(*, stock: bool, autoescape: bool) -> _Codes:
    # Whether what is printed is escaped is a part of the code, and so are the turns of a sandbox.
    return _StockCodes("markup" if autoescape else "text") if stock else _Codes()


def _looked_in(
    overrides: Path | None, layout: str = "", body: str = ""
) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """The folders to look in, and the newsletter's own templates.

    Newsletters without any share the stock's folders, and with them what was compiled of it.
    """
    # Jinja sees that a template changed, but not that one now stands before it.
    own = sorted(path.as_posix() for path in overrides.rglob("*.j2")) if overrides else []
    return template_folders(overrides if own else None, layout, body), tuple(own)


@lru_cache(maxsize=8)
def _markup_environment(folders: tuple[Path, ...], _: tuple[str, ...]) -> jinja2.Environment:
    # select_autoescape() does not know .mjml.j2 and would print markup raw.
    return _environment(folders, escape_in_markup)


@lru_cache(maxsize=8)
def _text_environment(folders: tuple[Path, ...], _: tuple[str, ...]) -> jinja2.Environment:
    return _environment(folders, escape_in_text, autoescape=False)


@lru_cache(maxsize=8)
def _page_environment(folders: tuple[Path, ...], _: tuple[str, ...]) -> jinja2.Environment:
    return _environment(folders, str)


class _TimedSandbox(SandboxedEnvironment):
    """A sandbox whose templates look at the time at every turn that they take."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        bodies = (
            *((macro.lineno, macro.body) for macro in template.find_all(nodes.Macro)),
            *((call.lineno, call.body) for call in template.find_all(nodes.CallBlock)),
            *((block.lineno, block.body) for block in template.find_all(nodes.Block)),
            *((loop.lineno, loop.body) for loop in template.find_all(nodes.For)),
            (template.lineno, template.body),
        )
        for line, body in bodies:
            body.insert(0, nodes.ExprStmt(_turn(line), lineno=line))
        for loop in template.find_all(nodes.For):
            # Items that its test leaves out never reach the body.
            if loop.test:
                loop.test = nodes.And(_turn(loop.lineno), loop.test, lineno=loop.lineno)
        template.set_environment(self)
        return template


class _Missing(jinja2.StrictUndefined):
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


def _turn(line: int) -> nodes.Call:
    look = nodes.ImportedName(f"{take_turn.__module__}.{take_turn.__name__}", lineno=line)
    return nodes.Call(look, [], [], None, None, lineno=line)


def _environment(
    folders: tuple[Path, ...], shield: Callable[[str], str], *, autoescape: bool = True
) -> jinja2.Environment:
    # A newsletter's folder may come from a stranger; its templates may print, and do nothing else.
    stock = all(map(is_stock, folders))
    kind = jinja2.Environment if stock else _TimedSandbox
    environment = kind(
        loader=_Folders(folders),
        optimized=False,
        autoescape=autoescape,
        finalize=_shielded(shield),
        undefined=_Missing,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_codes(stock=stock, autoescape=autoescape),
    )
    environment.code_generator_class = _NothingFolded
    del environment.globals["lipsum"]  # chance words, and as many as a template likes
    environment.filters.update(
        css=_css,
        wrap=_wrap,
        columns=columns,
        linkable=link_address,
        picture=picture_address,
        named_in=language_name,
        unbroken=keep_last_words_together,
    )
    return environment


def _shielded(shield: Callable[[str], str]) -> Callable[[object], object]:
    def finalize(value: object) -> object:
        if isinstance(value, str) and not isinstance(value, Markup | Placeholder):
            return shield(value)
        return "" if value is None else value

    return finalize


def _wrap(text: str, first: str = "", rest: str | None = None) -> str:
    """`wrap`, but a placeholder stays what it is."""
    return text if isinstance(text, Placeholder) else wrap(text, first, rest)


def _css(value: str) -> str:
    """`value` as it may stand in a style sheet; quotes and what could end a declaration go."""
    return _UNFIT_FOR_CSS.sub("", value)


def _innermost(printing: "GeneratorType[object, object, object]") -> tuple[str, int]:
    """The file and line of the template that is printing: what an include runs is its `gen`."""
    frame = printing.gi_frame
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


def _debug_lines(debug_info: str) -> Iterator[tuple[int, int]]:
    """Pairs of a line in the compiled template and the line it came from."""
    for pair in debug_info.split("&"):
        line, _, code_line = pair.partition("=")
        if line.isdigit() and code_line.isdigit():
            yield int(code_line), int(line)
