"""An edit is on the desk at once; candidates and the archive follow when edits rest."""

import asyncio
import threading
from collections.abc import Collection, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from desk.newsletters import start, workspace_in

from digest.desk.live import LiveIssue, News
from digest.draft import page_text
from digest.errors import DigestError
from digest.model.edits import Rewrite
from digest.pipeline.edit_history import page_version
from digest.pipeline.editing import edit_draft
from digest.pipeline.issue_maker import IssueMaker
from digest.pipeline.showing import Shown

DAY = "2024-08-09"
REST, IDLE = 0.02, 0.1


@dataclass
class Watched:
    """A maker of a real issue that notes what it did; a selection ends when it is `free`."""

    maker: IssueMaker
    calls: list[str] = field(default_factory=list)
    free: threading.Event = field(default_factory=threading.Event)

    def build(self) -> Shown:
        """Noted."""
        self.calls.append("build")
        return self.maker.build()

    def show(self, before: Shown, /) -> Shown:
        """Noted."""
        self.calls.append("show")
        return self.maker.show(before)

    def select(self, before: Shown, /) -> Shown:
        """Noted, and held up."""
        shown = self.maker.select(before)
        self.calls.append("select")
        self.free.wait(20)
        return shown

    def save(self, shown: Shown, /) -> None:
        """Noted."""
        self.calls.append("save")
        self.maker.save(shown)

    def is_current(self, shown: Shown, /) -> bool:
        """As it is."""
        return self.maker.is_current(shown)

    def are_pages(self, shown: Shown, paths: Collection[Path], /) -> bool:
        """As it is."""
        return self.maker.are_pages(shown, paths)


