"""A saved mail (.eml, RFC 5322) in, what it says as a piece out."""

import re
from email import message_from_bytes
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from email.policy import default

from digest.sources.feeds.charsets import decoded
from digest.sources.feeds.entries import Entry, Markup, Piece, Unreadable

_BODY = re.compile(r"<body\b[^<>]*>(.*)", re.IGNORECASE | re.DOTALL)


def read_mail(data: bytes) -> Piece:
    """The mail's subject, sender, date and HTML part, else its text; Unreadable without either."""
    message = message_from_bytes(data, policy=default)
    if not message.keys():
        raise Unreadable("line 1: this is no mail; it has no headers")
    html, text = _part(message, "html"), _part(message, "plain")
    if not html and not text:
        raise Unreadable("the mail has neither an HTML nor a text part")
    body = _BODY.search(html)
    return Piece(
        entry=Entry(
            guid=_header(message, "Message-ID"),
            title=_header(message, "Subject"),
            published=_header(message, "Date"),
            byline=_sender(message),
            body=Markup(value=body[1] if body else html or text, is_text=not html),
        )
    )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    content = part.get_payload(decode=True)
    return decoded(content, part.get_content_charset("")) if isinstance(content, bytes) else ""


def _header(message: EmailMessage, name: str) -> str:
    # The parser trips over some damaged headers; a mail without a date is better than no mail.
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError, TypeError):
        return ""


def _sender(message: EmailMessage) -> str:
    try:
        header = message["From"]
    except (ValueError, IndexError, AttributeError, TypeError):
        return ""
    if not isinstance(header, AddressHeader) or not header.addresses:
        return ""
    return header.addresses[0].display_name
