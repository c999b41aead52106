"""The desk over HTTP: its rooms, the mail in its frames, the archive, an event for each change."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from digest.desk.desk import Desk
from digest.desk.guard import Access, guard_desk
from digest.desk.live import LiveIssue
from digest.desk.mail.content import content_app
from digest.desk.rooms import (
    collecting,
    editing,
    history,
    issues,
    new_newsletter,
    page,
    publishing,
    rehearsal,
    review,
    sending_test,
    settings,
    since,
    sources,
    starting_over,
    taking,
)
from digest.desk.rooms.trouble import show_trouble
from digest.desk.status import follow_status
from digest.desk.watch import watch_changes
from digest.errors import DigestError

Watched = Callable[[], Iterable[Path]]
STATIC = Path(__file__).parent / "static"
PAUSE = 1.0
"""Seconds until watching that broke off begins again."""

ROOMS = (
    page,
    editing,
    taking,
    since,
    rehearsal,
    publishing,
    review,
    sending_test,
    collecting,
    history,
    issues,
    starting_over,
    sources,
    settings,
    new_newsletter,
)
UPLOADS = (sources.LOOK, new_newsletter.PATH, new_newsletter.MAKE)
"""Where a file may be sent: the list of a feed reader."""


def desk_app(desk: Desk, *, archive: Path, watched: Watched, access: Access) -> ASGIApp:
    """Everything that is answered; `archive` is the folder of issues.

    `access` is where it is and what opens it; `watched` are the files whose changes show.
    """

    async def events(_request: Request) -> Response:
        return StreamingResponse(_events(desk.live), media_type="text/event-stream")

    async def trouble(request: Request, error: Exception) -> Response:
        return show_trouble(desk, request, error)

    @asynccontextmanager
    async def lifespan(_application: Starlette) -> AsyncIterator[None]:
        tasks = (
            asyncio.create_task(_keep_building(desk.live, watched, archive)),
            asyncio.create_task(_keep_following(desk.live, archive)),
        )
        yield
        for task in tasks:
            task.cancel()

    rooms = Starlette(
        routes=[
            *(route for room in ROOMS for route in room.routes(desk)),
            Route("/events", events),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        lifespan=lifespan,
        middleware=[Middleware(new_newsletter.UntilBegun, desk=desk)],
        exception_handlers={DigestError: trouble},
    )
    content = content_app(desk, archive, access)
    return guard_desk(rooms, content, access, may_edit=desk.may_edit, uploads=UPLOADS)


async def _keep_building(live: LiveIssue, watched: Watched, archive: Path) -> None:
    while True:
        try:
            async for paths in watch_changes(watched, ignored=archive):
                await live.noticed(paths)
        except Exception as error:
            # Whatever stopped the watching, the editor sees it, and it begins again.
            await live.break_off(error)
            await asyncio.sleep(PAUSE)


async def _keep_following(live: LiveIssue, archive: Path) -> None:
    while True:
        try:
            await follow_status(live, archive)
        except Exception as error:
            await live.break_off(error)
            await asyncio.sleep(PAUSE)


async def _events(live: LiveIssue) -> AsyncIterator[str]:
    async for state in live.states():
        yield f"data: {state.version} {state.news}\n\n"
