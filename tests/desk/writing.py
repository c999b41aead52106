"""A desk for a test whose application writes down each form that reaches it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from desk.desks import RunningDesk, serving_until_the_end
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from digest.desk.guard import Access, guard_desk
from digest.desk.guard.changes import PATIENCE
from digest.desk.listeners import Listeners, open_listeners
from digest.desk.server import desk_server

Writes = list[dict[str, str]]


@contextmanager
def writing_desk(
    *,
    may_edit: bool = True,
    patience: float = PATIENCE,
    listeners: Listeners | None = None,
    content: ASGIApp | None = None,
) -> Iterator[tuple[RunningDesk, Writes]]:
    """The desk and what was written; it takes files at /upload, and any method anywhere."""
    writes: Writes = []

    async def write(request: Request) -> Response:
        if request.method not in {"GET", "HEAD"}:
            async with request.form() as form:
                writes.append({name: str(value) for name, value in form.items()})
        return PlainTextResponse("done")

    methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
    desk = Starlette(
        routes=[Route(path, write, methods=methods) for path in ("/", "/edits", "/upload")]
    )
    content = content or Starlette(routes=[Route("/mail", write, methods=methods)])
    with closing(listeners or open_listeners(0)) as opened:
        access = Access(origins=opened.origins)
        app = guard_desk(
            desk, content, access, may_edit=may_edit, uploads={"/upload"}, patience=patience
        )

        async def nothing() -> None:
            pass

        with serving_until_the_end(desk_server(app, nothing, opened.certificate), opened):
            yield RunningDesk(access=access), writes
