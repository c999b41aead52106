"""An issue in; its HTML, its plain text and the mail that carries both, out."""

from digest.rendering.issue import render, web_page

__all__ = ["render", "web_page"]
