"""A feed's markup in; markup that is safe in a mail, and plain text, out.

Everything a feed says passes through here before it becomes part of an article. The only file that
knows nh3.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape, unescape
from typing import Literal

import nh3

from digest.text import has_wide_gaps, one_line, without_controls, without_placeholders


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_Relative = Literal["deny"] | tuple[Literal["rewrite_with_base"], str]

LARGEST = 256 * 1024
DEEPEST = 64

_BLOCKS = _names(
    "address article aside blockquote caption center dd details div dl dt figcaption figure footer"
    " h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th"
    " thead tr ul"
)
_INLINE = _names(
    "a abbr b br cite code del em i img ins kbd mark q s samp small strong sub sup u var"
)
_VOID = frozenset({"br", "hr", "img"})
_LEFT_OPEN = _names("p li td tr th dd dt option meta link input wbr area base col source")
# How much deeper a tag leads; any other leads one level down, and its end one up.
_STEPS = dict.fromkeys(_BLOCKS | _INLINE, 1) | {f"/{name}": -1 for name in _BLOCKS | _INLINE}
_STEPS |= {f"{end}{name}": 0 for name in _VOID for end in ("", "/")}
_LOOSE_STEPS = _STEPS | {f"{end}{name}": 0 for name in _LEFT_OPEN for end in ("", "/")}
_PLAIN_BOX = re.compile(
    r"<(/?)(?:address|article|aside|center|details|footer|header|main|nav|section|summary)>"
)
_DROPPED_WITH_CONTENT = _names(
    "applet audio button canvas embed frameset head iframe math noembed noframes noscript object"
    " plaintext script select style svg template textarea title video xmp"
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
# nh3 writes every attribute in double quotes but leaves ">" in them as it is.
_TAG = re.compile(r'<(/?[a-z][a-z0-9]*)(?: [a-z]+="[^"]*")*>')
_LOOSE_TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_INLINE_DATA = re.compile(r"(?<=[\"'=(])data:[\w.+-]+/[^\s\"'<>)]*", re.IGNORECASE)
_MARKUP = re.compile("[<>&\xa0]")
# Two expressions that each begin with a word are found in a quarter of the time of one with both.
_RELATIVE = tuple(
    re.compile(name + r"\s*+=\s*+[\"']?+(?!https?://|mailto:)") for name in ("href", "src")
)
_RAW_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?<![\w-])(width|height)\s*:\s*[012]px",
    re.IGNORECASE,
)
_SMALL = re.compile(r' (?:width|height)="\s*0*[012](?:px)?\s*"')
_BEACON = re.compile(
    r"""://(feeds\.feedburner\.com|[^/"]*feedsportal\.com|pixel\.|stats?\.|b\.scorecardresearch\.com
    |[^/"]*\.?(doubleclick\.net|google-analytics\.com|quantserve\.com|feedblitz\.com)
    |rss\.buysellads\.com|[^/"]*\.list-manage\.com/track)
    |feedburner\.com/~|/~ff/|medium\.com/_/stat|facebook\.com/tr\?|/(pixel|spacer|blank|clear|beacon
    |transparent|1x1|1px|count|counter)\.(gif|png)|republish-tracker""",
    re.VERBOSE | re.IGNORECASE,
)
_SOURCE = re.compile(r' src="([^"]*)"')
_CLEAN_IMAGE = re.compile(r'<img(?: [a-z]+="[^"]*")*>')
_EMPTY_LINK = re.compile(r'<a(?: [a-z]+="[^"]*")*>\s*</a>')
_EMPTY_BLOCK = re.compile(r"<(p|div|figure|li|blockquote|h[1-6])>\s*</\1>")
_APPEARED_FIRST = re.compile(
    r"<p>The post <a [^<>]*>[^<>]*</a> (?:appeared first|first appeared)"
    r" on <a [^<>]*>[^<>]*</a>\.?</p>\s*$"
)
_LINK = re.compile(r"""(\b(?:href|src)\s?=\s?)(?:"([^"<>]*)"|'([^'<>]*)')""")
_ENDLESS_REFERENCE = re.compile(r"&#(?:[0-9]{12,}|[xX][0-9a-fA-F]{12,});?")
_UNSEEN_CONTENT = re.compile(r"<(script|style|head|title)\b[^<>]*>[^<]*", re.IGNORECASE)
_TAG_SHAPE = re.compile(r"<[a-zA-Z/!?][^<>]*>|<[a-zA-Z/!][^<>=]*=[^<>]*$")
_TAG_START = re.compile(r"<(?=[a-zA-Z/!?])")
# What stands in plain text where a tag, or the end of one, was.
_BREAKS = {f"{end}{name}": "" for name in _INLINE for end in ("", "/")}
_BREAKS |= {f"{end}{name}": "\n\n" for name in _BLOCKS for end in ("", "/")}
_BREAKS |= {"br": "\n", "/br": "\n"}
_TEXT_BREAKS = _BREAKS | dict.fromkeys(("td", "/td", "th", "/th"), " ") | {"li": "\n\n• "}
_PREFORMATTED = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
_BLANK_LINE = re.compile(r"\n\s*\n")
_MANY_BREAKS = re.compile(r"\n\n\n+")


