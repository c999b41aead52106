"""Two applications in; one that answers each under its own name only, out."""

# A page on the web can make a browser ask loopback under a name of its own (DNS rebinding): the
# Host header then gives it away.

from starlette.datastructures import URL, Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from digest.desk.guard.access import Access, same_secret
from digest.desk.guard.changes import READING
from digest.desk.guard.origins import Origins
from digest.desk.guard.refusals import NOT_FOUND, ONLY_READ, OTHER_NAME


class ByHost:
    """Asks the application whose name, port and all, the request gives as Host (421 for others)."""

    def __init__(self, origins: Origins, *, desk: ASGIApp, content: ASGIApp) -> None:
        self._desk = desk
        self._apps = {origins.desk.place: desk, origins.content.place: content}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Find the application; the desk's is also the one that is started and ended."""
        app: ASGIApp | None = self._desk
        if scope["type"] != "lifespan":
            asked = Headers(scope=scope).getlist("host")
            app = self._apps.get(asked[0].lower()) if len(asked) == 1 else None
        await (app or OTHER_NAME.answer(scope))(scope, receive, send)


class UnderSecretPath:
    """Answers reading requests below the secret path; whoever types the bare name is led over."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._secret = access.content
        self._desk = access.origins.desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Find the answer; the application sees the path that follows the secret."""
        await self._chosen(scope)(scope, receive, send)

    def _chosen(self, scope: Scope) -> ASGIApp:
        if scope["method"] not in READING:
            return ONLY_READ.answer(scope)
        if scope["path"] == "/":
            query = URL(scope=scope).query
            return RedirectResponse(f"{self._desk}/{query and '?'}{query}", 303)
        secret, slash, _path = scope["path"][1:].partition("/")
        if not slash or not same_secret(secret, self._secret):
            return NOT_FOUND.answer(scope)
        scope["root_path"] = f"{scope.get('root_path', '')}/{secret}"
        return self._app
