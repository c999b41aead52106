"""What came from strangers, on an origin of its own: the mail as inboxes show it, the archive."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from digest.checks.clip_line import mark_clip_line
from digest.desk.desk import Desk
from digest.desk.guard import Access, archive_policy, mail_policy
from digest.desk.guard.policies import Headed
from digest.desk.mail.inboxes import Colours, Parts, mail_page, text_page
from digest.desk.mail.measuring import MEASURE, add_measuring
from digest.pipeline.showing import Shown

NO_ISSUE = "The issue appears here as soon as it can be built."


def content_app(desk: Desk, archive: Path, access: Access) -> ASGIApp:
    """The mail, its pictures and the folder `archive`; to be read only."""

    async def mail(request: Request) -> Response:
        return _mail(desk, request, access)

    async def rehearsed(request: Request) -> Response:
        return _rehearsed(desk, request, access)

    async def picture(request: Request) -> Response:
        shown = desk.live.state.shown
        name = request.path_params["name"]
        data = shown.pictures.get(f"images/{name}") if shown else None
        data = data or desk.stage.picture(name)
        return Response(data) if data else Response(status_code=404)

    pages = StaticFiles(directory=archive, html=True, check_dir=False)
    policy = {"Content-Security-Policy": archive_policy(access.origins)}
    return Starlette(
        routes=[
            Route("/mail", mail),
            Route("/rehearsal/{version:int}/{number:int}", rehearsed),
            Route("/images/{name}", picture),
            Mount("/archive", Headed(pages, policy)),
        ]
    )


def _mail(desk: Desk, request: Request, access: Access) -> Response:
    asked, shown = request.query_params, desk.live.state.shown
    wanted, painted = _look(request)
    if shown is None:
        html = text_page(desk.live.state.error or NO_ISSUE, painted, title="No issue yet")
    elif wanted is Parts.TEXT:
        html = text_page(shown.rendered.text, painted)
    else:
        html = _marked(desk, shown, asked.get("sender", ""))
        html = mail_page(html, painted, pictures=_pictures(shown, access))
    return _framed(html, wanted, access, edits="edits" in asked)


def _rehearsed(desk: Desk, request: Request, access: Access) -> Response:
    """The mail under one of the leads that are rehearsed."""
    wanted, painted = _look(request)
    place = request.path_params
    found = desk.stage.rehearsal(place["version"], place["number"])
    shown = desk.live.state.shown
    if found is None or shown is None:
        return _framed(text_page(NO_ISSUE, painted, title="Gone"), wanted, access)
    html = mail_page(found.rendered.html, painted, pictures=_pictures(shown, access))
    return _framed(html, wanted, access)


def _look(request: Request) -> tuple[Parts, Colours]:
    asked = request.query_params
    parts, colours = asked.get("parts", ""), asked.get("colours", "")
    return (
        Parts(parts) if parts in set(Parts) else Parts.EVERYTHING,
        Colours(colours) if colours in set(Colours) else Colours.LIGHT,
    )


def _framed(html: str, parts: Parts, access: Access, *, edits: bool = False) -> Response:
    """`html` as a frame of the desk shows it: nothing runs in it but the script that measures."""
    policy = mail_policy(
        access.origins,
        script=MEASURE,
        images=parts is Parts.EVERYTHING,
        styles=parts is not Parts.NO_STYLES,
    )
    measured = add_measuring(html, desk=str(access.origins.desk), edits=edits)
    return HTMLResponse(measured, headers={"Content-Security-Policy": policy})


def _marked(desk: Desk, shown: Shown, sender: str) -> str:
    """The mail with a line where it is cut."""
    at = desk.clip_place(shown, desk.open_workspace().newsletter, sender)
    html = shown.rendered.html
    return html if at is None else mark_clip_line(html, at)


def _pictures(shown: Shown, access: Access) -> dict[str, str]:
    """Where the mail says its pictures are, and where they are served from memory."""
    served = f"{access.content_address}/images/"
    places = {"images/": served}
    if shown.address:
        places[f"{shown.address}images/"] = served
    return places