def clean_html(markup: str, base: str = "") -> str:
    """`markup` with only harmless tags, absolute http, https and mailto links, and no trackers.

    Relative links are resolved against `base`; without one they are dropped. Markup that is larger
    than LARGEST characters or deeper than DEEPEST levels comes back as bare paragraphs.
    """
    markup = without_controls(markup)
    if not _MARKUP.search(markup):
        return markup.strip() if len(markup) <= LARGEST else text_as_html(markup[: 4 * LARGEST])
    if "data:" in markup.lower():
        markup = _INLINE_DATA.sub("data:", markup)
    if len(markup) > LARGEST or _is_deeper(markup, 8 * DEEPEST, _LOOSE_TAG, _LOOSE_STEPS):
        return text_as_html(_without_tags(markup[: 4 * LARGEST]))
    html = _sanitised(markup, base)
    if _is_deeper(html, DEEPEST, _TAG, _STEPS):
        return text_as_html(readable_text(html))
    return html


def plain_line(markup: str) -> str:
    """One line of plain text: entities decoded, tags gone, controls gone."""
    if "<" in markup or "&" in markup:
        markup = _without_tags(markup)
    return one_line(markup)


def plain_paragraphs(markup: str) -> str:
    """Plain text of any markup, a blank line between its blocks: no line runs on into the next."""
    if "<" in markup or "&" in markup:
        # A line's end means nothing in HTML.
        markup = _without_tags(markup.replace("\r", " ").replace("\n", " "))
    lines = (one_line(part) for part in _BLANK_LINE.split(markup.replace("\r\n", "\n")))
    return "\n\n".join(line for line in lines if line)


def readable_text(html: str) -> str:
    """The text of `html`, which clean_html made: a blank line between blocks, no captions."""
    html = _without_captions(html)
    parts = _PREFORMATTED.split(html) if "<pre>" in html else [html]
    # A line's end means nothing in HTML, save in what was preformatted: every other part.
    parts[::2] = [part.replace("\r", " ").replace("\n", " ") for part in parts[::2]]
    text = _with_breaks(_TAG, "".join(parts), _TEXT_BREAKS)
    return _tidied(_plain(decode_references(text)))


def decode_references(text: str) -> str:
    """`text` with its character references decoded."""
    # Python refuses to make a number of so many digits, and no character has one.
    return unescape(_ENDLESS_REFERENCE.sub("\ufffd", text) if "&#" in text else text)


def text_as_html(text: str) -> str:
    """Plain `text` as markup: a paragraph for each run of lines, line breaks kept."""
    paragraphs = [escape(part.strip(), quote=False) for part in _BLANK_LINE.split(text)]
    return "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in paragraphs if part)


def _sanitised(markup: str, base: str) -> str:
    if "${" in markup:
        markup = _LINK.sub(_led_somewhere, markup)
    html = _RAW_IMAGE.sub(_seen_image, markup)
    # A reference to a control character is decoded by the sanitiser, hence a second pass.
    html = without_controls(_cleaner(base if _may_be_relative(html) else "").clean(html))
    if "<img" in html:
        html = _CLEAN_IMAGE.sub(_kept_image, html)
    html = _PLAIN_BOX.sub(r"<\1div>", html)
    if "</a>" in html:
        html = _EMPTY_LINK.sub("", html)
    if "<p>The post " in html:
        html = _APPEARED_FIRST.sub("", html)
    return _EMPTY_BLOCK.sub("", html).strip()


