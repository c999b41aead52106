"""What came since the page was written, one decision at a time, with what it would do, out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from digest.desk.desk import Desk, place_of
from digest.desk.lists import NewList, Piece, describe_left_out, describe_news
from digest.desk.place import Place
from digest.desk.rooms.bar import describe_bar
from digest.desk.rooms.forms import place_before, read_form
from digest.desk.rooms.page import Trouble
from digest.desk.stories import group_stories
from digest.desk.words import DeskWords
from digest.draft import Page, edit_page
from digest.draft.merge.news import (
    News,
    accept_all,
    list_news,
    pass_over,
    take_back,
)
from digest.errors import DigestError, DraftError
from digest.model.edits import Several
from digest.pipeline.drafts import Drafted
from digest.pipeline.editing import edit_draft
from digest.pipeline.visits import (
    Decision,
    VisitRecord,
    decision,
    load_visit,
    save_visit,
    with_visit,
)
from digest.pipeline.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A piece that was decided before: `back` takes a passed one back, "" for an accepted one."""

    headline: str
    said: str
    outcome: str
    back: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The pieces: what was decided, the one to be decided now, and those that wait."""

    news: NewList
    decided: tuple[Decided, ...]
    now: Piece | None
    waiting: tuple[Piece, ...]
    later: str
    count: str


def routes(desk: Desk) -> list[Route]:
    """The queue, and its decisions."""

    async def look(request: Request) -> Response:
        return _show(desk, request, place_of(request))

    async def decide(request: Request) -> Response:
        return await _decide(desk, request, await read_form(request))

    return [Route("/since", look), Route("/since", decide, methods=["POST"])]


def describe_queue(
    news: NewList, record: VisitRecord, page: Page, now: str, words: DeskWords
) -> Queue:
    """The queue with the piece whose key is `now` in front, else the first."""
    chosen = next((one for one in news.pieces if one.key == now), None)
    chosen = chosen or next(iter(news.pieces), None)
    waiting = tuple(one for one in news.pieces if one is not chosen)
    decided = tuple(_decided(one, words) for one in record.decided if _still_holds(one, page))
    after = [one.key for one in news.pieces]
    at = after.index(chosen.key) + 1 if chosen else 0
    return Queue(
        news=news,
        decided=decided,
        now=chosen,
        waiting=waiting,
        later=after[at % len(after)] if len(after) > 1 else "",
        count=words.say("since.decided", done=len(decided), all=len(decided) + len(news.pieces)),
    )


def _decided(one: Decision, words: DeskWords) -> Decided:
    outcome = "since.accepted" if one.accepted else "since.passed"
    back = "" if one.accepted else ",".join(one.articles)
    return Decided(headline=one.headline, said=one.said, outcome=words.say(outcome), back=back)


def _still_holds(one: Decision, page: Page) -> bool:
    """Whether what was accepted still stands there: an undo makes it news again."""
    if not one.accepted:
        return True
    there = {name for story in page.decided.printed for name in story.articles}
    return there.issuperset(one.articles[:1])


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
        "version": desk.live.state.version,
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
    queue = describe_queue(news, record, drafted.page, now, words)
    piece = next((one for one in room.pieces if queue.now and one.key == queue.now.key), None)
    after = _as_accepted(drafted.page, piece)
    return {
        "queue": queue,
        "groups": group_stories(after, known),
        "proposed": (piece.story or piece.articles[0]) if piece else "",
        "omitted": describe_left_out(desk.lists.left_out(workspace, drafted), place, words),
    }


def _as_accepted(page: Page, piece: News | None) -> Page:
    """The page as it would be; as it is where the piece cannot be accepted."""
    if piece is None or piece.edit is None:
        return page
    try:
        return edit_page(page, piece.edit)
    except DraftError:
        return page


async def _decide(desk: Desk, request: Request, form: Mapping[str, str]) -> Response:
    place = place_before(form)
    workspace = desk.open_workspace()
    verb, _, key = form.get("decide", "").partition(":")
    shown = desk.live.state.shown
    try:
        if shown is None or shown.drafted is None:
            raise DraftError("there is no draft on the desk; nothing can be decided")
        drafted = shown.drafted
        await desk.live.work(lambda: make_decision(workspace, drafted, verb, key))
    except DigestError as error:
        said = desk.words(request).say("edit.nothing_changed")
        return _show(desk, request, place, status=422, trouble=Trouble(what=said, safe=str(error)))
    await desk.live.changed()
    room = "/" if place.list == "new" else "/since"
    return RedirectResponse(place.link(room), 303)


def make_decision(workspace: Workspace, drafted: Drafted, verb: str, key: str) -> None:
    """Accept or pass over a piece of news, or all of it; raises DraftError, StaleEdit."""
    path, proposal = drafted.proposed.path, drafted.proposed.proposal
    record = load_visit(path)
    if verb == "back":
        visit = take_back(record.visit, key.split(","))
        left = tuple(one for one in record.decided if ",".join(one.articles) != key)
        save_visit(path, with_visit(VisitRecord(decided=left), visit))
        return
    pieces = list_news(drafted.page, proposal, record.visit).pieces
    chosen = [one for one in pieces if one.key == key or (verb == "accept-all" and one.edit)]
    if not chosen:
        raise DraftError("that is no news any more; what is new stands here")
    day = drafted.page.date
    if verb == "accept-all":
        edit_draft(workspace, day, lambda page: accept_all(page, proposal, record.visit))
    elif verb == "accept":
        edit_draft(workspace, day, lambda page: _accepting(page, drafted, record, key))
    elif verb != "pass":
        raise DraftError(f"“{verb}” is no decision on news; load the page anew")
    accepted = verb != "pass"
    save_visit(path, _noted(record, drafted, chosen, accepted=accepted))


def _accepting(page: Page, drafted: Drafted, record: VisitRecord, key: str) -> Several:
    """The edit of the piece as the page stands by now."""
    pieces = list_news(page, drafted.proposed.proposal, record.visit).pieces
    edit = next((one.edit for one in pieces if one.key == key), None)
    if edit is None:
        raise DraftError("there is nothing to accept in that; pass it instead")
    return edit


def _noted(
    record: VisitRecord, drafted: Drafted, pieces: Sequence[News], *, accepted: bool
) -> VisitRecord:
    visit = record.visit
    for piece in pieces:
        if not accepted or piece.correction is not None:
            visit = pass_over(visit, piece, drafted.proposed.proposal)
    return with_visit(record, visit, *(decision(one, accepted=accepted) for one in pieces))
