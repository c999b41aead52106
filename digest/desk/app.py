"""The desk over HTTP: a page, the mail in its frames, the archive, an event for each change."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from digest.desk.guard import Access, archive_policy, guard_desk, mail_policy
from digest.desk.guard.policies import Headed
from digest.desk.measuring import MEASURE, add_measuring
from digest.desk.state import LiveIssue
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
    live: LiveIssue, *, archive: Path, watched: Watched, access: Access, may_edit: bool
) -> ASGIApp:
    """Everything that is answered; `archive` is the folder of issues.

    `access` is where it is and what opens it.
    """

    async def page(_request: Request) -> Response:
        return FileResponse(FILES / "index.html")

    async def facts(_request: Request) -> Response:
        status = describe_desk(live.state, content=access.content_address)
        return Response(to_json(status), media_type="application/json")

    async def events(_request: Request) -> Response:
        return StreamingResponse(_events(live), media_type="text/event-stream")

    @asynccontextmanager
    async def lifespan(_application: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(_keep_building(live, watched, archive))
        yield
        task.cancel()

    desk = Starlette(
        routes=[
            Route("/", page),
            Route("/facts", facts),
            Route("/events", events),
            Mount("/desk", StaticFiles(directory=FILES)),
        ],
        lifespan=lifespan,
    )
    return guard_desk(desk, content_app(live, archive, access), access, may_edit=may_edit)


def content_app(live: LiveIssue, archive: Path, access: Access) -> ASGIApp:
    """What came from strangers: the mail as inboxes show it, and the archive."""

    async def mail(request: Request) -> Response:
        asked = request.query_params
        return _mail(live, access, asked.get("colours", ""), asked.get("parts", ""))

    pages = StaticFiles(directory=archive, html=True, check_dir=False)
    policy = {"Content-Security-Policy": archive_policy(access.origins)}
    return Starlette(routes=[Route("/mail", mail), Mount("/archive", Headed(pages, policy))])


def _mail(live: LiveIssue, access: Access, colours: str, parts: str) -> Response:
    shown = Parts(parts) if parts in set(Parts) else Parts.EVERYTHING
    painted = Colours(colours) if colours in set(Colours) else Colours.LIGHT
    preview = live.state.preview
    if preview is None:
        html = text_page(live.state.error or NO_ISSUE, painted, title="No issue yet")
    elif shown is Parts.TEXT:
        html = text_page(preview.rendered.text, painted)
    else:
        folder = f"{access.content_address}/archive/{preview.rendered.issue.date.isoformat()}/"
        pictures = {"images/": f"{folder}images/"}
        if preview.address:
            pictures[preview.address] = folder
        html = mail_page(preview.rendered.html, painted, pictures=pictures)
    policy = mail_policy(
        access.origins,
        script=MEASURE,
        images=shown is Parts.EVERYTHING,
        styles=shown is not Parts.NO_STYLES,
    )
    measured = add_measuring(html, desk=str(access.origins.desk))
    return HTMLResponse(measured, headers={"Content-Security-Policy": policy})


async def _keep_building(live: LiveIssue, watched: Watched, archive: Path) -> None:
    while True:
        try:
            async for _ in watch_changes(watched, ignored=archive):
                await live.rebuild()
        except Exception as error:
            # Whatever stopped the watching, the editor sees it, and it begins again.
            await live.break_off(error)
            await asyncio.sleep(PAUSE)


async def _events(live: LiveIssue) -> AsyncIterator[str]:
    async for state in live.states():
        yield f"data: {state.version} {'building' if state.building else 'built'}\n\n"
