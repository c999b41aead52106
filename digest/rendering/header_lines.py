"""A header's name and its meant value in; its lines (RFC 5322, RFC 2047) in ASCII out."""

from email.header import Header
from email.headerregistry import Address

from digest.errors import RenderError

_WANTED = 78
_ALLOWED = 998
# RFC 2047 allows less to a line with an encoded word.
_WANTED_ENCODED = 76


def text_header(name: str, text: str) -> bytes:
    """The header `name` with free `text`, such as a subject, and a CRLF at its end.

    It is folded between words; text that is not ASCII, or has a word too long for a line, becomes
    encoded words of UTF-8.
    """
    return _lines(name, _pieces(name, text) or _encoded_words(name, text))


def address_header(name: str, address: Address) -> bytes:
    """The header `name` with a mailbox (RFC 5322, 3.4); only its display name may be encoded.

    Raises RenderError as `value_header` does.
    """
    written = _pieces(name, str(address))
    bare = address.addr_spec
    encoded = [*_encoded_words(name, address.display_name), f"<{bare}>"]
    return _lines(name, written or (encoded if address.display_name else [bare]))


def value_header(name: str, value: str) -> bytes:
    """The header `name` with a `value` that mail programs take literally, such as an address.

    It stands on one line of any length, as folding or encoding would break it. Raises RenderError
    where the line is longer than RFC 5322 allows (2.1.1).
    """
    return _lines(name, [value])


def _pieces(name: str, text: str) -> list[str]:
    """The words of `text` where they can stand as they are, else none."""
    words = text.split(" ")
    room = _WANTED - len(f"{name}: ")
    return words if text.isascii() and max(map(len, words)) <= room else []


def _encoded_words(name: str, text: str) -> list[str]:
    header = Header(text, "utf-8", maxlinelen=_WANTED_ENCODED, header_name=name)
    return header.encode().split("\n ")


def _lines(name: str, pieces: list[str]) -> bytes:
    line = f"{name}: {pieces[0]}"
    lines = []
    for piece in pieces[1:]:
        if len(line) + 1 + len(piece) > _WANTED:
            lines.append(line)
            line = ""
        line += f" {piece}"
    lines.append(line)
    longest = max(map(len, lines))
    if longest > _ALLOWED:
        raise RenderError(
            f"{name} makes a line of {longest} characters; a mail may have {_ALLOWED}"
        )
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")
