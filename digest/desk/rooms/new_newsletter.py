"""The room in which a newsletter begins: three questions, what it reads, and nothing else first."""

# Nothing is written until the last step; then the settings are, the sources are read, and the desk
# opens over the first issue.

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from digest.config import FILE_NAME, parse_newsletter
from digest.config.settings import Source
from digest.cutoffs import WEEKDAYS
from digest.desk.desk import PATIENCE, Desk
from digest.desk.kept import KeptByName
from digest.desk.long_work import LongWork, Reins, WorkProgress
from digest.desk.rooms.bar import Bar
from digest.desk.rooms.forms import read_upload
from digest.desk.rooms.sources import MOST_PLACES, sentences_of
from digest.desk.views.new_newsletter import describe_places
from digest.desk.views.settings import zone_names
from digest.desk.words import DeskWords
from digest.errors import DigestError
from digest.lock import hold_lock
from digest.pipeline.collection import Collection, collect_articles
from digest.pipeline.first_settings import Answers, Beginning, first_settings
from digest.pipeline.found_sources import FoundSource, feed_contents
from digest.pipeline.init import create_newsletter
from digest.pipeline.new_sources import Search, examine_places
from digest.pipeline.sources import name_opml_feeds

PATH = "/new-newsletter"
MAKE = f"{PATH}/make"
MADE = f"{PATH}/made"
_OUTSIDE = (PATH, "/static/", "/events")
_MAIL = ("sender", "address", "unsubscribe_url")
_TEXTS = (
    *("title", "about", "every", "on", "day", "at", "timezone", "addresses", "own-network"),
    *_MAIL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """What was answered so far, and what was found at the addresses; `name` is how it is kept."""

    name: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    listed: tuple[Source, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    search: LongWork[tuple[FoundSource, ...]] | None = None

    @property
    def found(self) -> tuple[FoundSource, ...]:
        """What was found, as far as the servers have answered."""
        return (self.search.progress.result if self.search else None) or ()

    @property
    def places(self) -> list[str]:
        """The addresses that were pasted."""
        return self.answers.get("addresses", "").split()[:MOST_PLACES]


NOTHING_YET = First()


def routes(desk: Desk) -> list[Route]:
    """The room, and where its forms are sent."""
    room = _Room(desk)
    return [
        Route(PATH, room.show, methods=["GET"]),
        Route(PATH, room.look, methods=["POST"]),
        Route(MAKE, room.make, methods=["POST"]),
        Route(MADE, room.progress),
    ]


class UntilBegun:
    """Leads to the room where there is no newsletter yet; nothing else could be shown."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, once there is a newsletter."""
        app = self._app
        elsewhere = scope["type"] == "http" and not scope["path"].startswith(_OUTSIDE)
        if elsewhere and self._desk.may_edit and not is_begun(self._desk):
            app = RedirectResponse(PATH, 303)
        await app(scope, receive, send)


class _Room:
    """The newsletters that were begun, and the one that is being made."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._begun = KeptByName[First]()
        self._made = KeptByName[LongWork[None]]()

    async def show(self, request: Request) -> Response:
        """The questions, with what was answered so far."""
        if is_begun(self._desk):
            return RedirectResponse("/", 303)
        name = request.query_params.get("first", "")
        found = self._begun.find(name)
        return _show(self._desk, request, replace(found, name=name) if found else NOTHING_YET)

    async def look(self, request: Request) -> Response:
        """Ask the servers for the addresses; what was answered is kept."""
        sent = await _read(request)
        return self._looked(request, self._with_known(sent), sent.data)

    async def make(self, request: Request) -> Response:
        """Write the newsletter; look first, where there are addresses that nobody looked at."""
        sent = await _read(request)
        if is_begun(self._desk):
            return RedirectResponse("/", 303)
        first = self._with_known(sent)
        known = self._begun.find(sent.name) or NOTHING_YET
        if sent.data or first.places != known.places:
            return self._looked(request, first, sent.data)
        try:
            await self._desk.live.work(lambda: _write(self._desk.search(), first, sent.ticked))
        except DigestError as error:
            return _show(self._desk, request, self._kept(first), wrong=error)
        making = _begin_issue(self._desk, self._desk.words(request))
        return RedirectResponse(f"{MADE}?making={self._made.put(making)}", 303)

    async def progress(self, request: Request) -> Response:
        """How far the reading of the sources is, then the first issue; then the desk."""
        made = self._made.find(request.query_params.get("making", ""))
        if made and (made.progress.error or not made.progress.is_over):
            return _show(self._desk, request, NOTHING_YET, making=made.progress)
        if "hx-request" in request.headers:
            return Response(headers={"HX-Redirect": "/"})
        return RedirectResponse("/", 303)

    def _looked(self, request: Request, first: First, data: bytes) -> Response:
        try:
            first = _with_search(self._desk, _with_list(first, data))
        except DigestError as error:
            return _show(self._desk, request, self._kept(first), wrong=error)
        return RedirectResponse(f"{PATH}?first={self._kept(first).name}", 303)

    def _with_known(self, sent: "_Sent") -> First:
        """What was sent, with the list and the search of before: a form brings neither again."""
        known = self._begun.find(sent.name) or NOTHING_YET
        return replace(
            sent.first, listed=known.listed, headings=known.headings, search=known.search
        )

    def _kept(self, first: First) -> First:
        return replace(first, name=self._begun.put(first))


def is_begun(desk: Desk) -> bool:
    """Whether there is a newsletter in the desk's folder, or was one in this run.

    An editing tool that writes newsletter.toml anew may take it away for a moment.
    """
    return (
        (desk.search().folder / FILE_NAME).exists()
        or desk.live.state.shown is not None
        or _was_opened(desk)
    )


def _was_opened(desk: Desk) -> bool:
    try:
        desk.open_workspace()
    except DigestError:
        return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    """A form that came back: the answers, the file that was chosen, the feeds that were ticked."""

    first: First
    data: bytes
    ticked: frozenset[str]
    name: str


async def _read(request: Request) -> _Sent:
    sent = await read_upload(request, "opml")
    return _Sent(
        first=First(answers={name: sent.form.get(name, "") for name in _TEXTS}),
        data=sent.data,
        ticked=frozenset(sent.form.getlist("with")),
        name=sent.form.get("first", ""),
    )


def _with_list(first: First, data: bytes) -> First:
    """`first` with the feeds of an OPML file, if one was chosen; raises UsageError."""
    if not data:
        return first
    listed, headings = name_opml_feeds(data)
    own = bool(first.answers.get("own-network"))
    private = [one.model_copy(update={"allow_private": own}) for one in listed]
    return replace(first, listed=tuple(private), headings=headings)


def _with_search(desk: Desk, first: First) -> First:
    """`first` with its addresses being asked; raises ConfigError for an answer that cannot be."""
    newsletter = parse_newsletter(_text_of(first, ()))
    if not first.places:
        return replace(first, search=None)
    search = replace(
        desk.search(), allow_private=bool(first.answers.get("own-network")), keeps_articles=True
    )

    async def looking(reins: Reins) -> tuple[FoundSource, ...]:
        asking = replace(search, voice=reins.voice)
        return await desk.live.work(lambda: look(asking))

    def look(asking: Search) -> tuple[FoundSource, ...]:
        found = examine_places(first.places, asking, first.listed)
        return tuple(
            FoundSource(found=replace(one, articles=()), whole=contents, week=contents)
            for one in found
            for contents in [feed_contents(one.articles, newsletter)]
        )

    return replace(first, search=LongWork(looking))


def _beginning(first: First, sources: tuple[Source, ...]) -> Beginning:
    said = first.answers
    day = said.get("day", "")
    answers = Answers(
        about=said.get("about", ""),
        timezone=said.get("timezone") or "UTC",
        every=said.get("every") or "week",
        on=said.get("on") or "friday",
        day=int(day) if day.isascii() and day.isdigit() and len(day) < 4 else 1,
        at=said.get("at") or "07:00",
        sender=said.get("sender", ""),
        address=said.get("address", ""),
        unsubscribe_url=said.get("unsubscribe_url", ""),
    )
    return Beginning(sources=(*first.listed, *sources), headings=first.headings, answers=answers)


def _text_of(first: First, sources: tuple[Source, ...]) -> str:
    """newsletter.toml as it would be written."""
    return first_settings(first.answers.get("title", ""), _beginning(first, sources))


def _chosen(first: First, ticked: frozenset[str]) -> tuple[Source, ...]:
    return tuple(
        one.found.source
        for number, one in enumerate(first.found)
        if one.found.source and not one.found.known_as and str(number) in ticked
    )


def _write(search: Search, first: First, ticked: frozenset[str]) -> None:
    """Write the newsletter; raises DigestError, and nothing is written."""
    beginning = _beginning(first, _chosen(first, ticked))
    title = first.answers.get("title", "")
    create_newsletter(search.folder, title=title, now=search.now, beginning=beginning)


def _begin_issue(desk: Desk, words: DeskWords) -> LongWork[None]:
    """Read the sources of a newsletter that was written just now, then make its first issue."""

    def collect(reins: Reins) -> Collection:
        workspace = replace(desk.open_workspace(), voice=reins.voice)
        with hold_lock(workspace.folder, wait=PATIENCE):
            return collect_articles(workspace)

    async def beginning(reins: Reins) -> None:
        await desk.live.work(lambda: collect(reins))
        reins.say(words.say("first.drafting"))
        await desk.live.rebuild()

    return LongWork(beginning)


def _show(
    desk: Desk,
    request: Request,
    first: First,
    *,
    making: WorkProgress[None] | None = None,
    wrong: DigestError | None = None,
) -> Response:
    words = desk.words(request)
    search = desk.search()
    title = words.say("first.title")
    state = words.say("first.nothing_written", folder=search.folder.resolve().name)
    return desk.answer(
        request,
        "new-newsletter",
        status=422 if wrong else 200,
        bar=Bar(title=title, state=words.say("first.making") if making else state),
        first=first,
        looked=first.search.progress if first.search else None,
        places=describe_places(first.found, search.now, words),
        making=making,
        here=f"{request.url.path}?{request.url.query}",
        wrong=sentences_of(wrong),
        says_mail=any(first.answers.get(name) for name in _MAIL),
        text=_shown_text(first),
        weekdays=WEEKDAYS,
        zones=zone_names(),
    )


def _shown_text(first: First) -> str:
    """newsletter.toml as it would be with all that was found; "" where an answer cannot be."""
    if not first.answers.get("title"):
        return ""
    every = frozenset(map(str, range(len(first.found))))
    try:
        return _text_of(first, _chosen(first, every))
    except DigestError:
        return ""
