"""An application in; the same, asked to change something only by the desk's own page, out."""

import asyncio
from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from digest.desk.guard.access import Access, same_secret
from digest.desk.guard.refusals import (
    LOOKING_ONLY,
    NOT_ANSWERED,
    OLDER_PAGE,
    OTHER_ORIGIN,
    OTHER_TYPE,
    TOO_LARGE,
    TOO_SLOW,
    UNREADABLE,
    Refused,
)

READING = frozenset({"GET", "HEAD"})
FIELD = "token"
HEADER = "digest-token"
"""Where the token of this run stands in a form, or beside it."""
FORM = "application/x-www-form-urlencoded"
UPLOAD = "multipart/form-data"
MOST_BYTES = 1_000_000
MOST_FIELDS = 1000
PATIENCE = 10.0
"""Seconds for the whole of a form to arrive."""


class SameOrigin:
    """Answers POST only from a page of the desk itself, and no method beside GET, HEAD and POST.

    What a browser says of where a request comes from cannot be changed by a page; a method named
    in a field or in another header counts for nothing.
    """

    def __init__(self, app: ASGIApp, access: Access, *, may_edit: bool) -> None:
        self._app = app
        self._desk = str(access.origins.desk)
        self._may_edit = may_edit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what comes from elsewhere."""
        app = self._app
        if scope["type"] == "http" and scope["method"] not in READING:
            try:
                self._look_at(scope)
            except Refused as refused:
                app = refused.refusal.answer(scope)
        await app(scope, receive, send)

    def _look_at(self, scope: Scope) -> None:
        if scope["method"] != "POST":
            raise Refused(NOT_ANSWERED)
        headers = Headers(scope=scope)
        origins = headers.getlist("origin")
        fetched = headers.getlist("sec-fetch-site")
        if origins != [self._desk] and (origins or fetched != ["same-origin"]):
            raise Refused(OTHER_ORIGIN)
        if not self._may_edit:
            raise Refused(LOOKING_ONLY)


class Forms:
    """Answers POST only with a form of this run: small, whole in time, and with its token.

    Files may be sent to the paths `uploads`. The application reads the form as if it had come
    straight to it.
    """

    def __init__(
        self,
        app: ASGIApp,
        access: Access,
        *,
        uploads: Collection[str] = (),
        patience: float = PATIENCE,
    ) -> None:
        self._app = app
        self._token = access.form
        self._uploads = uploads
        self._patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what is no form of this run."""
        app = self._app
        if scope["type"] == "http" and scope["method"] not in READING:
            try:
                receive = await self._checked(scope, receive)
            except Refused as refused:
                app = refused.refusal.answer(scope)
            except ClientDisconnect:
                return
        await app(scope, receive, send)

    async def _checked(self, scope: Scope, receive: Receive) -> Receive:
        headers = Headers(scope=scope)
        if _promised(headers) > MOST_BYTES:
            raise Refused(TOO_LARGE)
        types = [value.partition(";")[0].strip().lower() for value in headers.getlist(_TYPE)]
        if types != [FORM] and not (types == [UPLOAD] and scope["path"] in self._uploads):
            raise Refused(OTHER_TYPE)
        body = await _read(receive, self._patience)
        tokens = headers.getlist(HEADER) or await _token_fields(scope, body)
        if len(tokens) != 1 or not same_secret(tokens[0], self._token):
            raise Refused(OLDER_PAGE)
        return _replayed(body, receive)


_TYPE = "content-type"


def _promised(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    # A length that is no number is stopped by the server itself, and counts as too much here.
    return int(length) if length.isascii() and length.isdigit() and len(length) < 20 else 1 << 62


async def _read(receive: Receive, patience: float) -> bytes:
    """The body, once it is whole; raises Refused as soon as it is too large or too slow."""
    body = bytearray()
    try:
        async with asyncio.timeout(patience):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise ClientDisconnect
                body += message.get("body", b"")
                if len(body) > MOST_BYTES:
                    raise Refused(TOO_LARGE)
                if not message.get("more_body", False):
                    return bytes(body)
    except TimeoutError:
        raise Refused(TOO_SLOW) from None


async def _token_fields(scope: Scope, body: bytes) -> list[str]:
    """What the form has under the token's name."""
    # Without its application a request says by an exception what it cannot read.
    alone = {name: value for name, value in scope.items() if name != "app"}
    request = Request(alone, _replayed(body))
    try:
        async with request.form(max_files=1, max_fields=MOST_FIELDS) as form:
            return [value for value in form.getlist(FIELD) if isinstance(value, str)]
    except MultiPartException:
        raise Refused(UNREADABLE) from None


def _replayed(body: bytes, afterwards: Receive | None = None) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        if waiting:
            return waiting.pop()
        return await afterwards() if afterwards else {"type": "http.disconnect"}

    return receive
