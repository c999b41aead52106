"""Reading the sources and asking the links: what it does, how far it is, what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from digest.desk.desk import Desk, place_of
from digest.desk.jobs import Job, Outcome, Reins
from digest.desk.place import Place
from digest.desk.publishing import SheetLine
from digest.desk.rooms.bar import describe_bar
from digest.desk.rooms.forms import place_before, read_form
from digest.desk.rooms.page import Trouble
from digest.desk.rooms.publishing import PATIENCE
from digest.desk.words import DeskWords
from digest.lock import hold_lock
from digest.model.findings import Severity
from digest.pipeline.collection import Collection, collect_articles
from digest.pipeline.issue_check import LinkCheck, check_links
from digest.pipeline.workspace import Voice, Workspace

COLLECT = "collect"
LINKS = "links"
_LISTED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class JobView:
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
        begun = desk.jobs.begin(COLLECT, lambda reins: _collect(desk, reins, force="force" in form))
        return _begun(desk, request, place_before(form), begun=begun)

    async def check(request: Request) -> Response:
        place = place_before(await read_form(request))
        begun = desk.jobs.begin(LINKS, lambda reins: _check(desk, reins))
        return _begun(desk, request, place, begun=begun)

    async def stop(request: Request) -> Response:
        desk.jobs.stop()
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
    workspace = replace(desk.open_workspace(), voice=Voice(progress=reins.say))

    def act() -> Collection:
        with hold_lock(workspace.folder, wait=PATIENCE):
            return collect_articles(workspace, force=force, to_stop=reins.to_stop)

    collection = await desk.live.work(act)
    await desk.live.rebuild()
    return collection


async def _check(desk: Desk, reins: Reins) -> Outcome:
    await desk.live.settle()
    workspace = replace(desk.open_workspace(), voice=Voice(progress=reins.say))
    day = desk.issue_day(workspace)
    return await desk.live.work(lambda: check_links(workspace, day))


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
        version=desk.live.state.version,
        job=describe_job(desk.jobs.job, workspace, place, words),
        again=f"/collect?{place.query}&tick={beat}",
        beat=beat,
        trouble=trouble,
    )


def describe_job(job: Job | None, workspace: Workspace, place: Place, words: DeskWords) -> JobView:
    """The act under way or the last one, else what reading the sources would do."""
    count = sum(not source.paused for source in workspace.newsletter.sources)
    does = SheetLine(words=words.say("collect.does", count=count), tone="question")
    verb = words.say("collect.now" if job is None else "collect.again")
    if job is None:
        return JobView(title=words.say("collect.title"), lines=(does,), verb=verb)
    if job.running:
        waits = words.say("collect.stopping") if job.stopping else job.waits_for
        title = words.say("collect.reading" if job.act == COLLECT else "collect.asking")
        lines = (SheetLine(words=waits),) if waits else ()
        return JobView(
            title=title,
            lines=lines,
            verb=verb,
            running=True,
            stopping=job.stopping,
            can_stop=job.act == COLLECT,
        )
    return JobView(title=_over(job, words), lines=tuple(_came(job, place, words)), verb=verb)


def _over(job: Job, words: DeskWords) -> str:
    if job.error:
        return words.say("collect.failed_title")
    if isinstance(job.outcome, LinkCheck):
        return words.say("collect.links_title")
    stopped = isinstance(job.outcome, Collection) and job.outcome.unread
    return words.say("collect.stopped_title" if stopped else "collect.done_title")


def _came(job: Job, place: Place, words: DeskWords) -> Iterator[SheetLine]:
    """What came of an act that is over."""
    if job.error:
        yield SheetLine(words=job.error, tone="error")
    elif isinstance(job.outcome, LinkCheck):
        yield from _answered(job.outcome, place, words)
    elif job.outcome:
        yield from _collected(job.outcome, place, words)


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
