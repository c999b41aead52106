"""A mail in; the same mail as one reader's inbox would show it out."""

import re
from enum import StrEnum
from html import escape

from digest.desk.mail.recolour import GROUND, INK, recolour_mail


class Colours(StrEnum):
    """Whose colours a mail is shown in."""

    LIGHT = "light"
    DARK = "dark"
    GMAIL = "gmail"


class Parts(StrEnum):
    """How much of a mail is shown."""

    EVERYTHING = "everything"
    NO_IMAGES = "no-images"
    NO_STYLES = "no-styles"
    TEXT = "text"


_SCHEME = re.compile(
    r"\(\s*prefers-color-scheme\s*(?::\s*(light|dark|no-preference)\s*)?\)", re.IGNORECASE
)
_SCHEME_META = re.compile(
    r'(<meta\s+name="(?:supported-)?color-schemes?"\s+content=")[^"]*', re.IGNORECASE
)
_ALWAYS, _NEVER = "(min-width: 0px)", "(min-width: 999999px)"

# Links open beside the desk; the block that a finding points to is ringed; a phone's scroll bar
# takes no width from the mail.
_HEAD = """<base target="_blank"><style>
:root {{ color-scheme: {scheme} !important; }}
:target {{ outline: 3px solid #3b7ddd !important; outline-offset: 6px; scroll-margin: 24px; }}
:root {{ scrollbar-width: none; }}
[data-clip] {{ position: relative; }}
[data-clip]::before {{ content: "Gmail cuts here: [Message clipped]  View entire message";
  position: absolute; inset-inline: 0; top: 0; padding: 4px 12px; border-top: 2px solid #a5281b;
  font: 600 12px/16px system-ui, sans-serif; color: #a5281b; text-align: center; }}
{more}</style></head>"""
_GMAIL = f"html {{ background: {GROUND}; color: {INK}; }}"

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
:root {{ color-scheme: {scheme}; }}
body {{ margin: 0; padding: 20px; }}
pre {{ margin: 0; font: 14px/1.5 ui-monospace, Menlo, Consolas, monospace; }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; }}
</style></head><body><pre>{text}</pre></body></html>"""


def mail_page(html: str, colours: Colours, *, pictures: dict[str, str]) -> str:
    """`html` in `colours`, whatever the browser's own scheme is.

    `pictures` maps where the mail says its pictures are to where the desk has them. Gmail knows no
    prefers-color-scheme and recolours the mail itself.
    """
    for published, local in pictures.items():
        # Picture addresses only: a link keeps the address that readers will follow.
        html = re.sub(rf'(\s(?:src|background)="){re.escape(published)}', rf"\g<1>{local}", html)
    prefers = "dark" if colours is Colours.DARK else "light"
    if colours is Colours.GMAIL:
        html = recolour_mail(_SCHEME.sub(_NEVER, html))
    html = _SCHEME.sub(lambda found: _ALWAYS if found[1] in {prefers, None} else _NEVER, html)
    html = _SCHEME_META.sub(rf"\g<1>{prefers}", html)
    head = _HEAD.format(scheme=prefers, more=_GMAIL if colours is Colours.GMAIL else "")
    before, end, after = html.partition("</head>")
    return f"{before}{head}{after}" if end else f"{head}{html}"


def text_page(text: str, colours: Colours, *, title: str = "Plain text") -> str:
    """The text part, or a message, as a page of its own."""
    scheme = "light" if colours is Colours.LIGHT else "dark"
    return _PAGE.format(title=escape(title), scheme=scheme, text=escape(text))
