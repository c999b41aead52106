"""The page under its best leads beside each other; the editor leads with one, or with none."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from digest.desk.desk import Desk, place_of
from digest.desk.place import Place
from digest.desk.rooms.bar import describe_bar
from digest.pipeline.rehearsal import Rehearsal, Rehearsals, rehearse_leads

_MOST_CHOSEN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    """A fact under a lead; the words of a broken rule stand out."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadView:
    """A lead as it lands: score and gap, the inbox row, the first screen, the facts."""

    story: str
    headline: str
    score: str
    gap: str
    leads_now: bool
    sender: str
    time: str
    subject: str
    preheader: str
    frame: str
    facts: tuple[FactView, ...]
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLead:
    """Another story that may lead, and the way to see it in the last one's place."""

    headline: str
    score: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageView:
    """The leads, what else may lead, and the ways to look at them."""

    leads: tuple[LeadView, ...] = ()
    others: tuple[OtherLead, ...] = field(default=())
    images_off: str = ""
    images_are_off: bool = False
    dark: str = ""
    is_dark: bool = False


def routes(desk: Desk) -> list[Route]:
    """The room; a lead is taken by the form of any story that is taken in."""

    async def look(request: Request) -> Response:
        return await _show(desk, request, place_of(request))

    return [Route("/rehearsal", look)]


def describe_stage(
    rehearsed: Rehearsals, place: Place, chosen: Sequence[str], frame: str, sender: str, time: str
) -> StageView:
    """The leads as they are seen beside each other; `frame` is where their mails are served."""
    chosen_query = "".join(f"&lead={one}" for one in chosen)

    def link(**changes: str) -> str:
        there = place.link("/rehearsal", **changes)
        return f"{there}{'' if '?' in there else '?'}{chosen_query}".replace("?&", "?").rstrip("?")

    return StageView(
        leads=tuple(
            _lead(one, number, place, frame, sender, time)
            for number, one in enumerate(rehearsed.shown, 1)
        ),
        others=tuple(
            OtherLead(
                headline=one.headline,
                score=f"{one.score:.2f}",
                link=_instead(place, rehearsed.shown, one.story),
            )
            for one in rehearsed.others
        ),
        images_off=link(parts="everything" if place.parts == "no-images" else "no-images"),
        images_are_off=place.parts == "no-images",
        dark=link(colours="light" if place.colours == "dark" else "dark"),
        is_dark=place.colours == "dark",
    )


def _lead(
    one: Rehearsal, number: int, place: Place, frame: str, sender: str, time: str
) -> LeadView:
    gap = "" if one.edit is None or one.score is None else f"{-one.behind:+.2f}".replace("-", "−")
    issue = one.rendered.issue
    return LeadView(
        story=one.story,
        headline=one.headline,
        score="" if one.score is None else f"{one.score:.2f}",
        gap=gap,
        leads_now=one.edit is None,
        sender=sender,
        time=time,
        subject=issue.subject,
        preheader=issue.preheader,
        frame=f"{frame}/{number}?colours={place.colours}&parts={place.parts}",
        facts=tuple(
            FactView(text=f"{fact.text}.", tone="warning" if fact.is_broken else "")
            for fact in one.facts
        ),
        key=str(number),
    )


def _instead(place: Place, shown: Sequence[Rehearsal], story: str) -> str:
    """The room with `story` in the place of the last one that is shown."""
    kept = [one.story for one in shown if one.edit][: _MOST_CHOSEN - 1]
    there = place.link("/rehearsal")
    query = "&".join(f"lead={one}" for one in (*kept, story))
    return f"{there}{'&' if '?' in there else '?'}{query}"


async def _show(desk: Desk, request: Request, place: Place) -> Response:
    words, workspace = desk.words(request), desk.open_workspace()
    bar = replace(describe_bar(desk, workspace, place, words), findings=0)
    shown = desk.live.state.shown
    values: dict[str, object] = {
        "bar": bar,
        "place": place,
        "may_edit": bar.may_edit,
        # Of now: the issue may be another when the leads are ready.
        "version": desk.live.state.version,
        "stage": None,
    }
    if shown is None or shown.drafted is None:
        return desk.answer(request, "rehearsal", address="", status=200, **values)
    drafted = shown.drafted
    chosen = request.query_params.getlist("lead")[:_MOST_CHOSEN]
    key = f"{shown.version} {' '.join(chosen)}"
    rehearsed = desk.stage.rehearsals(key, drafted)
    if rehearsed is None:
        rehearsed = await desk.live.work(lambda: rehearse_leads(workspace, drafted, chosen=chosen))
        desk.stage.set_up(key, drafted, rehearsed)
    envelope = shown.issue.envelope
    values["stage"] = describe_stage(
        rehearsed,
        place,
        chosen,
        f"{desk.content}/rehearsal/{desk.stage.version}",
        envelope.sender.partition("<")[0].strip('" ') or shown.issue.masthead.title,
        f"{workspace.newsletter.schedule.at:%H:%M}",
    )
    return desk.answer(request, "rehearsal", address="", status=200, **values)
