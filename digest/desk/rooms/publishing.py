"""The sheet before an issue goes out, publishing it, and opening it again for a correction."""

from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from digest.archive.contents import issue_status
from digest.desk.desk import PATIENCE, Desk, place_of
from digest.desk.place import Place
from digest.desk.rooms.bar import describe_bar
from digest.desk.rooms.forms import place_before, read_issue_form
from digest.desk.rooms.page import Trouble, show_page
from digest.desk.views.publishing import SheetLine, describe_sheet
from digest.desk.words import DeskWords
from digest.errors import DigestError
from digest.lock import hold_lock
from digest.model.issues import Status
from digest.pipeline.publication import correct_issue
from digest.pipeline.publishing import Publication, publish_shown, read_publication, read_sheet
from digest.pipeline.records import record_run
from digest.pipeline.showing import Shown
from digest.pipeline.workspace import Workspace


def routes(desk: Desk) -> list[Route]:
    """The sheet, and the two acts on it."""

    async def sheet(request: Request) -> Response:
        if desk.live.state.shown:
            # The mail of the last edit may still be in the making.
            await desk.live.changed()
        return await _show(desk, request, place_of(request))

    async def publish(request: Request) -> Response:
        form = await read_issue_form(desk, request)
        return await _publish(desk, request, place_before(form), form.get("page", ""))

    async def reopen(request: Request) -> Response:
        form = await read_issue_form(desk, request)
        return await _reopen(desk, request, place_before(form), form.get("reason", ""))

    return [
        Route("/publish", sheet),
        Route("/publish", publish, methods=["POST"]),
        Route("/reopen", reopen, methods=["POST"]),
    ]


async def _show(
    desk: Desk,
    request: Request,
    place: Place,
    *,
    status: int = 200,
    trouble: Trouble | None = None,
    reason: str = "",
) -> Response:
    """The sheet of an issue that may go out, or what there is to say of one that is out."""
    shown = desk.live.state.shown
    workspace = desk.open_workspace()
    day = desk.issue_day(workspace)
    if _is_out(workspace, day):
        said = _Said(trouble=trouble, reason=reason)
        return _show_out(desk, request, place, read_publication(workspace, day), said)
    if shown is None or shown.drafted is None or not desk.may_edit:
        return await show_page(desk, request)  # it is being built, or is not for who only looks
    return await _show_sheet(desk, request, place, shown, status=status, trouble=trouble)


async def _show_sheet(
    desk: Desk,
    request: Request,
    place: Place,
    shown: Shown,
    *,
    status: int,
    trouble: Trouble | None,
) -> Response:
    words, workspace = desk.words(request), desk.open_workspace()
    made = await desk.live.work(lambda: read_sheet(workspace, shown, links=desk.links.value))
    to = workspace.newsletter.sending.to
    view = describe_sheet(made, shown.rendered.html, place, words, workspace.zone, to=to)
    return desk.answer(
        request,
        "publish",
        status=status,
        address=place.link("/publish") if request.method == "POST" else "",
        bar=describe_bar(desk, workspace, place, words),
        sheet=view,
        page_version=shown.version,
        mail_file=f"{desk.content}/archive/{shown.issue.date}/issue.eml",
        trouble=trouble,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What is said beside an issue that is out: of publishing it, or of a reopening that failed."""

    lines: tuple[SheetLine, ...] = ()
    trouble: Trouble | None = None
    reason: str = ""


def _show_out(
    desk: Desk, request: Request, place: Place, published: Publication, said: _Said
) -> Response:
    words, workspace = desk.words(request), desk.open_workspace()
    return desk.answer(
        request,
        "published",
        address=place.link("/publish") if request.method == "POST" else "",
        status=422 if said.trouble else 200,
        bar=describe_bar(desk, workspace, place, words),
        published=published,
        said=said,
        archive=f"{desk.content}/archive/{published.issue.date}/",
    )


async def _publish(desk: Desk, request: Request, place: Place, version: str) -> Response:
    shown, workspace = desk.live.state.shown, desk.open_workspace()
    words, day = desk.words(request), desk.issue_day(workspace)
    if shown is None:
        return await show_page(desk, request)

    def act() -> Publication:
        with (
            hold_lock(workspace.folder, wait=PATIENCE),
            record_run(workspace, "desk publish") as recorder,
        ):
            return publish_shown(recorder.workspace, shown, version=version)

    try:
        done = await desk.live.work(act)
    except DigestError as error:
        await desk.live.changed()
        out = _is_out(workspace, day)
        what = words.say("publish.out_but" if out else "publish.refused")
        return await _show(
            desk, request, place, status=422, trouble=Trouble(what=what, safe=str(error))
        )
    await desk.live.changed()
    return _show_out(desk, request, place, done, _Said(lines=_say(done, words)))


def _say(done: Publication, words: DeskWords) -> tuple[SheetLine, ...]:
    """What the editor should know besides."""
    said = (
        []
        if done.changed
        else [SheetLine(words=words.say("publish.done_elsewhere"), tone="warning")]
    )
    if done.built:
        said.append(SheetLine(words=words.say("publish.done_built"), tone="aside"))
    return (*said, *(SheetLine(words=note, tone="aside") for note in done.notes))


async def _reopen(desk: Desk, request: Request, place: Place, reason: str) -> Response:
    workspace = desk.open_workspace()
    words, day = desk.words(request), desk.issue_day(workspace)

    def act() -> str:
        with (
            hold_lock(workspace.folder, wait=PATIENCE),
            record_run(workspace, "desk reopen") as recorder,
        ):
            return correct_issue(recorder.workspace, day, reason=reason)

    try:
        await desk.live.work(act)
    except DigestError as error:
        trouble = Trouble(what=words.say("edit.nothing_changed"), safe=str(error))
        return await _show(desk, request, place, status=422, trouble=trouble, reason=reason)
    # A proposal takes a second or two: a browser with the script is told when it is there.
    if "hx-request" in request.headers:
        desk.soon(desk.live.rebuild())
    else:
        await desk.live.rebuild()
    return RedirectResponse(place.link(), 303)


def _is_out(workspace: Workspace, day: date) -> bool:
    return issue_status(workspace.issues, day) not in {None, Status.DRAFT}
