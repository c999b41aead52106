"""A web address in any script in; the same address as every mail program takes it, out (the only
user of idna)."""

import re
from urllib.parse import quote

from digest.text import without_controls

_HOST = re.compile(r"(?P<before>https?://(?:[^/?#]*@)?)(?P<host>[^/?#@:]+)", re.IGNORECASE)
# What RFC 3986 allows in an address, the percent sign of what is escaped already, and what the
# caller may want to see to.
_ALLOWED = "%/:=&?~#+!$,;'@()*{}[]|\\^`"


def in_ascii(url: str) -> str:
    """`url` in ASCII (RFC 3987, 3.1), its host as browsers ask for it (UTS #46); idempotent.

    A host that has no ASCII form stays as it is, but for controls.
    """
    if url.isascii() and url.isprintable():
        return url
    host = _HOST.match(url)
    start = _quoted(host["before"]) + ascii_host(host["host"]) if host else ""
    return start + _quoted(url[host.end() :] if host else url)


def ascii_host(host: str) -> str:
    """`host` in ASCII; one that has no ASCII form stays as it is, but for controls."""
    if host.isascii():
        return _quoted(host)
    # Only the rare host needs its tables.
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return without_controls(host)


def _quoted(text: str) -> str:
    return quote(text, safe=_ALLOWED, errors="ignore")
