"""Which changes on a real disk make the desk build, in the ways editing tools write files."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from digest.desk.watch import watch_changes
from digest.errors import ConfigError

LOOK = 40
QUIET = 0.3
"""Milliseconds between looks, and seconds without a tick after which there was none."""


class Ticks:
    """Counts the ticks of a watcher."""

    def __init__(self, watched: Callable[[], Iterable[Path]], ignored: Path) -> None:
        self._watched = watched
        self._ignored = ignored
        self._came = asyncio.Event()
        self.count = 0

    async def run(self) -> None:
        """Watch for ever."""
        async for _ in watch_changes(self._watched, ignored=self._ignored, look=LOOK):
            self.count += 1
            self._came.set()

    async def one_more(self) -> None:
        """Wait for a tick and for what belongs to it."""
        async with asyncio.timeout(20):
            await self._came.wait()
        await self.quiet()

    async def quiet(self) -> int:
        """Wait until no more comes, and tell how many came so far."""
        seen = -1
        while seen != self.count:
            seen = self.count
            await asyncio.sleep(QUIET)
        self._came.clear()
        return self.count


@asynccontextmanager
async def watching(watched: Callable[[], Iterable[Path]], ignored: Path) -> AsyncIterator[Ticks]:
    """A watcher that has begun."""
    ticks = Ticks(watched, ignored)
    task = asyncio.create_task(ticks.run())
    try:
        await ticks.one_more()
        assert ticks.count == 1, "the first tick says that watching has begun"
        yield ticks
    finally:
        task.cancel()


def replaced(path: Path, text: str) -> None:
    """Write as editing tools do: a new file beside the old one, then a rename over it."""
    beside = path.with_name(path.name + "~")
    beside.write_text(text)
    beside.replace(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter under a hidden folder, as some people keep theirs."""
    folder = tmp_path / ".letters" / "weekly"
    for name in ("articles", "issues"):
        (folder / name).mkdir(parents=True)
    (folder / "newsletter.toml").write_text("1")
    (folder / "articles" / "one.md").write_text("1")
    return folder


def test_what_an_editor_changes_is_noticed(folder: Path) -> None:
    """A replaced file, a file in a folder, a folder that comes, one that is replaced."""
    drafts = folder / "drafts"
    paths = (folder / "newsletter.toml", folder / "articles", drafts)

    async def watch() -> None:
        async with watching(lambda: paths, folder / "issues") as ticks:
            replaced(folder / "newsletter.toml", "2")
            await ticks.one_more()
            replaced(folder / "articles" / "one.md", "2")
            await ticks.one_more()
            drafts.mkdir()
            (drafts / "2024-08-09.toml").write_text("1")
            await ticks.one_more()
            replaced(drafts / "2024-08-09.toml", "2")
            await ticks.one_more()
            shutil.rmtree(drafts)
            drafts.mkdir()
            await ticks.one_more()
            (drafts / "2024-08-16.toml").write_text("1")
            await ticks.one_more()

    asyncio.run(watch())


def test_what_tools_leave_about_is_not(folder: Path) -> None:
    """Swap and backup files, caches, and all that the build writes itself."""
    (folder / ".digest").mkdir()

    async def watch() -> int:
        async with watching(lambda: (folder,), folder / "issues") as ticks:
            for name in (".one.md.swp", "one.md~", "#one.md#", ".digest/store", "issues/new.html"):
                (folder / name).write_text("1")
            return await ticks.quiet()

    assert asyncio.run(watch()) == 1


def test_new_sources_are_watched_and_broken_settings_change_nothing(folder: Path) -> None:
    """What is watched is asked anew after each change."""
    settings, wire = folder / "newsletter.toml", folder / "wire"
    wire.mkdir()

    def watched() -> tuple[Path, ...]:
        text = settings.read_text()
        if text == "broken":
            raise ConfigError("broken")
        return (settings, wire) if text == "with wire" else (settings, folder / "articles")

    async def watch() -> None:
        async with watching(watched, folder / "issues") as ticks:
            settings.write_text("with wire")
            await ticks.one_more()
            settings.write_text("broken")
            await ticks.one_more()
            (wire / "two.md").write_text("1")
            await ticks.one_more()

    asyncio.run(watch())


def test_what_changes_while_a_folder_is_watched_anew_is_named(folder: Path) -> None:
    """A first draft makes a folder; the settings are saved in the same moment."""
    settings, drafts = folder / "newsletter.toml", folder / "drafts"
    settings.write_text("one")

    async def watch() -> frozenset[Path]:
        paths = (folder / "articles", settings, drafts)
        watched = watch_changes(lambda: paths, ignored=folder / "issues", look=LOOK)
        async with asyncio.timeout(20):
            assert await anext(watched) == frozenset()
            drafts.mkdir()
            assert await anext(watched) == {drafts}
            replaced(settings, "other")
            return await anext(watched)

    assert settings in asyncio.run(watch())
