"""What came since the page was written, one decision at a time, with what it would do, out."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from digest.desk.desk import Desk, place_of
from digest.desk.place import Place
from digest.desk.rooms.bar import describe_bar
from digest.desk.rooms.forms import Form, place_before, read_issue_form
from digest.desk.rooms.page import Trouble
from digest.desk.rooms.refusals import status_of, while_draft
from digest.desk.views.lists import NewList, NewsView, describe_left_out, describe_news
from digest.desk.views.stories import group_stories
from digest.desk.words import DeskWords
from digest.draft import Page, edit_page
from digest.draft.merge.news import PageNews, list_news
from digest.errors import DigestError, DraftError
from digest.pipeline.drafts import Drafted
from digest.pipeline.edit_history import Step, load_steps, standing, to_undo
from digest.pipeline.editing import undo_edit
from digest.pipeline.visits import Decision, VisitRecord, decide_news, load_visit
from digest.pipeline.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedPiece:
    """A piece that was decided before, and the decision that takes it back, "" where none can."""

    headline: str
    said: str
    outcome: str
    back: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The pieces: what was decided, the one to be decided now, and those that wait."""

    news: NewList
    decided: tuple[DecidedPiece, ...]
    now: NewsView | None
    waiting: tuple[NewsView, ...]
    later: str
    count: str


def routes(desk: Desk) -> list[Route]:
    """The queue, and its decisions."""

    async def look(request: Request) -> Response:
        return await desk.describe(lambda still: _show(still, request, place_of(request)))

    async def decide(request: Request) -> Response:
        return await _decide(desk, request, await read_issue_form(desk, request))

    return [Route("/since", look), Route("/since", decide, methods=["POST"])]


def describe_queue(
    news: NewList, record: VisitRecord, steps: tuple[Step, ...], now: str, words: DeskWords
) -> Queue:
    """The queue with the piece whose key is `now` in front, else the first.

    What was accepted by a step that was taken back is news again, and was not decided.
    """
    chosen = next((one for one in news.pieces if one.key == now), None)
    chosen = chosen or next(iter(news.pieces), None)
    waiting = tuple(one for one in news.pieces if one is not chosen)
    stand, last = standing(steps), to_undo(steps)
    decided = tuple(
        _decided(one, last.number if last else 0, words)
        for one in record.decided
        if not one.accepted or one.step in stand
    )
    keys = [one.key for one in news.pieces]
    at = keys.index(chosen.key) + 1 if chosen else 0
    return Queue(
        news=news,
        decided=decided,
        now=chosen,
        waiting=waiting,
        later=keys[at % len(keys)] if len(keys) > 1 else "",
        count=words.say("since.decided", done=len(decided), all=len(decided) + len(news.pieces)),
    )


def _decided(one: Decision, last: int, words: DeskWords) -> DecidedPiece:
    if one.accepted:
        outcome, back = "since.accepted", "undo" if one.step == last else ""
    else:
        outcome, back = "since.passed", f"back:{','.join(one.articles)}"
    return DecidedPiece(headline=one.headline, said=one.said, outcome=words.say(outcome), back=back)


def _show(
    desk: Desk,
    request: Request,
    place: Place,
    *,
    status: int = 200,
    trouble: Trouble | None = None,
) -> Response:
    words, workspace = desk.words(request), desk.open_workspace()
    shown = desk.live.state.shown
    bar = describe_bar(desk, workspace, place, words)
    values: dict[str, object] = {
        "bar": bar,
        "place": place,
        "may_edit": bar.may_edit,
        "trouble": trouble,
        "queue": None,
    }
    if shown and shown.drafted:
        values |= _queue(
            desk, workspace, shown.drafted, place, request.query_params.get("now", ""), words
        )
    return desk.answer(request, "since", address="", status=status, **values)


def _queue(
    desk: Desk, workspace: Workspace, drafted: Drafted, place: Place, now: str, words: DeskWords
) -> dict[str, object]:
    record = load_visit(drafted.proposed.path)
    room = list_news(drafted.page, drafted.proposed.proposal, record.visit)
    known = desk.week(drafted.proposed.proposal)
    news = describe_news(room, known.stories, workspace.zone, words)
    steps = load_steps(drafted.proposed.path)
    queue = describe_queue(news, record, steps, now, words)
    piece = next((one for one in room.pieces if queue.now and one.key == queue.now.key), None)
    after = _as_accepted(drafted.page, piece)
    return {
        "queue": queue,
        "groups": group_stories(after, known),
        "sections": [
            (one.id, one.heading or words.say("list.lead"))
            for one in group_stories(drafted.page, known)
        ],
        "proposed": (piece.story or piece.articles[0]) if piece else "",
        "omitted": describe_left_out(desk.lists.left_out(workspace, drafted), place, words),
    }


def _as_accepted(page: Page, piece: PageNews | None) -> Page:
    """The page as it would be; as it is where the piece cannot be accepted."""
    if piece is None or piece.edit is None:
        return page
    try:
        return edit_page(page, piece.edit)
    except DraftError:
        return page


async def _decide(desk: Desk, request: Request, form: Form) -> Response:
    place = place_before(form)
    workspace = desk.open_workspace()
    verb, _, key = form.get("decide", "").partition(":")
    shown, words = desk.live.state.shown, desk.words(request)
    day, section = desk.issue_day(workspace), form.get("section", "")

    def act() -> None:
        if shown is None or shown.drafted is None:
            raise DraftError("there is no draft on the desk; nothing can be decided")
        if verb == "undo":
            desk.edited.value = undo_edit(workspace, day)
        else:
            to = section if verb == "accept-to" else ""
            decide_news(workspace, shown.drafted, verb.removesuffix("-to"), key, to)

    try:
        await desk.live.work(lambda: while_draft(workspace, day, words, act))
    except DigestError as error:
        trouble = Trouble(what=words.say("edit.nothing_changed"), safe=str(error))
        status = status_of(error)
        return await desk.describe(
            lambda still: _show(still, request, place, status=status, trouble=trouble)
        )
    await desk.live.changed()
    room = "/" if place.list == "new" else "/since"
    return RedirectResponse(place.link(room), 303)
