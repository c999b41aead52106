"""The room of the sources: how each is doing, what it weighs, and new ones looked at and added."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from digest.config.settings import Source
from digest.desk.desk import Desk, place_of
from digest.desk.kept import KeptByName
from digest.desk.long_work import LongWork, Reins, WorkProgress
from digest.desk.place import Place
from digest.desk.rooms.bar import describe_bar
from digest.desk.rooms.forms import Form, place_before, read_form, read_upload
from digest.desk.rooms.source_acts import PATIENCE_FOR_SETTINGS, Said, change_source
from digest.desk.views.found import describe_looked_at
from digest.desk.views.sources import describe_sources
from digest.desk.words import DeskWords
from digest.errors import ConfigError, DigestError, UsageError
from digest.lock import hold_lock
from digest.pipeline.found_sources import FoundSource, examine_for_week
from digest.pipeline.settings_edits import (
    ChangedSettings,
    plan_settings,
    problem_sentences,
)
from digest.pipeline.showing import Shown
from digest.pipeline.source_edits import (
    remove_source,
)
from digest.pipeline.sources import (
    add_sources,
    name_opml_feeds,
    source_health,
    source_weeks,
)
from digest.pipeline.workspace import Workspace

LOOK = "/sources/look"
MOST_PLACES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """What was looked at: places that were asked, or the feeds that an OPML file lists."""

    places: tuple[FoundSource, ...] = ()
    listed: tuple[Source, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)


def routes(desk: Desk) -> list[Route]:
    """The room, and where its forms are sent."""
    looks = KeptByName[LongWork[LookedAt]]()
    notes = KeptByName[Said]()

    async def room(request: Request) -> Response:
        return await _show(desk, request, looks, notes)

    async def change(request: Request) -> Response:
        form = await read_form(request)
        place = place_before(form)
        try:
            said = await desk.live.work(
                lambda: change_source(desk.open_workspace(), form, desk.words(request))
            )
        except DigestError as error:
            return await _show(desk, request, looks, notes, place=place, wrong=error)
        return RedirectResponse(_address(place, said=notes.put(said)), 303)

    async def look(request: Request) -> Response:
        sent = await _read_search(request)
        try:
            searching = _begin_search(desk, request, sent)
        except DigestError as error:
            return await _show(desk, request, looks, notes, place=sent.place, wrong=error)
        return RedirectResponse(_address(sent.place, look=looks.put(searching)), 303)

    async def add(request: Request) -> Response:
        form = await read_form(request)
        place = place_before(form)
        searching = looks.find(form.get("look", ""))
        found = searching.progress.result if searching else None
        try:
            said = await desk.live.work(lambda: _added(desk, form, found, desk.words(request)))
        except DigestError as error:
            return await _show(desk, request, looks, notes, place=place, wrong=error)
        return RedirectResponse(_address(place, said=notes.put(said)), 303)

    return [
        Route("/sources", room),
        Route("/sources/change", change, methods=["POST"]),
        Route(LOOK, look, methods=["POST"]),
        Route("/sources/add", add, methods=["POST"]),
    ]


def _address(place: Place, **query: str) -> str:
    return "/sources?" + "&".join(filter(None, (place.query, urlencode(query))))


async def _show(
    desk: Desk,
    request: Request,
    looks: KeptByName[LongWork[LookedAt]],
    notes: KeptByName[Said],
    *,
    place: Place | None = None,
    wrong: DigestError | None = None,
) -> Response:
    place = place or place_of(request)
    workspace = desk.open_workspace()
    words = desk.words(request)
    asked = request.query_params
    name = asked.get("look", "")
    known = looks.find(name)
    search = known.progress if known else None
    values = await desk.live.work(lambda: _room(desk, workspace, words))
    return desk.answer(
        request,
        "sources",
        status=422 if wrong else 200,
        address=place.link("/sources") if request.method == "POST" else "",
        bar=describe_bar(desk, workspace, place, words),
        room=place.link("/sources") + ("&" if place.query else "?"),
        look=name,
        search=search,
        found=_found_views(search, workspace, words),
        wrong=sentences_of(wrong),
        said=notes.find(asked.get("said", "")),
        renamed=asked.get("rename", ""),
        removal=_removal(workspace, asked.get("remove", "")),
        removed=asked.get("remove", ""),
        **values,
    )


def _room(desk: Desk, workspace: Workspace, words: DeskWords) -> dict[str, object]:
    healths = source_health(workspace)
    daily = source_weeks(workspace, days=14)
    rows = describe_sources(
        workspace.newsletter.sources,
        healths,
        daily,
        count_on_page(desk.live.state.shown),
        _local_now(workspace),
        words,
    )
    return {"rows": rows}


def _local_now(workspace: Workspace) -> datetime:
    return workspace.now.astimezone(workspace.zone)


def count_on_page(shown: Shown | None) -> Mapping[str, int]:
    """How many stories of the page each source tells."""
    if shown is None or shown.drafted is None:
        return {}
    known = shown.drafted.proposed.articles
    told = (item.articles[0] for item in shown.drafted.draft.items if item.articles)
    return Counter(known[one].source for one in told if one in known)


def _found_views(
    search: WorkProgress[LookedAt] | None, workspace: Workspace, words: DeskWords
) -> dict[str, object] | None:
    if search is None or search.result is None:
        return None
    found = search.result
    return {
        "places": describe_looked_at(found.places, _local_now(workspace), words),
        "listed": found.listed,
    }


def sentences_of(error: DigestError | None) -> tuple[str, ...]:
    """What is wrong, a sentence a problem."""
    if error is None:
        return ()
    return problem_sentences(error) if isinstance(error, ConfigError) else (str(error),)


def _removal(workspace: Workspace, label: str) -> ChangedSettings | None:
    """What the settings would be without that source; None where it is none."""
    if not label:
        return None
    try:
        return plan_settings(workspace.folder, remove_source(label))
    except DigestError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    """A form of addresses, or of an OPML file, that came back."""

    places: list[str]
    data: bytes
    own_network: bool
    place: Place


async def _read_search(request: Request) -> _Search:
    sent = await read_upload(request, "opml")
    return _Search(
        places=sent.form.get("address", "").split()[:MOST_PLACES],
        data=sent.data,
        own_network=bool(sent.form.get("own-network")),
        place=place_before(sent.form),
    )


def _begin_search(desk: Desk, request: Request, sent: _Search) -> LongWork[LookedAt]:
    """Look at what the form names; raises UsageError."""
    if sent.data:
        listed, headings = name_opml_feeds(sent.data)

        async def listing(_reins: Reins) -> LookedAt:
            return LookedAt(listed=listed, headings=headings)

        return LongWork(listing)
    if not sent.places:
        raise UsageError(desk.words(request).say("sources.no_address"))
    workspace = desk.open_workspace()
    printed = _printed(desk.live.state.shown)
    day = desk.issue_day(workspace)

    async def looking(reins: Reins) -> LookedAt:
        search = replace(desk.search(), voice=reins.voice, allow_private=sent.own_network)
        places = await desk.live.work(
            lambda: examine_for_week(workspace, sent.places, search, day, printed)
        )
        return LookedAt(places=places)

    return LongWork(looking)


def _printed(shown: Shown | None) -> frozenset[str]:
    """The articles of the stories on the page."""
    if shown is None or shown.drafted is None:
        return frozenset()
    return frozenset(one for item in shown.drafted.draft.items for one in item.articles)


def _added(desk: Desk, form: Form, found: LookedAt | None, words: DeskWords) -> Said:
    """Add what was looked at: the one of that number, or all that the file listed."""
    if found is None:
        raise UsageError(words.say("sources.look_again"))
    number = form.get("number", "")
    chosen = [
        one.found.source
        for place, one in enumerate(found.places)
        if one.found.source and number in {"", str(place)} and not one.found.known_as
    ]
    workspace = desk.open_workspace()
    with hold_lock(workspace.folder, wait=PATIENCE_FOR_SETTINGS):
        added = add_sources(workspace.folder, (*chosen, *found.listed), found.headings)
    names = ", ".join(one.label for one in added[:3])
    key = "sources.did_add" if len(added) <= 3 else "sources.did_add_many"
    if not added:
        return Said(sentence=words.say("sources.all_known"))
    return Said(sentence=words.say(key, names=names, count=len(added)))
