"""A mail's page in; the same with the one script that may run in it, which measures, out."""

from html import escape
from pathlib import Path

MEASURE = (Path(__file__).parent / "static" / "measure.js").read_text(encoding="utf-8")


def add_measuring(html: str, *, desk: str) -> str:
    """`html` with the script at its end; it speaks to a page of the origin `desk` only."""
    script = f'<script data-desk="{escape(desk)}">{MEASURE}</script>'
    before, end, after = html.rpartition("</body>")
    return f"{before}{script}{end}{after}" if end else f"{html}{script}"
