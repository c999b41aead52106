"""A body in; Ghost's mail around it, as far as it bears on how the body reads and weighs, out.

As Ghost 6.65 made it: it writes its rules on each element below what the style there says, but for
the colour of paragraphs, which comes above, and all but ASCII as numbers.
"""

import re
from collections.abc import Mapping
from html import escape

from digest.model.issues import Issue

_SANS = "-apple-system, BlinkMacSystemFont, Roboto, Helvetica, Arial, sans-serif"
_INK = "#15212A"
_LIST = {
    "margin": "0 0 1.5em 0",
    "line-height": "1.6",
    "padding-left": "1.3em",
    "padding-right": "1.5em",
    "max-width": "100%",
}
_BELOW: Mapping[str, Mapping[str, str]] = {
    "table": {
        "border-collapse": "separate",
        "mso-table-lspace": "0pt",
        "mso-table-rspace": "0pt",
        "width": "100%",
    },
    "td": {
        "font-family": _SANS,
        "font-size": "18px",
        "vertical-align": "top",
        "color": _INK,
    },
    "p": {"margin": "0 0 1.5em 0", "line-height": "1.6"},
    "ul": {**_LIST, "list-style": "disc"},
    "ol": {**_LIST, "list-style": "decimal"},
    "li": {"margin": "0.5em 0", "padding-left": "0.3em", "line-height": "1.6", "color": _INK},
    "blockquote": {
        "margin": "0",
        "padding": "0",
        "border-left": "#FF1A75 2px solid",
        "font-size": "17px",
        "font-weight": "500",
        "line-height": "1.6",
        "letter-spacing": "-0.2px",
    },
    "a": {"overflow-wrap": "anywhere", "color": "#FF1A75", "text-decoration": "none"},
    "img": {"border": "none", "-ms-interpolation-mode": "bicubic", "max-width": "100%"},
    "strong": {"font-weight": "700"},
}
_ABOVE: Mapping[str, Mapping[str, str]] = {"p": {"color": _INK}}
_AS_ATTRIBUTES: Mapping[str, Mapping[str, str]] = {
    "table": {"background-color": "bgcolor", "text-align": "align", "width": "width"},
    "td": {
        "background-color": "bgcolor",
        "text-align": "align",
        "vertical-align": "valign",
        "width": "width",
    },
}
_COMMENT = re.compile(r"(<!--.*?-->)", re.DOTALL)
_TAG = re.compile(rf"<({'|'.join(_BELOW)})(?=[\s>])([^<>]*)>")
_STYLE = re.compile(r'\sstyle="([^"]*)"')


def put_in_ghost_mail(body: str, issue: Issue) -> str:
    """The mail with all that Ghost writes on the elements of `body`, and the least around them.

    What stands around them in truth is far longer, and the same for every issue.
    """
    title, preheader = escape(issue.subject), escape(issue.preheader)
    page = f"background-color: #fff; font-family: {_SANS}; font-size: 18px; color: {_INK}"
    around = (
        f'<!DOCTYPE html><html lang="{escape(issue.masthead.language)}"'
        f' dir="{escape(issue.masthead.direction)}"><head><title>{title}</title></head>'
        f'<body style="{page}">'
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
    own, above = _declared(style[1] if style else ""), _ABOVE.get(name, {})
    below = {key: value for key, value in _BELOW[name].items() if key not in own}
    said = {**below, **{key: value for key, value in own.items() if key not in above}, **above}
    rest = _STYLE.sub("", attributes)
    written = "; ".join(f"{key}: {value}" for key, value in said.items())
    return f'<{name}{rest} style="{written};"{_attributes(name, rest, said)}>'


def _attributes(name: str, rest: str, said: Mapping[str, str]) -> str:
    if name == "a":
        return "" if " target=" in rest else ' target="_blank"'
    fitting = _AS_ATTRIBUTES.get(name, {})
    return "".join(
        f' {attribute}="{said[key].removesuffix("px")}"'
        for key, attribute in fitting.items()
        if key in said and f" {attribute}=" not in rest
    )


def _declared(style: str) -> dict[str, str]:
    parts = (one.partition(":") for one in style.split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in parts if value}


def _numbered(html: str) -> str:
    return "".join(one if one < "\x80" else f"&#x{ord(one):X};" for one in html)
