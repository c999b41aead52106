"""A request that cannot be answered in; why not, in a room of its own, out."""

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from digest.desk.desk import Desk, place_of
from digest.desk.place import Place
from digest.desk.rooms.bar import Bar, describe_bar
from digest.desk.rooms.forms import OtherIssue, unsaved_texts
from digest.desk.words import DeskWords
from digest.errors import DigestError
from digest.locales import day_and_month


def show_trouble(desk: Desk, request: Request, error: Exception) -> Response:
    """What stops the room that was asked for; every other room stays open."""
    words, place = desk.words(request), place_of(request)
    other = error if isinstance(error, OtherIssue) else None
    said = words.say("trouble.other_issue", day=_written(other.day, words)) if other else str(error)
    return desk.answer(
        request,
        "trouble",
        status=409 if other else 422,
        bar=_bar(desk, place, words),
        version=desk.live.state.version,
        sentence=said,
        unsaved=unsaved_texts(other.form) if other else (),
        hold=request.method == "POST",
    )


def _written(day: str, words: DeskWords) -> str:
    """A form's day as one writes it; as it came where it is none."""
    try:
        return day_and_month(date.fromisoformat(day), words.language)
    except ValueError:
        return day


def _bar(desk: Desk, place: Place, words: DeskWords) -> Bar:
    """The bar, also where the newsletter itself cannot be opened."""
    try:
        return describe_bar(desk, desk.open_workspace(), place, words)
    except DigestError:
        return Bar(title=words.say("trouble.name"), back=place.query)
