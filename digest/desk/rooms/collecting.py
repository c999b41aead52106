"""Reading the sources and asking the links: what it does, how far it is, what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from digest.desk.desk import PATIENCE, Desk, place_of
from digest.desk.long_work import Reins, WorkProgress
from digest.desk.place import Place
from digest.desk.rooms.bar import describe_bar
from digest.desk.rooms.forms import place_before, read_form
from digest.desk.rooms.page import Trouble
from digest.desk.views.publishing import SheetLine
from digest.desk.words import DeskWords
from digest.lock import hold_lock
from digest.model.findings import Severity
from digest.pipeline.collection import Collection, collect_articles
from digest.pipeline.issue_check import LinkCheck, check_links
from digest.pipeline.records import record_run
from digest.pipeline.workspace import Workspace

Outcome = Collection | LinkCheck

COLLECT = "collect"
LINKS = "links"
_LISTED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkView:
    """An act in words; `verb` begins it where none is under way."""

    title: str
    lines: tuple[SheetLine, ...]
    verb: str
    running: bool = False
    stopping: bool = False
    can_stop: bool = False


def routes(desk: Desk) -> list[Route]:
    """How far the act is, and what begins and stops it."""

    async def look(request: Request) -> Response:
        return _show(desk, request, place_of(request))

    async def collect(request: Request) -> Response:
        form = await read_form(request)
        begun = desk.long_work.begin(
            COLLECT, lambda reins: _collect(desk, reins, force="force" in form)
        )
        return _begun(desk, request, place_before(form), begun=begun)

    async def check(request: Request) -> Response:
        place = place_before(await read_form(request))
        begun = desk.long_work.begin(LINKS, lambda reins: _check(desk, reins))
        return _begun(desk, request, place, begun=begun)

    async def stop(request: Request) -> Response:
        desk.long_work.stop()
        return RedirectResponse(place_before(await read_form(request)).link("/collect"), 303)

    return [
        Route("/collect", look),
        Route("/collect", collect, methods=["POST"]),
        Route("/collect/stop", stop, methods=["POST"]),
        Route("/check", check, methods=["POST"]),
    ]


def _begun(desk: Desk, request: Request, place: Place, *, begun: bool) -> Response:
    if begun:
        return RedirectResponse(place.link("/collect"), 303)
    busy = Trouble(what=desk.words(request).say("collect.busy"), safe="")
    return _show(desk, request, place, status=409, trouble=busy)


async def _collect(desk: Desk, reins: Reins, *, force: bool) -> Outcome:
    workspace = replace(desk.open_workspace(), voice=reins.voice)

    def act() -> Collection:
        with (
            hold_lock(workspace.folder, wait=PATIENCE),
            record_run(workspace, "desk collect") as recorder,
        ):
            return collect_articles(recorder.workspace, force=force, to_stop=reins.to_stop)

    collection = await desk.live.work(act)
    await desk.live.rebuild()
    return collection


async def _check(desk: Desk, reins: Reins) -> Outcome:
    await desk.live.settle()
    workspace = replace(desk.open_workspace(), voice=reins.voice)
    day = desk.issue_day(workspace)
    desk.links.value = await desk.live.work(lambda: check_links(workspace, day))
    return desk.links.value


def _show(
    desk: Desk, request: Request, place: Place, *, status: int = 200, trouble: Trouble | None = None
) -> Response:
    words, workspace = desk.words(request), desk.open_workspace()
    tick = request.query_params.get("tick", "")
    beat = int(tick) + 1 if tick.isdecimal() and len(tick) < 6 else 1
    return desk.answer(
        request,
        "collect",
        status=status,
        bar=describe_bar(desk, workspace, place, words),
        work=describe_work(desk.long_work.progress, workspace, place, words),
        again=f"/collect?{place.query}&tick={beat}",
        beat=beat,
        trouble=trouble,
    )


def describe_work(
    work: WorkProgress[Outcome] | None, workspace: Workspace, place: Place, words: DeskWords
) -> WorkView:
    """The act under way or the last one, else what reading the sources would do."""
    count = sum(not source.paused for source in workspace.newsletter.sources)
    does = SheetLine(words=words.say("collect.does", count=count), tone="question")
    verb = words.say("collect.now" if work is None else "collect.again")
    if work is None:
        return WorkView(title=words.say("collect.title"), lines=(does,), verb=verb)
    if not work.is_over:
        waits = words.say("collect.stopping") if work.is_stopping else work.said
        title = words.say("collect.reading" if work.name == COLLECT else "collect.asking")
        lines = (SheetLine(words=waits),) if waits else ()
        return WorkView(
            title=title,
            lines=lines,
            verb=verb,
            running=True,
            stopping=work.is_stopping,
            can_stop=work.name == COLLECT,
        )
    return WorkView(title=_over(work, words), lines=tuple(_came(work, place, words)), verb=verb)


def _over(work: WorkProgress[Outcome], words: DeskWords) -> str:
    if work.error:
        return words.say("collect.failed_title")
    if isinstance(work.result, LinkCheck):
        return words.say("collect.links_title")
    stopped = isinstance(work.result, Collection) and work.result.unread
    return words.say("collect.stopped_title" if stopped else "collect.done_title")


def _came(work: WorkProgress[Outcome], place: Place, words: DeskWords) -> Iterator[SheetLine]:
    """What came of an act that is over."""
    if work.error:
        yield SheetLine(words=work.error, tone="error")
    elif isinstance(work.result, LinkCheck):
        yield from _answered(work.result, place, words)
    elif work.result:
        yield from _collected(work.result, place, words)


def _answered(check: LinkCheck, place: Place, words: DeskWords) -> Iterator[SheetLine]:
    dead = sum(one.severity is Severity.ERROR for one in check.findings)
    said = words.say("collect.links_well", count=check.asked)
    if dead:
        said = words.say("collect.links_found", count=dead, all=check.asked)
    yield SheetLine(
        words=said,
        tone="error" if dead else "well",
        link=place.link("/publish"),
        link_name=words.say("publish.show"),
    )


def _collected(read: Collection, place: Place, words: DeskWords) -> Iterator[SheetLine]:
    came = (
        words.say("collect.new", count=read.new) if read.new else words.say("collect.nothing_new")
    )
    yield SheetLine(words=came, link=place.link(list="new"), link_name=words.say("collect.see_new"))
    yield SheetLine(
        words=words.say("collect.answered", count=read.answered, all=read.sources), tone="aside"
    )
    if read.resting:
        yield SheetLine(words=words.say("collect.resting", count=read.resting), tone="aside")
    if read.unread:
        names = ", ".join(read.unread[:_LISTED])
        said = words.say("collect.unread", count=len(read.unread), names=names)
        yield SheetLine(words=said, tone="warning")
    for failure in read.failures:
        said = words.say("collect.failed", source=failure.source, reason=failure.reason)
        yield SheetLine(words=said, tone="warning")
