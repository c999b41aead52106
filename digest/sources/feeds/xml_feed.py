"""The bytes of an XML feed in, what it said out: RSS 0.9x to 2.0, Atom 0.3 and 1.0, CDF.

The only file that knows feedparser. Its sanitiser stays off (slow and leaky: everything is cleaned
at our own border), and it is only ever given bytes: a string it would open as a file or address.
"""

import io
import re
import warnings
from collections.abc import Mapping
from dataclasses import replace

from digest.sources.entries.values import Feed, Unreadable
from digest.sources.feeds.feedparser_names import translate_feed
from digest.sources.feeds.wellformed import read_well_formed

WEB_PAGE = "This is a web page, not a feed; `digest sources discover` finds the page's feeds."

_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}encoding\s*=", re.IGNORECASE)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_ROOT = re.compile(rb"<(?![?!])([\w:.-]+)")
_BOMB = re.compile(rb"<!ENTITY\s[^<>]*&[\w.-]+;", re.IGNORECASE)
_CAPTION = re.compile(rb"<(/?)media:description\b[^<>]*?(/?)>")
_HTML = re.compile(rb"^\s*(<!doctype\s+html|<html|<head|<body)", re.IGNORECASE)


def read_xml_feed(body: bytes, url: str, content_type: str) -> Feed:
    """What the feed `body`, served from `url` as `content_type`, said; Unreadable if it is none."""
    if _BOMB.search(body.replace(b"\0", b"")):
        raise Unreadable("The feed defines entities by entities, as only an entity bomb does.")
    renamed = _captions_renamed(body)
    clear = read_well_formed(renamed, url)
    parsed = clear or ask_feedparser(renamed, url, content_type)
    if not parsed.get("entries") and not parsed.get("version"):
        raise Unreadable(_why_no_feed(body))
    truncated = bool(parsed.get("bozo")) and _lacks_its_end(body)
    return replace(translate_feed(parsed, url), truncated=truncated)


def ask_feedparser(body: bytes, url: str, content_type: str) -> Mapping[str, object]:
    """What feedparser says of `body`; Unreadable where it stumbles."""
    # Most feeds need none, and it takes a third of the time in which a parser process starts.
    import feedparser

    headers = {"content-location": url, "content-type": _xml_type(body, content_type)}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed: Mapping[str, object] = feedparser.parse(
                io.BytesIO(body),
                response_headers=headers,
                sanitize_html=False,
                resolve_relative_uris=False,
            )
    except Exception as error:
        # A library of 20 years and any bytes at all: whatever it trips over is the feed's failure.
        raise Unreadable(f"The feed cannot be parsed ({type(error).__name__}: {error}).") from error
    return parsed


def _xml_type(body: bytes, content_type: str) -> str:
    """The media type to go by; the bytes' word on their encoding goes before the header's."""
    charset = _CHARSET.search(content_type)
    if body.startswith(_BOMS) or _DECLARED.match(body) or not charset or _is_utf8(body):
        return "application/xml"
    return f"application/xml; charset={charset[1]}"


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _captions_renamed(body: bytes) -> bytes:
    """`media:description` under another name: feedparser takes it for the article's own text."""
    if b"media:description" not in body:
        return body
    return _CAPTION.sub(rb"<\1media:caption\2>", body)


def _lacks_its_end(body: bytes) -> bool:
    # NULs go so that UTF-16 reads like ASCII here.
    flat = body.replace(b"\0", b"")
    root = _ROOT.search(flat)
    return root is not None and b"</" + root[1] not in flat


def _why_no_feed(body: bytes) -> str:
    if not body.strip():
        return "The feed is empty: not a byte of content."
    if _HTML.match(body):
        return WEB_PAGE
    return "This is neither RSS nor Atom nor JSON Feed."
