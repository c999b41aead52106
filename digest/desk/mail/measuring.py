"""A mail's page in; the same with the one script that may run in it, which measures, out."""

from html import escape
from pathlib import Path

MEASURE = (Path(__file__).parents[1] / "static" / "measure.js").read_text(encoding="utf-8")


def add_measuring(html: str, *, desk: str, edits: bool = False) -> str:
    """`html` with the script at its end; it speaks to a page of the origin `desk` only.

    With `edits` it says what was clicked, and links are not followed.
    """
    asked = ' data-edits="yes"' if edits else ""
    script = f'<script data-desk="{escape(desk)}"{asked}>{MEASURE}</script>'
    before, end, after = html.rpartition("</body>")
    return f"{before}{script}{end}{after}" if end else f"{html}{script}"
