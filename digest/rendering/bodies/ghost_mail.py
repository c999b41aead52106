"""A body in; Ghost's mail around it, as far as it bears on how the body reads and weighs, out.

What Ghost writes on tables, cells, paragraphs, links and pictures was read off a mail of a Ghost 6,
the rest is what its sheet is known to set. It inlines that sheet below the styles that an element
has, and writes all but ASCII as numbers.
"""

import re
from collections.abc import Mapping
from html import escape

from digest.model.issues import Issue

_SANS = "-apple-system, BlinkMacSystemFont, Roboto, Helvetica, Arial, sans-serif"
_INK = "#15212A"
_TABLE = "border-collapse: separate; mso-table-lspace: 0pt; mso-table-rspace: 0pt; width: 100%"
_TEXT = f"margin: 0 0 1.5em 0; line-height: 1.6em; color: {_INK}"
_HEADING = f"margin-top: 0; font-family: {_SANS}; line-height: 1.11em; font-weight: 700"
_RULES: Mapping[str, str] = {
    "table": _TABLE,
    "td": f"font-family: {_SANS}; font-size: 18px; vertical-align: top; color: {_INK}",
    "p": _TEXT,
    "ul": _TEXT,
    "ol": _TEXT,
    "li": f"margin: 0.5em 0; line-height: 1.6em; color: {_INK}",
    "blockquote": "margin: 2em 0; padding: 0 25px; font-size: 17px; font-style: italic",
    "a": "color: #ff1a75; text-decoration: none; overflow-wrap: anywhere",
    "img": "border: none; -ms-interpolation-mode: bicubic; max-width: 100%",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), f"{_HEADING}; color: {_INK}"),
}
_ATTRIBUTES = {"td": ' valign="top"', "a": ' target="_blank"'}
_COMMENT = re.compile(r"(<!--.*?-->)", re.DOTALL)
_TAG = re.compile(rf"<({'|'.join(_RULES)})(?=[\s>])([^<>]*)>")
_STYLE = re.compile(r'\sstyle="([^"]*)"')
_NAME = re.compile(r"(?:^|;)\s*([\w-]+)\s*:")


def put_in_ghost_mail(body: str, issue: Issue) -> str:
    """The mail with all that Ghost writes on the elements of `body`, and the least around them.

    What stands around them in truth is far longer, and the same for every issue.
    """
    title, preheader = escape(issue.subject), escape(issue.preheader)
    around = (
        f'<!DOCTYPE html><html lang="{escape(issue.masthead.language)}"'
        f' dir="{escape(issue.masthead.direction)}"><head><title>{title}</title></head>'
        f'<body style="background-color: #fff; {_RULES["td"]}">'
        f'<div style="display: none">{preheader}</div>'
        f'<table role="presentation" width="100%"><tr><td><h1>{title}</h1>'
    )
    way_out = f'<a href="%%{{unsubscribe_url}}%%" style="color: {_INK}">Unsubscribe</a>'
    whole = f"{around}{body}<p>{way_out}</p></td></tr></table></body></html>"
    # Comments are what they were: Outlook's tables are in them.
    pieces = _COMMENT.split(whole)
    pieces[::2] = (_TAG.sub(_with_rules, _numbered(piece)) for piece in pieces[::2])
    return "".join(pieces)


def _with_rules(found: re.Match[str]) -> str:
    name, attributes = found[1], found[2]
    style = _STYLE.search(attributes)
    own = style[1] if style else ""
    said = {one.lower() for one in _NAME.findall(own)}
    below = [one for one in _RULES[name].split("; ") if one.partition(":")[0] not in said]
    rest = _STYLE.sub("", attributes)
    added = _ATTRIBUTES.get(name, "")
    more = "" if added.split("=")[0] in rest else added
    return f'<{name}{rest} style="{"; ".join([*below, own] if own else below)}"{more}>'


def _numbered(html: str) -> str:
    return "".join(one if one < "\x80" else f"&#x{ord(one):X};" for one in html)
