"""A mail before and after a step of rendering in; an error out when anything was lost."""

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import unquote

from digest.errors import RenderError

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_STYLE = re.compile(r"<style[^<>]*>(.*?)(?:</style>|\Z)", re.DOTALL)
_SILENT = re.compile(r"<(style|script|title)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"""<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")
_PICTURE = re.compile(r"<img\b[^>]*>")
_WIDTH = re.compile(r"""\swidth=["']?([^"'\s>]+)""")
_MARK = re.compile(r"""\sid=(?:"([^"]*)"|'([^']*)')""")
# A pattern that begins with plain letters is looked for ten times as fast.
_VALUES = tuple(
    re.compile(rf"""{name}=(?<=[\s"']{name}=)(?:"([^"]*)"|'([^']*)')""") for name in ("alt", "href")
)


def raise_if_dropped(mjml: str, html: str) -> None:
    """Raise RenderError naming the alt texts and links of `mjml` that its `html` has not.

    One may have grown on the way: MJML makes longer addresses of a link to share.
    """
    values = set(_values(html))
    if values.issuperset(_values(mjml)):
        return
    body = _COMMENT.sub("", mjml[mjml.find("<mj-body") :])
    written = [_as_read(value) for value in values]
    lost = [one for one in _values(body) if not any(_as_read(one) in value for value in written)]
    if lost:
        raise RenderError(
            f"MJML lost or changed {', '.join(map(repr, lost))}; "
            "look for an alt or href in a template on an element that has none"
        )


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
    if not _read_alike(_values(was), _values(now)):
        lost.append("alt texts or links")
    if _words(was) != _words(now):
        lost.append("visible text")
    if lost:
        raise RenderError(
            f"the inliner lost {', '.join(lost)}; look for tags nested too deep in a template"
        )


def _values(html: str) -> list[str]:
    found = [pair for pattern in _VALUES for pair in pattern.findall(html)]
    return [double or single for double, single in found]


def _read_alike(was: list[str], now: list[str]) -> bool:
    return len(was) == len(now) and all(
        one == other or _as_read(one) == _as_read(other)
        for one, other in zip(was, now, strict=True)
    )


def _as_read(value: str) -> str:
    # The inliner writes addresses in ASCII, and a bare & of a template as it understands it.
    return " ".join(unquote(unescape(unescape(value))).split())


def _important(html: str) -> int:
    return sum(css.count("!important") for css in _STYLE.findall(html))


def _widths(html: str) -> list[str]:
    return [width for picture in _PICTURE.findall(html) for width in _WIDTH.findall(picture)[:1]]


def _words(html: str) -> list[str]:
    return unescape(_TAG.sub("", _SILENT.sub("", html))).split()
