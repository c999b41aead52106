"""The tags that email services replace, told by their writing from words."""

import re
from types import MappingProxyType

from digest.model.presentation import EmailService

_OWN = MappingProxyType(
    {
        EmailService.MAILCHIMP: re.compile(r"\*\|[^|*\s][^|*]*\|\*"),
        EmailService.BUTTONDOWN: re.compile(r"\{\{[^{}]+\}\}|\{%[^%{}]+%\}"),
        EmailService.LISTMONK: re.compile(r"\{\{[^{}]+\}\}"),
        EmailService.GHOST: re.compile(r"%%\{[^{}]+\}%%|\{[a-z_]+(?:, ?\"[^\"]*\")?\}"),
    }
)
_ANY = re.compile(
    r"\{\{[^{}]*\}\}|\{%[^%{}]*%\}|\{#[^#{}]*#\}|\*\|[^|*\s][^|*]*\|\*|%%\{?[\w .-]+\}?%%"
    r"|<%[^%<>]*%>|&lt;%[^%&]*%&gt;|\$\{[^{}]*\}|\[\[[^\[\]]+\]\]|https?://merge\.invalid/[\w-]*"
)
# How each begins. In bytes, and one expression each, this is twenty times as fast as _ANY.
_OPENINGS = tuple(
    re.compile(opening)
    for opening in (
        rb"\{[{%#]",
        rb"\*\|",
        rb"%%",
        rb"<%",
        rb"&lt;%",
        rb"\$\{",
        rb"\[\[",
        rb"merge\.inv",
    )
)


def is_merge_tag(text: str, service: EmailService) -> bool:
    """Whether `text` as a whole is a tag that `service` replaces."""
    own = _OWN.get(service)
    return own is not None and own.fullmatch(text) is not None


def foreign_tags(text: str, service: EmailService) -> tuple[str, ...]:
    """What looks like a template's or a service's tag in `text` and is none of `service`'s own."""
    source = text.encode("utf-8", "surrogatepass")
    if not any(opening.search(source) for opening in _OPENINGS):
        return ()
    found = dict.fromkeys(match[0] for match in _ANY.finditer(text))
    return tuple(tag for tag in found if not is_merge_tag(tag, service))
