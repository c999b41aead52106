"""The draft and the week in; what the desk shows of the stories that are not on the page, out."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from digest.desk.desk import Desk
from digest.desk.place import Place
from digest.desk.views.lists import describe_candidates, describe_left_out, describe_news
from digest.desk.views.tabs import Tab
from digest.desk.words import DeskWords
from digest.draft.edits.naming import dropped_title
from digest.model.issues import Issue
from digest.pipeline.changes import Changes, changes_since_last_issue, changes_since_opening
from digest.pipeline.drafts import Drafted
from digest.pipeline.workspace import Workspace
from digest.selection.sums import Sum, add_up


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedStory:
    """A story that the editor dropped, by its first article."""

    id: str
    headline: str


def more_tabs(
    desk: Desk, workspace: Workspace, drafted: Drafted | None, place: Place, words: DeskWords
) -> tuple[Tab, ...]:
    """The tabs New, Left out and Find, with what each counts."""
    if drafted is None:
        return ()
    counts = {
        "new": len(desk.lists.news(drafted).pieces),
        "left-out": desk.lists.left_out(workspace, drafted).count,
        "find": None,
    }
    return tuple(
        Tab(
            name=words.say(f"list.{name}"),
            link=place.link(list=name),
            on=place.list == name,
            count=count,
            new=name == "new",
        )
        for name, count in counts.items()
    )


def describe_off_page(
    desk: Desk, workspace: Workspace, drafted: Drafted | None, place: Place, words: DeskWords
) -> dict[str, object]:
    """What the list that `place` asks for holds, and the sum of its story that is selected."""
    if drafted is None:
        return {"weighed": None}
    zone, proposal = workspace.zone, drafted.proposed.proposal
    values: dict[str, object] = {"weighed": _weighed(desk, workspace, drafted, place)}
    if place.list == "new":
        room = desk.lists.news(drafted)
        values["news"] = describe_news(room, desk.week(proposal).stories, zone, words)
    elif place.list == "left-out":
        omissions = desk.lists.left_out(workspace, drafted)
        values["omitted"] = describe_left_out(omissions, place, words)
        values["dropped"] = [
            DroppedStory(id=group[0], headline=dropped_title(drafted.page, group))
            for group in drafted.page.decided.dropped
        ]
    elif place.list == "find":
        index = desk.lists.index(proposal, workspace.newsletter.newsletter.timezone)
        values["found"] = describe_candidates(index, drafted.draft, place, zone, words)
        values["kept"] = parse_qsl(replace(place, q="", source="", day="").query)
    return values


async def make_ready(desk: Desk, place: Place) -> None:
    """Work out what the list that `place` asks for needs, while other requests are answered."""
    shown = desk.live.state.shown
    if place.list == "find" and shown and shown.drafted:
        proposal, workspace = shown.drafted.proposed.proposal, desk.open_workspace()
        zone = workspace.newsletter.newsletter.timezone
        await desk.lists.make_ready(proposal, zone, desk.live.work)


def describe_changes(workspace: Workspace, opened: Issue, issue: Issue) -> tuple[Changes, ...]:
    """What changed since the desk was `opened` and since the last issue, where there is one."""
    found = (changes_since_opening(opened, issue), changes_since_last_issue(workspace, issue))
    return tuple(one for one in found if one.against)


def _weighed(desk: Desk, workspace: Workspace, drafted: Drafted, place: Place) -> Sum | None:
    """The sum of the story that is selected, where it is not on the page."""
    printed = {name for item in drafted.draft.items for name in (*item.articles, item.own)}
    if not place.story or place.story in printed:
        return None
    proposal, ranked = drafted.proposed.proposal, desk.lists.ranked(workspace, drafted)
    return add_up(place.story, drafted.draft, proposal, workspace.newsletter, ranked)