class Desk:
    """A live issue of a small newsletter, and its editor."""

    def __init__(self, folder: Path) -> None:
        self.folder = start(folder)
        self.page = folder / "drafts" / f"{DAY}.toml"
        self.maker = Watched(IssueMaker(lambda: workspace_in(folder)))
        self.maker.free.set()
        self.live = LiveIssue(self.maker, rest=REST, idle=IDLE)

    def run(self, play: Coroutine[None, None, None]) -> None:
        """Play on a desk that has its issue."""

        async def whole() -> None:
            await self.live.rebuild()
            self.maker.calls.clear()
            async with asyncio.timeout(60):
                await play
            await self.live.end()

        asyncio.run(whole())

    def edit(self, subject: str) -> None:
        """An edit as the desk makes it."""
        workspace = workspace_in(self.folder)
        edit_draft(workspace, workspace.due(), lambda _: Rewrite(key="subject", value=subject))

    def save(self, subject: str) -> frozenset[Path]:
        """A save in a text editor, by a rename; what the watcher says of it."""
        lines = page_text(self.page).splitlines()
        at = next(n for n, one in enumerate(lines) if one.startswith("subject"))
        lines[at] = f"subject = {subject}"
        beside = self.page.with_name("4913")
        beside.write_text("\n".join(lines))
        beside.replace(self.page)
        return frozenset({self.page.resolve()})

    async def until(self, *calls: str) -> None:
        """Wait until the maker was asked for these, and no more, and the desk knows of it."""
        while tuple(self.maker.calls) != calls or self.live.state.selecting:
            assert len(self.maker.calls) <= len(calls), self.maker.calls
            await asyncio.sleep(0.005)

    @property
    def subject(self) -> str:
        """The subject of the mail on the desk."""
        shown = self.live.state.shown
        return shown.issue.subject if shown else ""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk for one test."""
    return Desk(tmp_path)


def test_an_edit_is_shown_at_once_then_selected_then_saved(desk: Desk) -> None:
    """Each once; the archive has it last."""

    async def play() -> None:
        desk.edit("Ours")
        await desk.live.changed()
        state = desk.live.state
        assert (desk.subject, state.selecting, state.news) == ("Ours", True, News.BUILT)
        assert state.shown is not None
        assert state.shown.version == page_version(page_text(desk.page))
        assert desk.maker.calls == ["show"]
        await desk.until("show", "select", "save")
        assert desk.live.state.news is News.CANDIDATES
        while b"Ours" not in (desk.folder / "issues" / DAY / "draft.toml").read_bytes():
            await asyncio.sleep(0.01)

    desk.run(play())


def test_the_watcher_that_sees_the_desks_own_edit_builds_nothing(desk: Desk) -> None:
    """Nor when it is the first to tell."""

    async def play() -> None:
        desk.edit("Ours")
        mine = frozenset({desk.page.resolve()})
        await asyncio.gather(desk.live.noticed(mine), desk.live.changed(), desk.live.noticed(mine))
        await desk.until("show", "select", "save")
        await desk.live.noticed(mine)
        await asyncio.sleep(2 * IDLE)
        assert desk.maker.calls == ["show", "select", "save"]

    desk.run(play())


def test_a_save_in_an_editor_is_shown_while_a_selection_is_under_way(desk: Desk) -> None:
    """The old selection does not take it back, and another follows."""

    async def play() -> None:
        desk.maker.free.clear()
        desk.edit("Ours")
        await desk.live.changed()
        while desk.maker.calls != ["show", "select"]:
            await asyncio.sleep(0.005)
        await desk.live.noticed(desk.save('"Theirs"'))
        assert desk.subject == "Theirs"
        desk.maker.free.set()
        await desk.until("show", "select", "show", "show", "select", "save")
        assert desk.subject == "Theirs"

    desk.run(play())


def test_a_row_of_edits_is_selected_for_once(desk: Desk) -> None:
    """When it rests."""
    desk.live = LiveIssue(desk.maker, rest=1.0, idle=IDLE)

    async def play() -> None:
        for number in range(4):
            desk.edit(f"Ours {number}")
            await desk.live.changed()
        await desk.until(*4 * ["show"], "select", "save")

    desk.run(play())


def test_an_edit_does_not_wait_for_the_archive_of_the_one_before(desk: Desk) -> None:
    """Which is written only when edits rest for long."""
    desk.live = LiveIssue(desk.maker, rest=REST, idle=300)

    async def play() -> None:
        for number in range(2):
            desk.edit(f"Ours {number}")
            await desk.live.changed()
            await desk.until(*(1 + number) * ["show", "select"])

    desk.run(play())


def test_a_mistake_on_the_page_keeps_the_issue_until_it_is_mended(desk: Desk) -> None:
    """Though it is mended by taking it back, so that the page is as it was shown."""

    async def play() -> None:
        await desk.live.noticed(desk.save('"Theirs"'))
        await desk.live.noticed(desk.save("Oh"))
        assert f"{DAY}.toml:" in desk.live.state.error
        assert desk.subject == "Theirs"
        await desk.live.noticed(desk.save('"Theirs"'))
        assert desk.live.state.error == ""

    desk.run(play())


def test_settling_has_the_archive_hold_the_page_at_once(desk: Desk) -> None:
    """Also what nobody has told the desk of."""

    async def play() -> None:
        desk.save('"Theirs"')
        await desk.live.settle()
        kept = desk.folder / "issues" / DAY
        assert (kept / "draft.toml").read_bytes() == desk.page.read_bytes()
        assert "Theirs" in (kept / "issue.json").read_text()
        desk.save("Oh")
        with pytest.raises(DigestError, match=rf"{DAY}\.toml:"):
            await desk.live.settle()

    desk.run(play())


def test_what_is_no_page_is_built_anew(desk: Desk) -> None:
    """Settings, templates, articles; and a page that is gone."""

    async def play() -> None:
        await desk.live.noticed({desk.folder / "newsletter.toml"})
        await desk.until("build")
        desk.page.unlink()
        await desk.live.noticed({desk.page.resolve()})
        await desk.until("build", "build")
        assert desk.page.exists()

    desk.run(play())


def test_a_signal_is_let_through_from_the_first_to_the_last_of_what_is_done_at_once(
    tmp_path: Path,
) -> None:
    """What stood before comes back once, at the end."""
    told: list[str] = []

    @contextmanager
    def during() -> Iterator[None]:
        told.append("begin")
        yield
        told.append("end")

    async def play() -> None:
        live = LiveIssue(Desk(tmp_path).maker, during)
        first, second = threading.Event(), threading.Event()
        one = asyncio.create_task(live.work(first.wait))
        two = asyncio.create_task(live.work(second.wait))
        await asyncio.sleep(0)
        first.set()
        await one
        assert told == ["begin"]
        second.set()
        await two
        assert told == ["begin", "end"]

    asyncio.run(play())
