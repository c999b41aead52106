"""The other issues: drafts and those that are out, each with the way to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from digest.archive.contents import ListedIssue, list_issues
from digest.desk.desk import Desk, place_of
from digest.desk.rooms.bar import describe_bar
from digest.desk.words import DeskWords
from digest.locales import written_date


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRow:
    """An issue in the list: `address` is where it can be read, "" for the one on the desk."""

    name: str
    day: str
    status: str
    headline: str
    stories: str
    address: str


def routes(desk: Desk) -> list[Route]:
    """The list."""

    async def look(request: Request) -> Response:
        words, workspace = desk.words(request), desk.open_workspace()
        issues = await desk.live.work(lambda: list_issues(workspace.issues))
        rows = list_rows(issues, desk.issue_day(workspace), f"{desk.content}/archive", words)
        return desk.answer(
            request,
            "issues",
            bar=describe_bar(desk, workspace, place_of(request), words),
            rows=rows,
        )

    return [Route("/issues", look)]


def list_rows(
    issues: Sequence[ListedIssue], now: date, archive: str, words: DeskWords
) -> tuple[IssueRow, ...]:
    """`issues` in words; the one of the day `now` is on the desk."""
    return tuple(
        IssueRow(
            name=words.say("issues.number", number=one.number),
            day=written_date(one.date, "long", words.language),
            status=words.say("issues.correcting" if one.correcting else f"status.{one.status}"),
            headline=one.headline,
            stories=words.say("issues.stories", count=one.items),
            address="" if one.date == now else f"{archive}/{one.date}/",
        )
        for one in issues
    )
