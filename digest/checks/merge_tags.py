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
_OPENINGS = (b"{{", b"{%", b"{#", b"*|", b"%%", b"<%", b"&lt;%", b"${", b"[[", b"merge.invalid")


def is_merge_tag(text: str, service: EmailService) -> bool:
    """Whether `text` as a whole is a tag that `service` replaces."""
    own = _OWN.get(service)
    return own is not None and own.fullmatch(text) is not None


def foreign_tags(text: str, service: EmailService) -> tuple[str, ...]:
    """What looks like a template's or a service's tag in `text` and is none of `service`'s own."""
    # Most mails hold none, and a search in bytes is much faster than the expression.
    source = text.encode("utf-8", "surrogatepass")
    if not any(opening in source for opening in _OPENINGS):
        return ()
    found = dict.fromkeys(match[0] for match in _ANY.finditer(text))
    return tuple(tag for tag in found if not is_merge_tag(tag, service))
