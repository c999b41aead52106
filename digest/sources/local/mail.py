"""A saved mail (.eml, RFC 5322) in, what it says as a piece out."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from digest.sources.entries.charsets import decode_text
from digest.sources.entries.markup import clean_html, readable_text
from digest.sources.entries.values import Entry, Markup, Piece, Unreadable
from digest.text import one_line

LONGEST_HEADER = 2_000

# A comment that nothing closes goes to the end: searched on from each, it took quadratic time.
_BODY = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|(?P<body><body\b[^<>]*>)", re.IGNORECASE | re.DOTALL
)


def read_mail(data: bytes) -> Piece:
    """The mail's subject, sender, date and HTML part; Unreadable without one and without a text.

    The text part stands in for an HTML part that says nothing.
    """
    try:
        message = message_from_bytes(data, policy=default)
        html, text = _part(message, "html"), _part(message, "plain")
    except Exception as error:
        # The library raises nearly anything over the headers that say what the parts are.
        why = f"{type(error).__name__}: {error}"
        raise Unreadable(f"the mail's Content headers are damaged ({why})") from error
    if not message.keys():
        raise Unreadable("line 1: this is no mail; it has no headers")
    if not html and not text:
        raise Unreadable("the mail has neither an HTML nor a text part")
    html = _body(html)
    is_text = not readable_text(clean_html(html)) and bool(text.strip())
    return Piece(
        entry=Entry(
            guid=_header(message, "Message-ID"),
            title=_header(message, "Subject"),
            published=one_line(_written(message, "Date")),
            byline=_sender(message),
            body=Markup(value=text if is_text else html, is_text=is_text),
        )
    )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    content = part.get_payload(decode=True)
    return decode_text(content, part.get_content_charset("")) if isinstance(content, bytes) else ""


def _body(html: str) -> str:
    """What follows the tag of the body, unless a comment holds it; all where there is none."""
    starts = (found.end() for found in _BODY.finditer(html) if found["body"])
    return html[next(starts, 0) :]


def _header(message: EmailMessage, name: str) -> str:
    """A header in words; as written where the library stumbles, "" where there is none."""
    written = _written(message, name)
    try:
        return str(default.header_fetch_parse(name, written))
    except Exception:
        # Whatever it trips over: a mail with a strange subject is better than no mail.
        return one_line(written)


def _sender(message: EmailMessage) -> str:
    try:
        header = default.header_fetch_parse("From", _written(message, "From"))
    except Exception:
        return ""
    addresses = getattr(header, "addresses", ())
    return addresses[0].display_name if addresses else ""


def _written(message: EmailMessage, name: str) -> str:
    # Not by message[name], which parses; that takes quadratic time, so there is a cap as well.
    raw = message.raw_items()
    found = next((value for key, value in raw if key.lower() == name.lower()), "")
    return decode_text(str(found).encode("ascii", "surrogateescape"))[:LONGEST_HEADER]
