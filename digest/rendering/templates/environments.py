"""The places of templates in; what compiles them, out: how they print, and their filters.

A newsletter's folder may come from a stranger; its templates may print, and do nothing else.
"""

import re
from collections.abc import Callable
from enum import Enum
from functools import cache, lru_cache

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.filters import do_upper
from markupsafe import Markup

from digest.locales import language_name
from digest.rendering.addresses import link_address, picture_address
from digest.rendering.plaintext import wrap
from digest.rendering.tag_escape import Placeholder, escape_in_markup, escape_in_text
from digest.rendering.templates.explanations import MissingName
from digest.rendering.templates.lookup import Places, TemplateFolders, stock_templates
from digest.rendering.templates.sandbox import TimedSandbox
from digest.template_codes import Codes, KnownCodes, compile_for_all
from digest.text import columns
from digest.typography import keep_last_words_together

_UNFIT_FOR_CSS = re.compile(r"[^\w#%,.() -]")
_WITHOUT_MTAVRULI = dict(zip(range(0x1C90, 0x1CC0), range(0x10D0, 0x1100), strict=True))


class Printing(Enum):
    """What templates print into."""

    MARKUP = "MJML: everything is escaped, and holds no merge tag"
    TEXT = "plain text: nothing is escaped; nothing holds a merge tag"
    PAGE = "a web page: everything is escaped; no mailing service sees it"

    @property
    def way(self) -> str:
        """How it is compiled: whether what is printed is escaped is part of the code."""
        return "text" if self is Printing.TEXT else "markup"


_SHIELDS: dict[Printing, Callable[[str], str]] = {
    Printing.MARKUP: escape_in_markup,
    Printing.TEXT: escape_in_text,
    Printing.PAGE: str,
}


@lru_cache(maxsize=24)
def find_environment(places: Places, printing: Printing) -> jinja2.Environment:
    """What compiles and fills the templates that are found in `places`."""
    kind = jinja2.Environment if places.are_stock else TimedSandbox
    environment = kind(
        loader=TemplateFolders(places.folders),
        optimized=False,
        # select_autoescape() does not know .mjml.j2 and would print markup raw.
        autoescape=printing is not Printing.TEXT,
        finalize=_shielded(_SHIELDS[printing]),
        undefined=MissingName,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=KnownCodes(_codes(printing.way, stock=places.are_stock)),
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
        upper=_upper,
        unbroken=keep_last_words_together,
    )
    return environment


def compile_stock() -> int:
    """Keep the code of all stock templates for later runs; their number. Raises StorageError."""
    templates = list(stock_templates())
    for printing in (Printing.MARKUP, Printing.TEXT):
        environment = find_environment(Places(folders=()), printing)
        for name, path in templates:
            compile_for_all(environment, path, printing.way, name)
    return len(templates)


@cache
def _codes(way: str, *, stock: bool) -> Codes:
    # The turns of a sandbox are part of the code, too. A newsletter's own is kept by no run.
    return Codes(kept_as=way if stock else "")


class _NothingFolded(CodeGenerator):
    """Leaves to rendering what is printed: code is the template's alone, and fits any shield."""

    def _output_child_to_const(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)


def _shielded(shield: Callable[[str], str]) -> Callable[[object], object]:
    def finalize(value: object) -> object:
        if isinstance(value, str) and not isinstance(value, Markup | Placeholder):
            return shield(value)
        return "" if value is None else value

    return finalize


def _wrap(text: str, first: str = "", rest: str | None = None) -> str:
    """`wrap`, but a placeholder stays what it is."""
    return text if isinstance(text, Placeholder) else wrap(text, first, rest)


def _upper(text: str) -> str:
    """`text` in capitals; Georgian letters stay, whose capitals are empty boxes in many fonts."""
    return do_upper(text).translate(_WITHOUT_MTAVRULI)


def _css(value: str) -> str:
    """`value` as it may stand in a style sheet; quotes and what could end a declaration go."""
    return _UNFIT_FOR_CSS.sub("", value)
