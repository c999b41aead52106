"""HTML with style sheets in; the same HTML with the styles on its elements, out (the only user of
premailer and cssutils).

premailer is imported when it is needed: the import costs more than rendering an issue.
"""

import logging
import os
import re
import sys
from functools import cache
from importlib import import_module
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cssutils.css import CSSRule

_DOCTYPE = re.compile(r"\A\s*<!doctype html>", re.IGNORECASE)
_RESET = '<style type="text/css">\n#outlook a'
_INLINED = re.compile(r'<style class="inlined">.*?</style>', re.DOTALL)
_SECTION = "<!--[if mso | IE]>", "<table"


def inline_styles(html: str) -> str:
    """`html` with every style rule that can be inlined on the elements it selects.

    Fetches nothing. A style sheet of class "inlined" is dropped afterwards; all others stay.
    """
    premailer = _offline_premailer()
    # premailer keeps the doctype only if it is written as lxml writes it.
    html = _DOCTYPE.sub("<!DOCTYPE html>", html, count=1)
    html = html.replace(_RESET, _RESET.replace(">", ' data-premailer="ignore">', 1), 1)
    inlined: str = premailer.Premailer(
        html,
        keep_style_tags=True,
        strip_important=False,
        remove_classes=False,
        disable_validation=True,
        cache_css_parsing=True,
        allow_network=False,
        allow_loading_external_files=False,
        disable_link_rewrites=True,
        disable_basic_attributes=["width", "height", "align", "valign", "bgcolor"],
        align_floating_images=False,
        cssutils_logging_level=logging.CRITICAL,
    ).transform(pretty_print=False)
    # A line a section, so that two issues can be compared.
    return _INLINED.sub("", inlined).replace("".join(_SECTION), "\n".join(_SECTION))


@cache
def _offline_premailer() -> ModuleType:
    cssutils = import_module("cssutils")
    # allow_network=False is not enough: cssutils would still fetch what an @import names.
    parser = cssutils.CSSParser(fetcher=_fetch_nothing)

    def parse(css: str, *, validate: bool) -> list[object]:
        return [_written(rule) for rule in parser.parseString(css, validate=validate)]

    def parse_style(css: str, *, validate: bool) -> object:
        # premailer asks for styles of elements to be judged, though it was told not to, and keeps
        # them whatever is found: making ready for that takes longer than all the parsing.
        del validate
        return parser.parseStyle(css, validate=False)

    vars(cssutils).update(parseString=parse, parseStyle=parse_style)
    # Of the 128 styles that it would keep, those of the first layout stay, and others never come.
    os.environ.setdefault("PREMAILER_CACHE", "LRU")
    os.environ.setdefault("PREMAILER_CACHE_MAXSIZE", "2048")
    return _imported_without_network("premailer")


def _imported_without_network(name: str) -> ModuleType:
    """The module `name`, with nothing in place of requests, which opens a socket when imported."""
    if "requests" in sys.modules:
        return import_module(name)
    sys.modules["requests"] = ModuleType("requests")
    try:
        return import_module(name)
    finally:
        del sys.modules["requests"]


def _written(rule: "CSSRule") -> object:
    """A style rule whose values are strings: cssutils writes them anew whenever it is asked."""
    if rule.type != rule.STYLE_RULE:
        return rule
    properties = [
        SimpleNamespace(name=one.name, value=one.value, priority=one.priority)
        for one in rule.style.getProperties()
    ]
    return SimpleNamespace(
        type=rule.type,
        STYLE_RULE=rule.STYLE_RULE,
        MEDIA_RULE=rule.MEDIA_RULE,
        selectorText=rule.selectorText,
        style=SimpleNamespace(getProperties=lambda: properties),
    )


def _fetch_nothing(url: str) -> tuple[None, bytes]:
    del url
    return None, b""
