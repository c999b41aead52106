"""HTML or text in, the source of a Go template that prints it out.

listmonk runs every body through Go's html/template: `{{` starts an action, and HTML comments, those
for Outlook too, are left out. A comment therefore goes through `Safe`, which prints what it is
given. What the service fills in stays an action. The plain text goes the same way where it holds an
action, as if it were HTML. Before, an address with `@TrackLink` behind it becomes an action.
"""

import re
from collections.abc import Callable

# `<![if !mso]>` is no comment, and html/template would print it as text.
_APART = re.compile(
    r"(<style\b.*?(?:</style|\Z)|<!--.*?(?:-->|\Z)|<!\[[^<>]*>)", re.IGNORECASE | re.DOTALL
)
_BRACE = re.compile(r"\{(?=\{)")
_SHORTHAND = "@TrackLink"
# What no literal between backquotes holds, or what would be replaced in it.
_QUOTED = re.compile(rf"[`\r]|{_BRACE.pattern}|{_SHORTHAND}")
_ESCAPED = re.compile(rf"[\x00-\x1f\x7f]|{_BRACE.pattern}|@(?=TrackLink)")
# A single brace must not meet that of an action.
_IN_TEXT = re.compile(r"\{\{|\{(?=<|@TrackLink|\Z)|<|@(?=TrackLink)")


def html_source(html: str, tags: tuple[str, ...]) -> str:
    """The template whose result readers see as `html`; each of `tags` remains what it is."""
    parts = _APART.split(html)
    return "".join(
        _apart(part, tags) if at % 2 else _around(part, tags, _as_entities)
        for at, part in enumerate(parts)
    )


def text_source(text: str, tags: tuple[str, ...] = ()) -> str:
    """The template that prints `text`, a subject or the plain text part.

    One without any `{{` is run through nothing.
    """
    return _around(text, tags, _printed) if "{{" in text else text


def _apart(part: str, tags: tuple[str, ...]) -> str:
    """A comment; or styles, where braces may stand apart and an entity would be no brace."""
    if part.startswith("<!"):
        return _around(part, tags, _safe)
    return _BRACE.sub("{ ", part)


def _around(text: str, tags: tuple[str, ...], write: Callable[[str], str]) -> str:
    """`text` with what is between the `tags` written by `write`."""
    if not any(tag in text for tag in tags):
        return write(text)
    parts = re.split(f"({'|'.join(map(re.escape, tags))})", text)
    return "".join(part if at % 2 else write(part) for at, part in enumerate(parts))


def _as_entities(text: str) -> str:
    # A single brace at the end might meet the first of a tag.
    braced = text.replace("{{", "&#123;&#123;").replace(_SHORTHAND, f"&#64;{_SHORTHAND[1:]}")
    return f"{braced[:-1]}&#123;" if braced.endswith("{") else braced


def _printed(text: str) -> str:
    return _IN_TEXT.sub(lambda found: f'{{{{ Safe "{found[0]}" }}}}', text)


def _safe(comment: str) -> str:
    return f"{{{{ Safe {_quoted(comment)} }}}}" if comment else ""


def _quoted(text: str) -> str:
    """`text` as a literal of Go: between backquotes as it stands, else with escapes."""
    if not _QUOTED.search(text):
        return f"`{text}`"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _ESCAPED.sub(lambda found: rf"\u{ord(found[0]):04x}", escaped) + '"'
