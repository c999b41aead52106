"""A mail in; the same mail as the desk shows it (dark, without pictures, as text) out."""

import re
from dataclasses import dataclass

from digest.model.findings import Finding
from digest.preview.show import State

CLIP_BYTES = 100_000
"""Gmail clips a mail near this size (github.com/hteumeuleu/email-bugs, issue 41)."""

_DARK = re.compile(r"@media\s*\(prefers-color-scheme:\s*dark\)", re.IGNORECASE)
_LIGHT_ONLY = re.compile(r"@media\s*\(prefers-color-scheme:\s*light\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the desk says beside the mail."""

    version: int
    error: str = ""
    title: str = ""
    date: str = ""
    number: int = 0
    status: str = ""
    sender: str = ""
    subject: str = ""
    preheader: str = ""
    bytes: int = 0
    clip: int = CLIP_BYTES
    findings: tuple[Finding, ...] = ()


def facts_of(state: State) -> Facts:
    """The facts of what stands on the desk."""
    if state.preview is None:
        return Facts(version=state.version, error=state.error)
    rendered = state.preview.rendered
    issue = rendered.issue
    return Facts(
        version=state.version,
        error=state.error,
        title=issue.masthead.title,
        date=issue.date.isoformat(),
        number=issue.number,
        status=issue.status.value,
        sender=issue.envelope.sender or issue.masthead.title,
        subject=issue.subject,
        preheader=issue.preheader,
        bytes=len(rendered.html.encode()),
        findings=state.preview.findings,
    )


def mail_page(html: str, *, scheme: str, pictures: dict[str, str]) -> str:
    """`html` in the colour `scheme` "dark" or "light", whatever the browser's own is.

    `pictures` maps the published address of the issue's folder to where the desk serves it.
    """
    for published, local in pictures.items():
        html = html.replace(f'src="{published}', f'src="{local}')
    if scheme == "dark":
        return _LIGHT_ONLY.sub("@media not all", _DARK.sub("@media all", html))
    return _DARK.sub("@media not all", html)
