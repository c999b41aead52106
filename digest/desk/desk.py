"""What every room of the desk is built on: the live issue, the newsletter, words and pages."""

import asyncio
import hashlib
import zlib
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import date

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from digest.checks.clip_line import GHOST, ClipLine, draw_clip_line, senders
from digest.config.settings import Newsletter
from digest.desk.fragments import Fragments
from digest.desk.kept import Kept, Latest
from digest.desk.live import LiveIssue
from digest.desk.long_work import OneAtATime
from digest.desk.place import Place, read_place
from digest.desk.stage import Stage
from digest.desk.views.lists import Lists
from digest.desk.views.stories import WeekByArticle, know_week
from digest.desk.words import DeskWords, choose_language, words_in
from digest.model.stories import Proposal
from digest.pipeline.collection import Collection
from digest.pipeline.editing import Edited
from digest.pipeline.ghost_mail import show_at_ghost
from digest.pipeline.issue_check import LinkCheck
from digest.pipeline.new_sources import Search
from digest.pipeline.showing import Shown
from digest.pipeline.workspace import Workspace

PATIENCE = 30.0
"""Seconds that an act waits for another run to leave the newsletter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One newsletter on the desk.

    `day` is the issue asked for, None for the one that is due. `content` is where what came from
    strangers is served, on an origin of its own: mail and archive. `token` stands in every form.
    `search` says where and how new sources are looked for, also where there is no newsletter yet.
    """

    live: LiveIssue
    open_workspace: Callable[[], Workspace]
    search: Callable[[], Search]
    day: date | None = None
    may_edit: bool = True
    content: str = ""
    token: str = ""
    fragments: Fragments = field(default_factory=Fragments)
    long_work: OneAtATime[Collection | LinkCheck] = field(default_factory=OneAtATime)
    links: Latest[LinkCheck] = field(default_factory=Latest)
    edited: Latest[Edited] = field(default_factory=Latest)
    weeks: Kept[Proposal, WeekByArticle] = field(default_factory=Kept)
    lists: Lists = field(default_factory=Lists)
    stage: Stage = field(default_factory=Stage)
    lines: Kept[Shown, ClipLine] = field(default_factory=Kept)
    prints: Kept[Shown, str] = field(default_factory=Kept)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def follow(self) -> None:
        """Have the page shown as it stands now, without waiting for it."""
        self.soon(self.live.changed())

    def soon(self, work: Coroutine[None, None, None]) -> None:
        """Do `work` without waiting for it."""
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def week(self, proposal: Proposal) -> WeekByArticle:
        """The stories and articles of the last proposal, by the ids of articles."""
        return self.weeks.of(proposal, lambda: know_week(proposal))

    def mail_print(self, shown: Shown) -> str:
        """What stands for the mail and its pictures: frames that show the same need no reload."""
        return self.prints.of(shown, lambda: _fingerprint(shown))

    def clip_line(self, shown: Shown, newsletter: Newsletter, sender: str = "") -> ClipLine:
        """What the mail weighs and where it is cut, if the service called `sender` sends it."""
        among = senders(newsletter)
        chosen = next((one for one in among if one.id == sender), among[0])

        def draw() -> ClipLine:
            rendered = shown.rendered
            if chosen.id == GHOST:
                templates = self.open_workspace().templates
                rendered = show_at_ghost(rendered, newsletter, templates)
            return draw_clip_line(rendered, newsletter, chosen)

        return self.lines.of(shown, draw, detail=chosen.id)

    def clip_place(self, shown: Shown, newsletter: Newsletter, sender: str = "") -> int | None:
        """The byte of the mail on the desk before which it is cut, None where all of it fits.

        Ghost sends other bytes: there it is the start of the first part that is not shown whole.
        """
        line = self.clip_line(shown, newsletter, sender)
        if line.at is None or line.sender.id != GHOST:
            return line.at
        own = self.clip_line(shown, newsletter, "plain")
        return next((one.start for one in own.prices if one.id == line.below), own.bytes)

    def issue_day(self, workspace: Workspace) -> date:
        """The day of the issue on the desk."""
        shown = self.live.state.shown
        return self.day or (shown.issue.date if shown else workspace.due())

    def words(self, request: Request) -> DeskWords:
        """The desk's words in the first language of the browser that it speaks."""
        return words_in(choose_language(request.headers.get("accept-language", "")))

    async def describe(self, page: Callable[["Desk"], Response]) -> Response:
        """The `page` of this desk as it stands now, made apart while others are answered."""
        still = replace(self, live=self.live.as_it_stands())
        return await self.live.work(lambda: page(still))

    def answer(
        self, request: Request, name: str, *, address: str = "", status: int = 200, **values: object
    ) -> Response:
        """The page `name`: all of it for a browser, its part alone for a script that swaps it in.

        `address` is where the browser then is, "" where it stays.
        """
        # A page that the browser goes back to is put in place of its whole body.
        partial = "hx-request" in request.headers
        partial = partial and "hx-history-restore-request" not in request.headers
        usual = {
            "token": self.token,
            "content": self.content,
            "may_edit": self.may_edit,
            "version": self.live.state.version,
        }
        html = self.fragments.page(
            name, self.words(request), whole=not partial, **{**usual, **values}
        )
        headers = {"HX-Replace-Url": address} if partial and address else {}
        return HTMLResponse(html, status, headers)


def _fingerprint(shown: Shown) -> str:
    found = hashlib.sha256(shown.rendered.html.encode())
    for name, data in shown.pictures.items():
        found.update(f"{name} {zlib.crc32(data)}".encode())
    return found.hexdigest()[:16]


def place_of(request: Request) -> Place:
    """The place that the address of `request` asks for."""
    return read_place(request.query_params)
