"""The editor's word on the issue: approve it, hold it back, or take back what was said."""

from collections.abc import Callable
from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from digest.desk.desk import PATIENCE, Desk, place_of
from digest.desk.place import Place
from digest.desk.rooms.bar import describe_bar, stand_of_earlier, stand_of_review
from digest.desk.rooms.forms import Form, place_before, read_issue_form
from digest.desk.rooms.page import Trouble
from digest.desk.rooms.refusals import status_of, while_draft
from digest.desk.views.review import describe_moment
from digest.desk.words import DeskWords
from digest.errors import DigestError, UsageError
from digest.lock import hold_lock
from digest.model.reviews import WordKind
from digest.pipeline.review import (
    approve_shown,
    cut_off_of,
    hold,
    read_review,
    waiting_day,
    withdraw,
)
from digest.pipeline.workspace import Workspace

Act = Callable[[Workspace, date], object]


def routes(desk: Desk) -> list[Route]:
    """The question, and its three answers."""

    async def look(request: Request) -> Response:
        if desk.live.state.shown:
            # What is approved is what was edited last.
            await desk.live.changed()
        return _show(desk, request, place_of(request))

    async def approve_it(request: Request) -> Response:
        form = await read_issue_form(desk, request)
        return await _do(desk, request, form, _approval(desk, form))

    async def hold_it(request: Request) -> Response:
        form = await read_issue_form(desk, request)
        reason = form.get("reason", "")
        return await _do(desk, request, form, lambda workspace, day: hold(workspace, day, reason))

    async def take_back(request: Request) -> Response:
        return await _do(desk, request, await read_issue_form(desk, request), withdraw)

    return [
        Route("/review", look),
        Route("/approve", approve_it, methods=["POST"]),
        Route("/hold", hold_it, methods=["POST"]),
        Route("/withdraw", take_back, methods=["POST"]),
    ]


def _approval(desk: Desk, form: Form) -> Act:
    """Approves what the desk shows, if it is still what the form was shown with."""
    shown, words = desk.live.state.shown, form.get("page", "")

    def act(workspace: Workspace, _day: date) -> object:
        if shown is None:
            raise UsageError("the issue is being built; approve it when it is there")
        with hold_lock(workspace.folder, wait=PATIENCE):
            return approve_shown(workspace, shown, version=words)

    return act


async def _do(desk: Desk, request: Request, form: Form, act: Act) -> Response:
    workspace, place, words = desk.open_workspace(), place_before(form), desk.words(request)
    day = desk.issue_day(workspace)
    try:
        await desk.live.work(
            lambda: while_draft(workspace, day, words, lambda: act(workspace, day))
        )
    except DigestError as error:
        trouble = Trouble(what=words.say("review.refused"), safe=str(error))
        reason = form.get("reason", "")
        return _show(desk, request, place, status=status_of(error), trouble=trouble, reason=reason)
    return RedirectResponse(place.link(), 303)


def _show(
    desk: Desk,
    request: Request,
    place: Place,
    *,
    status: int = 200,
    trouble: Trouble | None = None,
    reason: str = "",
) -> Response:
    words, workspace = desk.words(request), desk.open_workspace()
    shown = desk.live.state.shown
    if shown is None:
        raise UsageError("the issue is being built")
    day = desk.issue_day(workspace)
    return desk.answer(
        request,
        "review",
        status=status,
        address=place.link("/review") if request.method == "POST" else "",
        bar=describe_bar(desk, workspace, place, words),
        number=shown.issue.number,
        page_version=shown.version,
        standing=stand_of_review(workspace, day, words),
        earlier=stand_of_earlier(workspace, day, words),
        earlier_day=waiting_day(workspace),
        was_said=_was_said(workspace, day),
        hindrance=_hindrance(workspace, day, words),
        trouble=trouble,
        reason=reason,
    )


def _was_said(workspace: Workspace, day: date) -> bool:
    try:
        review = read_review(workspace, day)
    except DigestError:
        return True  # an approval that cannot be read can be taken back
    return review is not None and review.word.kind is not WordKind.NONE


def _hindrance(workspace: Workspace, day: date, words: DeskWords) -> str:
    """Why it cannot be approved yet, "" where it can."""
    cut_off = cut_off_of(workspace, day)
    if workspace.now >= cut_off:
        return ""
    when = describe_moment(cut_off, words, now=workspace.now, zone=workspace.zone)
    return words.say("review.too_early", **when)
