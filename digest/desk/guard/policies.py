"""What a browser is told that it may do with an answer: the headers of desk, mail and archive."""

import base64
import hashlib
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from digest.desk.guard.origins import Origins

MAIL_SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
"""Never allow-same-origin: with scripts, that would be no sandbox."""

_ALWAYS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",
}


def desk_headers(origins: Origins) -> dict[str, str]:
    """The desk loads only its own, and shows only what the content's origin serves."""
    return {
        **_ALWAYS,
        "Content-Security-Policy": (
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
            f"form-action 'self'; frame-src {origins.content}; "
            f"img-src 'self' {origins.content} data:; base-uri 'none'; frame-ancestors 'none'; "
            "require-trusted-types-for 'script'; trusted-types desk"
        ),
        "Cross-Origin-Resource-Policy": "same-origin",
        # With "no-referrer", browsers would send "Origin: null" with the desk's own forms.
        "Referrer-Policy": "same-origin",
    }


def content_headers(origins: Origins) -> dict[str, str]:
    """What is no mail and no page of the archive may do nothing, though it be opened by itself.

    A mail's frame has no origin, so its pictures come from another one; the path is secret.
    """
    return {
        **_ALWAYS,
        "Content-Security-Policy": (
            "default-src 'none'; base-uri 'none'; form-action 'none'; "
            f"frame-ancestors {origins.desk}; sandbox"
        ),
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Referrer-Policy": "no-referrer",
    }


def mail_policy(origins: Origins, *, script: str, images: bool = True, styles: bool = True) -> str:
    """The Content-Security-Policy of a mail: no script but `script`; pictures, styles as wanted."""
    pictures = f"{origins.content} https: http:" if images else "'none'"
    looks = "'unsafe-inline'" if styles else "'none'"
    return (
        f"default-src 'none'; img-src {pictures}; style-src {looks}; "
        f"script-src {script_hash(script)}; connect-src 'none'; base-uri 'none'; "
        f"form-action 'none'; frame-ancestors {origins.desk}; sandbox {MAIL_SANDBOX}"
    )


def archive_policy(origins: Origins) -> str:
    """The Content-Security-Policy of the archive, whose search is a script of its own."""
    return (
        "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; "
        "connect-src 'self'; img-src 'self' https: http:; base-uri 'none'; form-action 'none'; "
        f"frame-ancestors {origins.desk}"
    )


def script_hash(script: str) -> str:
    """How a policy names an inline script or style by its content."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


class Headed:
    """Adds headers to every answer of an application; those it set itself stay."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, with the headers."""

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, headed)
