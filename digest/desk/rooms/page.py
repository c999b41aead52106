"""The issue on the desk: its stories in a column, the mail as it lands, and the reasons."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from digest.checks.clip_line import senders
from digest.checks.reading_order import reading_order
from digest.desk.desk import Desk, place_of
from digest.desk.place import Place
from digest.desk.rooms.bar import describe_bar
from digest.desk.rooms.forms import unsaved_texts
from digest.desk.rooms.off_page import describe_changes, describe_off_page, make_ready, more_tabs
from digest.desk.views.about import (
    SizeView,
    WhyView,
    describe_articles,
    describe_findings,
    describe_size,
    describe_why,
)
from digest.desk.views.looks import describe_inbox, list_looks, list_parts
from digest.desk.views.stories import (
    Chosen,
    Group,
    Row,
    choose_story,
    describe_chosen,
    group_stories,
)
from digest.desk.views.tabs import Tab
from digest.desk.words import DeskWords
from digest.draft import Page, page_text, value_print
from digest.errors import DigestError
from digest.model.issues import Issue
from digest.pipeline.drafts import Drafted, follow_page
from digest.pipeline.edit_history import page_version
from digest.pipeline.showing import Shown
from digest.pipeline.workspace import Workspace
from digest.selection.sums import add_up


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadField:
    """Subject or preheader in a box; `most` letters show, `printed` is what stands there now."""

    key: str
    text: str
    was: str
    most: int
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A section that a story may be sent to, or a story that it may be joined with."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """Where the mail's frame is served."""

    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why the mail is not of the page as it stands, and what is safe."""

    what: str
    safe: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOutcome:
    """What a form led to, and what to say of it.

    `sent` has the texts of a form that was refused, to stand in its boxes still.
    """

    place: Place | None = None
    status: int = 200
    trouble: Trouble | None = None
    sent: Mapping[str, str] = field(default_factory=dict)


PLAIN = FormOutcome()


def routes(desk: Desk) -> list[Route]:
    """The desk itself."""

    async def page(request: Request) -> Response:
        await make_ready(desk, place_of(request))
        return await show_page(desk, request)

    return [Route("/", page)]


async def show_page(desk: Desk, request: Request, outcome: FormOutcome = PLAIN) -> Response:
    """The desk as it stands, after what was asked for had this `outcome`."""
    return await desk.describe(lambda still: _page(still, request, outcome))


def _page(desk: Desk, request: Request, outcome: FormOutcome) -> Response:
    place = outcome.place or place_of(request)
    words = desk.words(request)
    state, trouble = desk.live.state, outcome.trouble
    if trouble is None and state.error:
        trouble = Trouble(what=state.error, safe=words.say("trouble.safe"))
    values = _describe(desk, desk.open_workspace(), place, words)
    fits = _has_boxes_for(outcome.sent, place, values)
    return desk.answer(
        request,
        "desk" if state.shown else "empty",
        status=outcome.status,
        address=place.link() if request.method == "POST" else "",
        trouble=trouble,
        sent=outcome.sent if fits else {},
        unsaved=() if fits else unsaved_texts(outcome.sent),
        **values,
    )


def _has_boxes_for(sent: Mapping[str, str], place: Place, values: Mapping[str, object]) -> bool:
    """Whether the boxes that are open are those in which `sent` was written."""
    if not values["may_edit"] or "selected" not in values:
        return False
    row, story = values["selected"], sent.get("story", "")
    if place.open == "texts":
        return isinstance(row, Row) and row.id == story
    return not story and place.open in {"subject", "own"}


def _describe(
    desk: Desk, workspace: Workspace, place: Place, words: DeskWords
) -> dict[str, object]:
    """Everything that the desk shows at `place`, by the names that its fragments use."""
    state = desk.live.state
    bar = describe_bar(desk, workspace, place, words)
    values: dict[str, object] = {
        "bar": bar,
        "place": place,
        "may_edit": bar.may_edit,
        "building": state.building,
    }
    if state.shown is None:
        return values
    drafted = _newest(desk, workspace, state.shown)
    values |= _looks(desk, state.shown, workspace, place, words)
    values |= _columns(desk, state.shown, drafted, workspace, place, words)
    return values


def _newest(desk: Desk, workspace: Workspace, shown: Shown) -> Drafted | None:
    """The page as it stands by now, newer perhaps than its mail; as shown if it has a mistake."""
    drafted = shown.drafted
    if drafted is None:
        return None
    try:
        text = page_text(drafted.proposed.path)
        if page_version(text) == shown.version:
            return drafted
        edited = desk.edited.value
        read = edited.page if edited and edited.page.text == text else None
        return follow_page(workspace, drafted.proposed, read)
    except DigestError:
        return drafted


def _looks(
    desk: Desk, shown: Shown, workspace: Workspace, place: Place, words: DeskWords
) -> dict[str, object]:
    issue = shown.issue
    sender = re.sub(r"\s*<.*", "", issue.envelope.sender).strip('" ') or issue.masthead.title
    through = f"&sender={place.sender}" if place.sender else ""
    query = f"colours={place.colours}&parts={place.parts}&mail={desk.mail_print(shown)}"
    edits = "&edits=yes" if desk.may_edit and shown.drafted else ""
    return {
        "looks": list_looks(place, words),
        "parts": list_parts(place, words, f"{desk.content}/archive/{issue.date.isoformat()}/"),
        "inbox": describe_inbox(issue, sender, f"{workspace.newsletter.schedule.at:%H:%M}"),
        "mail": Mail(address=f"{desk.content}/mail?{query}{through}{edits}"),
        "findings": describe_findings(shown, place, words),
        "order": reading_order(shown.rendered.html) if place.parts == "order" else None,
        "changes": describe_changes(workspace, desk.live.opened or issue, issue)
        if place.parts == "changes"
        else None,
    }


def _columns(
    desk: Desk,
    shown: Shown,
    drafted: Drafted | None,
    workspace: Workspace,
    place: Place,
    words: DeskWords,
) -> dict[str, object]:
    """The list and the right column; of a published issue there is nothing to choose."""
    if drafted is None:
        groups: tuple[Group, ...] = ()
        chosen = row = page = None
    else:
        known, page = desk.week(drafted.proposed.proposal), drafted.page
        groups = group_stories(page, known)
        row = choose_story(groups, place)
        chosen = describe_chosen(page, row, known, shown.issue) if row else None
    group = next((one for one in groups if chosen and one.id == chosen.section), None)
    return {
        "groups": groups,
        "selected": row,
        "chosen": chosen,
        "listed": place.list,
        "tabs": _tabs(groups, place, words) + more_tabs(desk, workspace, drafted, place, words),
        **describe_off_page(desk, workspace, drafted, place, words),
        "about_tabs": _about_tabs(shown, place, words),
        "targets": _targets(groups, words),
        "places": range(1, (len(group.rows) if group else 0) + 2),
        "heads": _heads(page, shown.issue, workspace) if page else (),
        "why": _why(desk, row, drafted, workspace),
        "article_views": describe_articles(chosen, workspace.zone, words) if chosen else (),
        "size": _size(desk, shown, workspace, place, row),
        "joinable": _joinable(groups, chosen),
        "most_words": workspace.newsletter.blurbs.words,
    }


def _tabs(groups: Sequence[Group], place: Place, words: DeskWords) -> tuple[Tab, ...]:
    count = sum(len(group.rows) for group in groups)
    return (
        Tab(
            name=words.say("list.page"),
            link=place.link(list="page"),
            on=place.list == "page",
            count=count,
        ),
    )


def _about_tabs(shown: Shown, place: Place, words: DeskWords) -> tuple[Tab, ...]:
    keys = {"why": "w", "article": "r"}
    counts = {"findings": len(shown.findings)}
    return tuple(
        Tab(
            name=words.say(f"about.{one}"),
            link=place.link(about=one),
            on=place.about == one,
            count=counts.get(one),
            key=keys.get(one, ""),
        )
        for one in ("why", "article", "findings", "size")
    )


def _targets(groups: Sequence[Group], words: DeskWords) -> tuple[Target, ...]:
    sections = (Target(id=one.id, name=one.heading or words.say("list.lead")) for one in groups)
    return (*sections, Target(id="", name=words.say("list.candidates")))


def _joinable(groups: Sequence[Group], chosen: Chosen | None) -> tuple[Target, ...]:
    if chosen is None or chosen.row.is_own:
        return ()
    rows = [row for group in groups for row in group.rows if not row.is_own]
    return tuple(Target(id=row.id, name=row.headline) for row in rows if row.id != chosen.row.id)


def _heads(page: Page, issue: Issue, workspace: Workspace) -> tuple[HeadField, ...]:
    rules = workspace.newsletter.check
    most: Mapping[str, int] = {
        "subject": rules.subject_length,
        "preheader": rules.preheader_longest,
    }
    texts = {"subject": page.subject, "preheader": page.preheader}
    printed = {"subject": issue.subject, "preheader": issue.preheader}
    return tuple(
        HeadField(key=key, text=text, was=value_print(text), most=most[key], printed=printed[key])
        for key, text in texts.items()
    )


def _why(
    desk: Desk, row: Row | None, drafted: Drafted | None, workspace: Workspace
) -> WhyView | None:
    if row is None or drafted is None:
        return None
    proposal, ranked = drafted.proposed.proposal, desk.lists.ranked(workspace, drafted)
    added = add_up(row.id, drafted.draft, proposal, workspace.newsletter, ranked)
    return describe_why(added) if added else None


def _size(
    desk: Desk, shown: Shown, workspace: Workspace, place: Place, row: Row | None
) -> SizeView:
    newsletter = workspace.newsletter
    line = desk.clip_line(shown, newsletter, place.sender)
    return describe_size(line, senders(newsletter), place, row.id if row else "")
