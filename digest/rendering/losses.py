"""HTML before and after inlining in; an error out when anything was lost on the way."""

import re
from collections.abc import Iterable
from html import unescape

from digest.errors import RenderError

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
_SILENT = re.compile(r"<(style|script|title)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"""<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")
_PICTURE = re.compile(r"<img\b[^>]*>")
_WIDTH = re.compile(r"""\swidth=["']?([^"'\s>]+)""")
_MARK = re.compile(r"""\sid=(?:"([^"]*)"|'([^']*)')""")


def raise_if_lost(before: str, after: str, items: Iterable[str]) -> None:
    """Raise RenderError naming what the inliner lost of `before`, or which of `items` is missing.

    `items` are ids; the block of each is marked by an element of id "item-ID". Both texts are read
    without a tree: the inliner's own parser drops what is nested too deep, and says nothing.
    """
    was, now = _COMMENT.sub("", before), _COMMENT.sub("", after)
    marks = {unescape(found[1] or found[2]) for found in _MARK.finditer(now)}
    lost = [f"the block of item {item}" for item in items if f"item-{item}" not in marks]
    if not after.startswith("<!DOCTYPE html>"):
        lost.append("the doctype")
    if before.count("<!--[if") != after.count("<!--[if"):
        lost.append("conditional comments")
    if _important(was) != _important(now):
        lost.append("!important")
    if _widths(was) != _widths(now):
        lost.append("the widths of pictures")
    if _words(was) != _words(now):
        lost.append("visible text")
    if lost:
        raise RenderError(
            f"the inliner lost {', '.join(lost)}; look for tags nested too deep in a template"
        )


def _important(html: str) -> int:
    return sum(css.count("!important") for css in _STYLE.findall(html))


def _widths(html: str) -> list[str]:
    return [width for picture in _PICTURE.findall(html) for width in _WIDTH.findall(picture)[:1]]


def _words(html: str) -> list[str]:
    return unescape(_TAG.sub("", _SILENT.sub("", html))).split()
