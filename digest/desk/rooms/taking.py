"""A story that is not on the page, and where it should stand, in; the desk with it there, out."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from digest.desk.desk import Desk
from digest.desk.rooms.forms import Form, place_before, read_issue_form
from digest.desk.rooms.page import FormOutcome, Trouble, show_page
from digest.desk.rooms.refusals import status_of, while_draft
from digest.draft import Page
from digest.draft.edits.taking import take_in
from digest.draft.page.page import LEAD
from digest.errors import DigestError, DraftError
from digest.model.edits import Edit, Send, Several
from digest.model.stories import Story
from digest.pipeline.editing import Edited, edit_draft
from digest.pipeline.rehearsal import named_articles


def routes(desk: Desk) -> list[Route]:
    """Where a story is taken in from: Left out, Find, the rehearsal."""

    async def take(request: Request) -> Response:
        return await _take(desk, request, await read_issue_form(desk, request))

    return [Route("/take", take, methods=["POST"])]


async def _take(desk: Desk, request: Request, form: Form) -> Response:
    place = place_before(form)
    workspace = desk.open_workspace()
    day, words = desk.issue_day(workspace), desk.words(request)
    name, section, leaves = (*form.get("take", "").split(":"), "", "", "")[:3]

    def act() -> Edited:
        story = _known_story(desk, name)
        return edit_draft(workspace, day, lambda page: taking(page, story, section, leaves))

    try:
        desk.edited.value = await desk.live.work(lambda: while_draft(workspace, day, words, act))
    except DigestError as error:
        said = words.say("edit.nothing_changed")
        trouble = Trouble(what=f"{said} {error}", safe="")
        outcome = FormOutcome(place=place, status=status_of(error), trouble=trouble)
        return await show_page(desk, request, outcome)
    await desk.live.changed()
    return RedirectResponse(replace(place, story=name, open="").link(), 303)


def taking(page: Page, story: Story, section: str, leaves: str = "") -> Edit:
    """The edit that takes `story` into a section, and sends `leaves` to the candidates for it."""
    edit = take_in(page, named_articles(story.articles), section or _first_section(page))
    out = (Send(story=leaves, section=""),) if leaves and section != LEAD else ()
    return Several(edits=(*edit.edits, *out))


def _known_story(desk: Desk, name: str) -> Story:
    shown = desk.live.state.shown
    if shown is None or shown.drafted is None:
        raise DraftError("there is no draft on the desk that a story could be taken into")
    known = desk.week(shown.drafted.proposed.proposal).stories
    if name not in known:
        raise DraftError("that story is not among the candidates any more; look for it in Find")
    return known[name]


def _first_section(page: Page) -> str:
    return next((one.id for one in page.newsletter.sections if one.show), LEAD)
