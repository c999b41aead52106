"""Web addresses in; addresses that are safe to print in a mail's source out."""

import re

from digest.ascii_addresses import in_ascii

_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_LINKABLE = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)
_OWN_PICTURE = re.compile(r"images/[\w.-]+", re.ASCII)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# Not allowed in an address (RFC 3986) but common in the wild; or the start of ~x~, $x$, @x@.
_UNWANTED = re.compile(r"[{}\[\]|\\^`]|[~$@](?=[\w.]+[~$@])")
_HIDDEN_TAG = re.compile(r"(%[A-Fa-f][0-9A-Fa-f])([A-Za-z_])(?=[\w.-]*%)")


def is_web_address(text: str) -> bool:
    """Whether `text` as a whole is an http(s) address."""
    return _WEB_ADDRESS.fullmatch(text) is not None


def is_address(text: str) -> bool:
    """Whether `text` as a whole is an address that a mail may link to: http, https, mailto."""
    return _LINKABLE.fullmatch(text) is not None


def link_address(url: str) -> str:
    """`url` where a mail may link to it, else ""; "" too where its host has no ASCII form."""
    return ascii_address(url) if is_address(url) else ""


def picture_address(url: str) -> str:
    """`url` where a mail may show it: on the web, or beside the issue in images/; else ""."""
    if _OWN_PICTURE.fullmatch(url):
        return url
    return safe_address(url) if is_web_address(url) else ""


def ascii_address(url: str) -> str:
    """`url` as `safe_address` writes it; "" where its host has no ASCII form."""
    address = safe_address(url)
    return address if address.isascii() else ""


def safe_address(url: str) -> str:
    """The same address in ASCII (RFC 3987, 3.1), written so that it holds no merge tag; idempotent.

    A host that has no ASCII form stays as it is.
    """
    encoded = _UNWANTED.sub(_escaped, _STRAY_PERCENT.sub("%25", in_ascii(url)))
    # %ADDRESS% is a tag to some, and begins with a valid escape: escape its third letter, too.
    encoded = _HIDDEN_TAG.sub(lambda found: found[1] + _escaped_character(found[2]), encoded)
    return encoded.replace("merge.invalid", "merge%2Einvalid")


def _escaped(found: re.Match[str]) -> str:
    return _escaped_character(found[0])


def _escaped_character(character: str) -> str:
    return f"%{ord(character):02X}"
