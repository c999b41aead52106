"""The desk over HTTP on loopback: a page, the mail in its frames, the archive, an event a build.

Nothing can be changed through it. Only its own host names are answered (against DNS rebinding), the
mail is framed without scripts, and its pictures are all that may come from elsewhere.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from digest.errors import UsageError
from digest.preview.show import Build, Show
from digest.preview.views import facts_of, mail_page
from digest.preview.watching import changes
from digest.records import to_json

HOST = "127.0.0.1"
HOSTS = [HOST, "localhost"]
FILES = Path(__file__).parent / "desk"
MAIL_POLICY = "default-src 'none'; img-src {}; style-src 'unsafe-inline'; sandbox"
DESK_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "frame-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
)


def desk(build: Build, *, archive: Path, watched: Iterable[Path], base: str = "") -> Starlette:
    """The application. `archive` is the issues folder, `base` its published address."""
    show = Show(build)

    async def page(_request: Request) -> Response:
        return FileResponse(FILES / "index.html", headers={"Content-Security-Policy": DESK_POLICY})

    async def facts(_request: Request) -> Response:
        return Response(to_json(facts_of(show.state)), media_type="application/json")

    async def mail(request: Request) -> Response:
        if show.state.preview is None:
            return PlainTextResponse(show.state.error, status_code=503)
        rendered = show.state.preview.rendered
        folder = f"/archive/{rendered.issue.date.isoformat()}/"
        html = mail_page(
            rendered.html,
            scheme=request.query_params.get("scheme", "light"),
            pictures={
                f"{base.rstrip('/')}{folder.removeprefix('/archive')}": folder,
                "images/": f"{folder}images/",
            },
        )
        allowed = "'none'" if request.query_params.get("images") == "off" else "'self' https: http:"
        return Response(
            html,
            media_type="text/html",
            headers={"Content-Security-Policy": MAIL_POLICY.format(allowed)},
        )

    async def text(_request: Request) -> Response:
        if show.state.preview is None:
            return PlainTextResponse(show.state.error, status_code=503)
        return PlainTextResponse(show.state.preview.rendered.text)

    async def events(request: Request) -> Response:
        seen = int(request.query_params.get("seen", "0"))
        return StreamingResponse(_events(show, seen), media_type="text/event-stream")

    @asynccontextmanager
    async def lifespan(_application: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(_keep_building(show, watched))
        yield
        task.cancel()

    return Starlette(
        routes=[
            Route("/", page),
            Route("/facts", facts),
            Route("/mail", mail),
            Route("/text", text),
            Route("/events", events),
            Mount("/desk", StaticFiles(directory=FILES)),
            Mount("/archive", StaticFiles(directory=archive, html=True, check_dir=False)),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS)],
        lifespan=lifespan,
    )


def serve(
    build: Build,
    *,
    archive: Path,
    watched: Iterable[Path],
    base: str,
    port: int,
    ready: Callable[[str], None],
) -> None:
    """Serve the desk until interrupted; `ready` is told its address. Raises UsageError."""
    application = desk(build, archive=archive, watched=watched, base=base)
    with closing(_listening(port)) as listener:
        ready(f"http://{HOST}:{listener.getsockname()[1]}/")
        configuration = uvicorn.Config(
            application, log_level="warning", timeout_graceful_shutdown=1
        )
        uvicorn.Server(configuration).run(sockets=[listener])


def _listening(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise UsageError(
            f"port {port} cannot be used ({error.strerror}); try another --port"
        ) from None
    return listener


async def _keep_building(show: Show, watched: Iterable[Path]) -> None:
    await show.rebuild()
    async for _ in changes(watched):
        await show.rebuild()


async def _events(show: Show, seen: int) -> AsyncIterator[str]:
    async for version in show.versions(seen):
        yield f"data: {version}\n\n"
