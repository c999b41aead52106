"""The state of the desk in; the bar over every room, in words, out."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256

from digest.desk.desk import Desk
from digest.desk.live import DeskState
from digest.desk.place import Place
from digest.desk.views.review import Standing, describe_standing
from digest.desk.words import DeskWords
from digest.errors import DigestError
from digest.locales import day_and_month
from digest.model.findings import Finding, Severity
from digest.model.issues import Status
from digest.model.reviews import WordKind
from digest.pipeline.edit_history import Step, load_steps, to_redo, to_undo
from digest.pipeline.editing import Edited
from digest.pipeline.review import read_review, waiting_day
from digest.pipeline.workspace import Workspace

RECENT = timedelta(seconds=90)
"""How long the last edit stands in the state sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLink:
    """An issue in the menu; `now` for the one on the desk."""

    name: str
    status: str
    link: str
    now: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLink:
    """A room in the menu; `elsewhere` opens beside the desk."""

    name: str
    address: str
    elsewhere: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What stands over every room; `undo` and `redo` say what they would do, "" for nothing.

    `key` is of this issue of this newsletter: what the browser keeps is kept under it.
    `day` is that of the issue on the desk: every form takes it along.
    """

    title: str
    key: str = ""
    issue: str = ""
    day: str = ""
    status: str = "draft"
    may_edit: bool = False
    back: str = ""
    undo: str = ""
    redo: str = ""
    state: str = ""
    tone: str = ""
    findings: int = 0
    gravest: str = ""
    check: str = "/"
    review: Standing = field(default_factory=Standing)
    issues: tuple[IssueLink, ...] = ()
    rooms: tuple[RoomLink, ...] = ()


def describe_bar(desk: Desk, workspace: Workspace, place: Place, words: DeskWords) -> Bar:
    """The bar over the issue on the desk."""
    state = desk.live.state
    day = desk.issue_day(workspace)
    steps = _steps(workspace, day)
    shown = state.shown
    status = shown.issue.status if shown else Status.DRAFT
    may_edit = desk.may_edit and status is Status.DRAFT
    name = _issue_name(state, day, words)
    findings = _pressing(shown.findings) if shown else ()
    tone, sentence = _sentence(state, steps, words, now=workspace.now, may_edit=desk.may_edit)
    if notes := _notes(desk.edited.value, steps):
        tone, sentence = tone or "warning", f"{sentence.removesuffix('.')}. {notes}"
    undo, redo = to_undo(steps), to_redo(steps)
    earlier = stand_of_earlier(workspace, day, words)
    return Bar(
        title=workspace.newsletter.newsletter.title,
        key=_key(workspace, day),
        issue=name,
        day=day.isoformat(),
        status=status.value,
        may_edit=may_edit,
        back=place.query,
        undo=undo.sentence if undo else "",
        redo=next((one.sentence for one in steps if redo and one.number == redo.of), ""),
        state=sentence,
        tone=tone,
        findings=len(findings),
        gravest=min((one.severity for one in findings), key=list(Severity).index, default=""),
        check=place.link(about="findings"),
        review=earlier if earlier.words else stand_of_review(workspace, day, words),
        issues=(IssueLink(name=name, status=status.value, link=place.link(), now=True),),
        rooms=_rooms(desk, place, words, is_draft=status is Status.DRAFT),
    )


def stand_of_review(workspace: Workspace, day: date, words: DeskWords) -> Standing:
    """Where the review of the issue stands, in words; "" where there is none."""
    try:
        review = read_review(workspace, day)
    except DigestError:
        return Standing(words=words.say("review.unreadable"), tone="error")
    return describe_standing(review, words, now=workspace.now, zone=workspace.zone)


def stand_of_earlier(workspace: Workspace, day: date, words: DeskWords) -> Standing:
    """Where the issue before that of `day` stands, if it waits for a word; "" for none."""
    waiting = waiting_day(workspace)
    if waiting >= day:
        return Standing()
    try:
        review = read_review(workspace, waiting)
    except DigestError:
        return Standing()
    if review is None or review.word.kind is not WordKind.NONE:
        return Standing()
    found = describe_standing(review, words, now=workspace.now, zone=workspace.zone)
    written = day_and_month(waiting, words.language)
    said = words.say("review.earlier", day=written, standing=found.words)
    return Standing(words=said, tone=found.tone)


def _key(workspace: Workspace, day: date) -> str:
    return sha256(f"{workspace.folder.resolve()} {day}".encode()).hexdigest()[:12]


def _steps(workspace: Workspace, day: date) -> tuple[Step, ...]:
    try:
        return load_steps(workspace.page(day))
    except DigestError:
        return ()


def _notes(edited: Edited | None, steps: tuple[Step, ...]) -> str:
    """What the editor should know of the last step, until another follows."""
    known = edited and edited.step and steps and edited.version == steps[-1].version
    return " ".join(edited.notes) if edited and known else ""


def _issue_name(state: DeskState, day: date, words: DeskWords) -> str:
    written = day_and_month(day, words.language)
    if state.shown is None:
        return written
    return words.say("bar.issue", number=state.shown.issue.number, day=written)


def _pressing(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(one for one in findings if one.severity is not Severity.NOTE)


def _sentence(
    state: DeskState, steps: tuple[Step, ...], words: DeskWords, *, now: datetime, may_edit: bool
) -> tuple[str, str]:
    """The tone and the words of where things stand."""
    shown, last = state.shown, steps[-1] if steps else None
    if state.error:
        return "error", words.say("trouble.safe")
    if state.building:
        return "busy", words.say("bar.building")
    if shown and shown.issue.status is not Status.DRAFT:
        return "", words.say("bar.is_published")
    if not may_edit or last is None:
        return "", words.say("bar.draft" if may_edit else "bar.looks_only")
    recent = timedelta(0) <= now - last.when < RECENT
    saved = words.say("bar.draft_saved", time=f"{last.when.astimezone():%H:%M}")
    return "", last.sentence if recent else saved


_ROOMS = ("since", "rehearsal", "test", "collect", "sources", "settings", "history", "start-over")
_ROOMS_AFTERWARDS = ("test", "collect", "sources", "settings", "publish")


def _rooms(desk: Desk, place: Place, words: DeskWords, *, is_draft: bool) -> tuple[RoomLink, ...]:
    """Where the menu leads; of an issue that is out, to its reopening."""
    to_edit = _ROOMS if is_draft else _ROOMS_AFTERWARDS
    rooms = (
        RoomLink(name=words.say(f"rooms.{name}"), address=place.link(f"/{name}"))
        for name in (*(to_edit if desk.may_edit else ()), "issues")
    )
    archive = f"{desk.content}/archive/"
    return (*rooms, RoomLink(name=words.say("rooms.archive"), address=archive, elsewhere=True))
