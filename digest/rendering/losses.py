"""HTML before and after inlining in; an error out when anything was lost on the way."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

from digest.errors import RenderError

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
_SILENT = {"style", "script", "title"}


def raise_if_lost(before: str, after: str, items: Iterable[str]) -> None:
    """Raise RenderError naming what the inliner lost of `before`, or which of `items` is missing.

    `items` are ids; the block of each is marked by an element of id "item-ID".
    """
    was, now = _Shown(before), _Shown(after)
    lost = [f"the block of item {item}" for item in items if f"item-{item}" not in now.marks]
    if not after.startswith("<!DOCTYPE html>"):
        lost.append("the doctype")
    if before.count("<!--[if") != after.count("<!--[if"):
        lost.append("conditional comments")
    if _important(before) != _important(after):
        lost.append("!important")
    if was.widths != now.widths:
        lost.append("the widths of pictures")
    if was.text != now.text:
        lost.append("visible text")
    if lost:
        raise RenderError(
            f"the inliner lost {', '.join(lost)}; look for tags nested too deep in a template"
        )


def _important(html: str) -> int:
    return sum(css.count("!important") for css in _STYLE.findall(_COMMENT.sub("", html)))


class _Shown(HTMLParser):
    """What a reader sees of an HTML page: its text, its pictures' widths, the marked elements."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.widths: list[str | None] = []
        self.marks: set[str] = set()
        self._texts: list[str] = []
        self._silent = ""
        self.feed(html)
        self.close()

    @property
    def text(self) -> list[str]:
        """The visible words in order."""
        return "".join(self._texts).split()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent = tag
        for name, value in attrs:
            if name == "id" and value:
                self.marks.add(value)
            elif name == "width" and tag == "img":
                self.widths.append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._texts.append(data)
