"""An issue in; its HTML, its plain text and the mail that carries both, out."""

from digest.rendering.issue import render_mail

__all__ = ["render_mail"]
