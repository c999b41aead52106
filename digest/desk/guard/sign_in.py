"""An application in; the same, for browsers that opened the address with the token, out."""

from starlette.datastructures import URL
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from digest.desk.guard.access import Access, same_secret
from digest.desk.guard.refusals import NOT_SIGNED_IN, STARTED_ANEW

START = "token"


class SignedIn:
    """Exchanges the start token for a cookie, and lets nobody in without that.

    Other users of the machine reach loopback, too.
    """

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in, take the token out of the address, or say where the address stands."""
        app = self._app
        if scope["type"] != "lifespan":
            app = self._exchange(scope) or self._stop(scope) or app
        await app(scope, receive, send)

    def _exchange(self, scope: Scope) -> Response | None:
        asked = HTTPConnection(scope).query_params
        if START not in asked or scope["path"] != "/" or scope["method"] not in {"GET", "HEAD"}:
            return None
        if not same_secret(asked[START], self._access.start):
            return STARTED_ANEW.answer(scope)
        rest = URL(scope=scope).remove_query_params(START).query
        answer = RedirectResponse(f"/?{rest}" if rest else "/", 303)
        answer.set_cookie(
            self._access.cookie,
            self._access.session,
            secure=self._access.origins.desk.scheme == "https",
            httponly=True,
            samesite="strict",
        )
        return answer

    def _stop(self, scope: Scope) -> Response | None:
        shown = HTTPConnection(scope).cookies.get(self._access.cookie)
        if shown is None:
            return NOT_SIGNED_IN.answer(scope)
        if not same_secret(shown, self._access.session):
            return STARTED_ANEW.answer(scope)
        return None
