"""Addresses in; the address to show, and the key by which two addresses are one, out.

The only file that knows w3lib.
"""

import re
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from digest.text import without_controls, without_placeholders
from digest.trackers import is_tracker, without_trackers

LONGEST_ADDRESS = 8_000

_AMP = re.compile(r"amp(=(1|true|yes)?)?|outputtype=amp", re.IGNORECASE)
_HOST_PREFIX = re.compile(r"^(www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_MOBILE_LABEL = re.compile(r"^([a-z]{2,3})\.m\.(?=[^.]+\.)")
_PATH_END = re.compile(r"(?:[/.]amp(?:\.html)?|[/;])+$")
# Most addresses are whole and plain, and need no taking apart.
_WHOLE = re.compile(
    r"https?://[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+(?:/[\w.~%!$&'()*+,=:@/-]*)?"
    r"(?:\?[\w.~%!$&'()*+,=:@/-]+)?(?:#[\w.~%!$&'()*+,=:@/?-]+)?",
    re.ASCII,
)
# Nor is there anything in these that could be written in another way.
_CANONICAL = re.compile(r"https?://([a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+)((?:/[\w.~/-]*)?)", re.ASCII)
_UNSAFE = re.compile(r"[\t\r\n]")
# RFC 3986 has no place for these: what would end an attribute, or open a tag or a merge tag.
_NO_ADDRESS = re.compile(r"[\s\"<>\\^`{|}]")


def web_address(url: str, base: str = "") -> str:
    """`url` made absolute against `base`, when that is an http(s) address; else "".

    Nor is one of more than LONGEST_ADDRESS characters: no server takes it. A placeholder in it is
    never filled in, and its parameter is left out.
    """
    if not url or len(url) > LONGEST_ADDRESS:
        return ""
    if _WHOLE.fullmatch(url):
        return url
    try:
        written = _UNSAFE.sub("", without_controls(url)).strip()
        joined = without_placeholders(urljoin(base, written)) if written else ""
        parts = urlsplit(joined)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname or not port_is_fine:
        return ""
    return _NO_ADDRESS.sub(lambda found: quote(found[0]), joined)


def shown_address(url: str, base: str = "") -> str:
    """What a reader is sent to: the feed's own link, absolute, without trackers; "" if unusable."""
    return without_trackers(web_address(url, base))


def address_key(url: str) -> str:
    """Equal for addresses of one article, whatever its scheme, www, mobile or AMP form; else "".

    Only ever compared, never opened. Canonicalising a key again changes nothing.
    """
    address = shown_address(url)
    if not address:
        return ""
    if (plain := _CANONICAL.fullmatch(address)) and "/." not in plain[2]:
        return f"https://{_key_host(plain[1])}{_PATH_END.sub('', plain[2]) or '/'}"
    # It takes a third of the time in which a parser starts, and plain addresses do not need it.
    from w3lib.url import canonicalize_url

    try:
        parts = urlsplit(canonicalize_url(address, keep_fragments=True))
        host, port = _key_host(parts.hostname or ""), parts.port
    except ValueError:
        return ""
    path = _PATH_END.sub("", parts.path)
    query = "&".join(part for part in parts.query.split("&") if part and not _is_key_noise(part))
    place = host if port in {None, 80, 443} else f"{host}:{port}"
    return urlunsplit(("https", place, path or "/", query, parts.fragment))


def _is_key_noise(parameter: str) -> bool:
    return is_tracker(parameter) or bool(_AMP.fullmatch(parameter))


@lru_cache(maxsize=64)
def _key_host(host: str) -> str:
    host = host.rstrip(".").lower()
    return _settled(_HOST_PREFIX, "", _settled(_MOBILE_LABEL, r"\1.", host))


def _settled(pattern: re.Pattern[str], replacement: str, text: str) -> str:
    while (shorter := pattern.sub(replacement, text)) != text:
        text = shorter
    return text
