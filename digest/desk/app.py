"""The desk over HTTP: a page, the mail in its frames, the archive, an event for each change."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from digest.desk.guard import (
    ARCHIVE_POLICY,
    COMMON,
    DESK_POLICY,
    Headed,
    OwnHosts,
    mail_policy,
)
from digest.desk.live import LiveIssue
from digest.desk.status import describe_desk
from digest.desk.views import Colours, Parts, mail_page, text_page
from digest.desk.watch import watch_changes
from digest.json_records import to_json

Watched = Callable[[], Iterable[Path]]
FILES = Path(__file__).parent / "static"
PAUSE = 1.0
"""Seconds until watching that broke off begins again."""

NO_ISSUE = "The issue appears here as soon as it can be built."


def desk_app(
    live: LiveIssue, *, archive: Path, watched: Watched, hosts: frozenset[str]
) -> Starlette:
    """The application, which can change nothing; `archive` is the folder of issues.

    `hosts` are the names, with the port, that it answers to.
    """

    async def page(_request: Request) -> Response:
        return FileResponse(FILES / "index.html")

    async def facts(_request: Request) -> Response:
        return Response(to_json(describe_desk(live.state)), media_type="application/json")

    async def mail(request: Request) -> Response:
        asked = request.query_params
        return _mail(live, asked.get("colours", ""), asked.get("parts", ""))

    async def events(_request: Request) -> Response:
        return StreamingResponse(_events(live), media_type="text/event-stream")

    @asynccontextmanager
    async def lifespan(_application: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(_keep_building(live, watched, archive))
        yield
        task.cancel()

    return Starlette(
        routes=[
            Route("/", page),
            Route("/facts", facts),
            Route("/mail", mail),
            Route("/events", events),
            Mount("/desk", StaticFiles(directory=FILES)),
            Mount(
                "/archive",
                StaticFiles(directory=archive, html=True, check_dir=False),
                middleware=[
                    Middleware(Headed, headers={"Content-Security-Policy": ARCHIVE_POLICY})
                ],
            ),
        ],
        middleware=[
            Middleware(Headed, headers={**COMMON, "Content-Security-Policy": DESK_POLICY}),
            Middleware(OwnHosts, hosts=hosts),
        ],
        lifespan=lifespan,
    )


def _mail(live: LiveIssue, colours: str, parts: str) -> Response:
    shown = Parts(parts) if parts in set(Parts) else Parts.EVERYTHING
    painted = Colours(colours) if colours in set(Colours) else Colours.LIGHT
    issue = live.state.shown
    if issue is None:
        html = text_page(live.state.error or NO_ISSUE, painted, title="No issue yet")
    elif shown is Parts.TEXT:
        html = text_page(issue.rendered.text, painted)
    else:
        folder = f"/archive/{issue.rendered.issue.date.isoformat()}/"
        pictures = {"images/": f"{folder}images/"}
        if issue.address:
            pictures[issue.address] = folder
        html = mail_page(issue.rendered.html, painted, pictures=pictures)
    policy = mail_policy(
        images=shown is Parts.EVERYTHING,
        styles=shown is not Parts.NO_STYLES,
    )
    return HTMLResponse(html, headers={"Content-Security-Policy": policy})


async def _keep_building(live: LiveIssue, watched: Watched, archive: Path) -> None:
    while True:
        try:
            async for paths in watch_changes(watched, ignored=archive):
                await live.noticed(paths)
        except Exception as error:
            # Whatever stopped the watching, the editor sees it, and it begins again.
            await live.break_off(error)
            await asyncio.sleep(PAUSE)


async def _events(live: LiveIssue) -> AsyncIterator[str]:
    async for state in live.states():
        yield f"data: {state.version} {'building' if state.building else 'built'}\n\n"
