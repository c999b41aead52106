"""The question before the page becomes the program's own proposal again, and the act."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from digest.desk.desk import PATIENCE, Desk, place_of
from digest.desk.place import Place
from digest.desk.rooms.bar import describe_bar
from digest.desk.rooms.forms import place_before, read_issue_form
from digest.desk.rooms.page import Trouble
from digest.desk.rooms.refusals import status_of, while_draft
from digest.errors import DigestError
from digest.lock import hold_lock
from digest.pipeline.editing import Edited, start_over


def routes(desk: Desk) -> list[Route]:
    """Where it is asked, and where the answer goes."""

    async def ask(request: Request) -> Response:
        return _ask(desk, request, place_of(request))

    async def begin(request: Request) -> Response:
        form = await read_issue_form(desk, request)
        return await _begin(desk, request, place_before(form))

    return [
        Route("/start-over", ask),
        Route("/start-over", begin, methods=["POST"]),
    ]


def _ask(
    desk: Desk, request: Request, place: Place, *, status: int = 200, trouble: Trouble | None = None
) -> Response:
    words, workspace = desk.words(request), desk.open_workspace()
    shown = desk.live.state.shown
    number = shown.issue.number if shown else 1
    return desk.answer(
        request,
        "start-over",
        status=status,
        bar=describe_bar(desk, workspace, place, words),
        title=words.say("afresh.title", number=number),
        trouble=trouble,
    )


async def _begin(desk: Desk, request: Request, place: Place) -> Response:
    workspace = desk.open_workspace()
    day, words = desk.issue_day(workspace), desk.words(request)

    def act() -> Edited:
        with hold_lock(workspace.folder, wait=PATIENCE):
            return start_over(workspace, day)

    try:
        await desk.live.work(lambda: while_draft(workspace, day, words, act))
    except DigestError as error:
        trouble = Trouble(what=words.say("edit.nothing_changed"), safe=str(error))
        return _ask(desk, request, place, status=status_of(error), trouble=trouble)
    await desk.live.changed()
    return RedirectResponse(place.link(story=""), 303)
