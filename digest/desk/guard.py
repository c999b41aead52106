"""An application in; the same, answering to its own names only and asking browsers to be strict.

A page on the web can make a browser ask loopback under a name of its own (DNS rebinding): the Host
header then gives it away. Each answer carries the headers that keep the mail, which began as
somebody else's feed, from doing anything but be looked at.
"""

from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

DESK_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "frame-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
MAIL_SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox"
MAIL_POLICY = (
    "default-src 'none'; img-src {images}; style-src {styles}; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox " + MAIL_SANDBOX
)
ARCHIVE_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self'; "
    "img-src 'self' https: http:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
COMMON = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def mail_policy(*, images: bool, styles: bool) -> str:
    """The Content-Security-Policy of a mail: no scripts ever; pictures and styles as wanted."""
    return MAIL_POLICY.format(
        images="'self' https: http:" if images else "'none'",
        styles="'unsafe-inline'" if styles else "'none'",
    )


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


class OwnHosts:
    """Answers only requests whose Host is one of `hosts`, port and all."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what is asked under another name (421, RFC 9110 section 15.5.20)."""
        app = self._app
        if scope["type"] != "lifespan":
            asked = Headers(scope=scope).getlist("host")
            if len(asked) != 1 or asked[0].lower() not in self._hosts:
                app = PlainTextResponse("This desk answers to its own address only.\n", 421)
        await app(scope, receive, send)