def _may_be_relative(markup: str) -> bool:
    """Whether any link or picture in it may need a base; the sanitiser takes longer with one."""
    lower = markup.lower()
    return any(relative.search(lower) for relative in _RELATIVE)


@lru_cache(maxsize=64)
def _cleaner(base: str) -> nh3.Cleaner:
    try:
        return _cleaner_for(("rewrite_with_base", base) if base else "deny")
    except ValueError:
        # A base that is no address: then there is nothing to resolve against.
        return _cleaner_for("deny")


def _cleaner_for(relative: _Relative) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_BLOCKS | _INLINE),
        clean_content_tags=set(_DROPPED_WITH_CONTENT),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        url_relative=relative,
        strip_comments=True,
        link_rel=None,
    )


def _led_somewhere(link: re.Match[str]) -> str:
    address = link[2] or link[3] or ""
    if "${" not in address:
        return link[0]
    quotation = link[0][-1]
    return f"{link[1]}{quotation}{without_placeholders(address)}{quotation}"


def _seen_image(tag: re.Match[str]) -> str:
    return "" if _HIDDEN.search(tag[0]) else tag[0]


def _kept_image(tag: re.Match[str]) -> str:
    source = _SOURCE.search(tag[0])
    if not source or not source[1] or is_beacon(source[1]) or _SMALL.search(tag[0]):
        return ""
    return tag[0]


def is_beacon(url: str) -> bool:
    """Whether a picture at `url` only counts readers, or only takes up room."""
    return bool(_BEACON.search(url))


def _is_deeper(markup: str, most: int, tags: re.Pattern[str], steps: Mapping[str, int]) -> bool:
    """Whether tags nest deeper than that; an estimate from above where they are left open."""
    if markup.count("<") - markup.count("</") <= most:
        return False
    depth = 0
    for tag in tags.findall(markup):
        step = steps.get(tag)
        if step is None:
            step = steps.get(tag.lower(), -1 if tag.startswith("/") else 1)
        depth = max(0, depth + step)
        if depth > most:
            return True
    return False


def _without_tags(markup: str) -> str:
    """Plain text of any markup, well-formed or not; linear in its length."""
    markup = without_controls(markup)
    for _ in range(3):
        before = markup
        markup = markup.replace("<![CDATA[", "").replace("]]>", "")
        if "<" in markup:
            markup = _with_breaks(_LOOSE_TAG, _UNSEEN_CONTENT.sub(" ", markup), _BREAKS)
        markup = decode_references(markup)
        if markup == before or not any(sign in markup for sign in ("<", "&", "]]>")):
            break
    return _plain(markup)


def _plain(text: str) -> str:
    """`text` without anything that a browser would take for a tag, if it ever were shown to one."""
    text = without_controls(text)
    if "<" not in text:
        return text
    for _ in range(3):
        text = _TAG_SHAPE.sub("", text)
    # Tags in tags would take a pass each, and what is left open may be closed by what follows.
    return _TAG_START.sub("< ", text)


def _with_breaks(tags: re.Pattern[str], markup: str, breaks: Mapping[str, str]) -> str:
    """`markup` with what its tags leave in plain text."""
    parts = tags.split(markup)
    parts[1::2] = [
        breaks[tag] if tag in breaks else breaks.get(tag.lower(), "") for tag in parts[1::2]
    ]
    return "".join(parts)


def _without_captions(html: str) -> str:
    """Captions belong to their pictures, not into running text."""
    parts = html.split("<figcaption>")
    return parts[0] + "".join(part.partition("</figcaption>")[2] for part in parts[1:])


def _tidied(text: str) -> str:
    text = text.replace("\r", "")
    if has_wide_gaps(text):
        text = "\n".join([" ".join(line.split()) for line in text.split("\n")])
    else:
        text = text.replace(" \n", "\n").replace("\n ", "\n")
    if "\n\n\n" in text:
        text = _MANY_BREAKS.sub("\n\n", text)
    return text.replace("•\n\n", "• ").strip()
