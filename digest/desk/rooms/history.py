"""What was done to the page, step by step, and the way back to each."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from digest.desk.desk import Desk, place_of
from digest.desk.place import Place
from digest.desk.rooms.bar import describe_bar
from digest.desk.rooms.forms import place_before, read_issue_form
from digest.desk.rooms.page import Trouble
from digest.desk.rooms.refusals import status_of, while_draft
from digest.errors import DigestError, DraftError
from digest.locales import written_date
from digest.pipeline.edit_history import Kind, Step, standing, to_redo, to_undo
from digest.pipeline.editing import Edited, list_steps, redo_edit, return_to, undo_edit

MOST_STEPS = 100
"""How many of the last steps are shown, unless all of them are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A step as a sentence, and what can be done about it."""

    number: int
    moment: str
    time: str
    sentence: str
    stands: bool
    outside: bool
    undoes: bool
    redoes: bool
    restores: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfSteps:
    """The steps of a day, the last one first."""

    name: str
    steps: tuple[StepView, ...]


def routes(desk: Desk) -> list[Route]:
    """The history, and what is done from it."""

    async def look(request: Request) -> Response:
        return await desk.describe(lambda still: _show(still, request, place_of(request)))

    async def go(request: Request) -> Response:
        form = await read_issue_form(desk, request)
        return await _go(desk, request, place_before(form), form.get("do", ""))

    return [Route("/history", look), Route("/history", go, methods=["POST"])]


def describe_history(
    steps: Sequence[Step], zone: ZoneInfo, language: str, *, most: int | None = None
) -> tuple[DayOfSteps, ...]:
    """The last `most` steps by days of `zone`, the last first, with what is in reach of each."""
    seen = tuple(steps)
    stand = standing(seen)
    undo, redo = to_undo(seen), to_redo(seen)
    views = [
        (
            step.when.astimezone(zone).date(),
            StepView(
                number=step.number,
                moment=step.when.isoformat(),
                time=f"{step.when.astimezone(zone):%H:%M}",
                sentence=step.sentence,
                stands=step.number in stand,
                outside=step.kind is Kind.OUTSIDE,
                undoes=undo is not None and step.number == undo.number,
                redoes=redo is not None and step.number == redo.number,
                restores=bool(step.after) and step.version != seen[-1].version,
            ),
        )
        for step in islice(reversed(seen), most)
    ]
    return tuple(
        DayOfSteps(
            name=written_date(day, "full", language), steps=tuple(view for _, view in together)
        )
        for day, together in groupby(views, key=lambda one: one[0])
    )


def _show(
    desk: Desk, request: Request, place: Place, *, status: int = 200, trouble: Trouble | None = None
) -> Response:
    words, workspace = desk.words(request), desk.open_workspace()
    steps = list_steps(workspace, desk.issue_day(workspace))
    most = None if request.query_params.get("all") else MOST_STEPS
    there = place.link("/history")
    return desk.answer(
        request,
        "history",
        status=status,
        bar=describe_bar(desk, workspace, place, words),
        days=describe_history(steps, workspace.zone, words.language, most=most),
        everything=f"{there}{'&' if '?' in there else '?'}all=yes"
        if most and len(steps) > most
        else "",
        count=len(steps),
        trouble=trouble,
    )


async def _go(desk: Desk, request: Request, place: Place, what: str) -> Response:
    workspace = desk.open_workspace()
    day, words = desk.issue_day(workspace), desk.words(request)

    def act() -> Edited:
        verb, _, number = what.partition(":")
        if verb == "restore" and number.isdecimal():
            return return_to(workspace, day, int(number[:9]))
        if verb == "undo":
            return undo_edit(workspace, day)
        if verb == "redo":
            return redo_edit(workspace, day)
        raise DraftError(f"“{verb}” is nothing that the history can do; load the page anew")

    try:
        desk.edited.value = await desk.live.work(lambda: while_draft(workspace, day, words, act))
    except DigestError as error:
        trouble = Trouble(what=words.say("history.not_done"), safe=str(error))
        status = status_of(error)
        return await desk.describe(
            lambda still: _show(still, request, place, status=status, trouble=trouble)
        )
    await desk.live.changed()
    return RedirectResponse(place.link("/history"), 303)
