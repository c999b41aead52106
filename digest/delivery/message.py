"""A mail (RFC 5322) in; the same mail to one address, as a server may be handed it, out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, getaddresses, quote
from hashlib import sha256

from digest.ascii_addresses import ascii_host
from digest.errors import RenderError, UsageError
from digest.text import is_mail_address, one_line, shortened

_END = b"\r\n"
_FIELDS = re.compile(rb"\r\n(?=[^ \t])")
_BARE = re.compile(rb"(?<!\r)\n|\r(?!\n)|\0")
_LONGEST_LINE = 998  # RFC 5322, 2.1.1
_LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3, without the angle brackets
_LONGEST_USER = 64
_SHOWN = 60
_PLAIN_NAME = re.compile(r"[\w !#$%&'*+/=?^`{|}~-]*", re.ASCII)
_NOT_SENT = {b"cc", b"bcc", b"list-unsubscribe-post"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whom a mail is for: a bare address, whose user may be of any script (RFC 6531)."""

    address: str
    name: str = ""

    @property
    def header(self) -> str:
        """As it stands in a header, the name encoded where it must be."""
        if not self.name:
            return self.address
        if not self.name.isascii():
            return (
                f"{Header(self.name, 'utf-8', maxlinelen=_LONGEST_LINE).encode()} <{self.address}>"
            )
        plain = _PLAIN_NAME.fullmatch(self.name)
        return f"{self.name if plain else _quoted(self.name)} <{self.address}>"


def read_recipient(text: str) -> Recipient:
    """The one mailbox that `text` names, such as "Readers <list@example.org>".

    A host of another script becomes ASCII; so that nothing can be put into the header or the
    server's commands, all but letters, digits and the signs of RFC 5322 is refused (UsageError).
    """
    found = getaddresses([text]) if text == one_line(text) and len(text) < _LONGEST_LINE else []
    name, address = found[0] if len(found) == 1 else ("", "")
    # A parser mends more than it should: blanks in an address, the name of a group before it.
    if text != address and not text.endswith(f"<{address}>"):
        address = ""
    user, _, host = address.rpartition("@")
    address = f"{user}@{ascii_host(host)}"
    if not _is_address(address):
        raise UsageError(
            f"{shortened(text, _SHOWN)!r} is not one mail address; write it like desk@example.org"
        )
    return Recipient(address=address, name=one_line(name).replace("=?", ""))


def readdressed(eml: bytes, *, to: str, now: datetime, live: bool, mark: str = "") -> bytes:
    """The mail `eml` to the one address `to`, dated `now`, its subject after `mark`.

    Live it keeps its Message-ID, which is that of the issue. Every other mail has one of its own
    for each address and text: a mail program would hide the issue from whoever had its test.

    List-Unsubscribe-Post goes, whoever it is for: it promises that one POST unsubscribes whoever
    got the mail, so the address must name the reader (RFC 8058, 3.1), and here all have the same.
    List-Unsubscribe stays: it is a page on which readers say who they are, and a list puts its own
    in its place (RFC 2369, 4). Raises RenderError where the bytes are none that a server may be
    handed, UsageError for `to`.
    """
    head, gap, body = eml.partition(_END + _END)
    fields = [(_name(field), field) for field in _FIELDS.split(head)]
    address = read_recipient(to)
    changed = {b"date": f"Date: {format_datetime(now)}".encode()}
    if not live:
        changed[b"message-id"] = _own_id(dict(fields), eml, address.address)
    if mark:
        changed[b"subject"] = _marked(dict(fields).get(b"subject", b"Subject:"), mark)
    addressed = f"To: {address.header}".encode()
    data = _END.join(_rewritten(fields, changed, addressed)) + gap + body
    require_sendable(data)
    return data


def require_sendable(data: bytes) -> None:
    """Raise RenderError unless every line ends with CRLF and has at most 998 bytes.

    A bare CR or LF is where a server may see the end of the mail, and another one after it; a
    longer line is refused or cut (RFC 5321, 2.3.8 and 4.5.3.1.6).
    """
    if found := _BARE.search(data):
        line = data.count(b"\n", 0, found.start()) + 1
        raise RenderError(f"line {line} of the mail does not end with CRLF; build the issue again")
    if not data.endswith(_END):
        raise RenderError("the mail breaks off in its last line; build the issue again")
    for number, text in enumerate(data.split(_END), 1):
        if len(text) > _LONGEST_LINE:
            raise RenderError(
                f"line {number} of the mail has {len(text)} bytes; a mail may have {_LONGEST_LINE}"
            )


def header_of(eml: bytes, name: str) -> str:
    """The header `name` of a mail, unfolded; "" where it has none."""
    head = eml.partition(_END + _END)[0]
    fields = {_name(field): field for field in _FIELDS.split(head)}
    value = fields.get(name.lower().encode(), b"").partition(b":")[2]
    return " ".join(value.decode("utf-8", errors="replace").split())


def _is_address(address: str) -> bool:
    user, _, _ = address.rpartition("@")
    # Letters beyond ASCII may stand in a user's name; no sign or control of theirs may.
    plain = "".join("x" if ord(sign) > 127 and sign.isalnum() else sign for sign in user)
    whole = plain + address[len(user) :]
    short = len(address.encode()) <= _LONGEST_ADDRESS and len(user.encode()) <= _LONGEST_USER
    return short and is_mail_address(whole)


def _quoted(name: str) -> str:
    return f'"{quote(name)}"'


def _name(field: bytes) -> bytes:
    return field.partition(b":")[0].strip().lower()


def _own_id(fields: Mapping[bytes, bytes], eml: bytes, to: str) -> bytes:
    host = fields.get(b"message-id", b"").rpartition(b"@")[2].strip(b" \t\r\n>")
    digits = sha256(eml + to.encode()).hexdigest()[:24]
    return b"Message-ID: <" + digits.encode() + b".test@" + (host or b"newsletter.invalid") + b">"


def _marked(subject: bytes, mark: str) -> bytes:
    """Folded after the mark, so that no line with an encoded word grows (RFC 2047, 2)."""
    name, _, words = subject.partition(b":")
    return name + b": " + one_line(mark).encode("ascii") + _END + b" " + words.lstrip()


def _rewritten(
    fields: list[tuple[bytes, bytes]], changed: Mapping[bytes, bytes], to: bytes
) -> list[bytes]:
    lines: list[bytes] = []
    for name, field in fields:
        if name not in _NOT_SENT | {b"to"}:
            lines.append(changed.get(name, field))
        if name == b"from":
            lines.append(to)
    return lines
