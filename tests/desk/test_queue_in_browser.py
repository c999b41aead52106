"""The queue of news by keyboard alone, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk.chromium import fresh_browser
from desk.rooms import Room, drafted_newsletter, open_room
from pipeline.newsletters import write_piece
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter to which a piece came after its page was written."""
    made = drafted_newsletter(tmp_path_factory.mktemp("queue"))
    write_piece(made, "Late", "2024-08-08")
    return made


@pytest.fixture(scope="module")
def tab(folder: Path, chromium: str) -> Iterator[Page]:
    """A tab, opened when `folder` is made: the browser's own loop is in the way of collecting."""
    assert folder.is_dir()
    with fresh_browser(chromium) as browser:
        yield browser.new_page()


def opened(room: Room, tab: Page) -> None:
    """Go to the queue as the editor does."""
    tab.goto(room.desk.address)
    tab.goto(f"{room.desk.access.origins.desk}/since")


def test_news_is_passed_taken_back_and_accepted_by_keys(folder: Path, tab: Page) -> None:
    """P, then Undo; A, then Ctrl Z."""
    with open_room(folder) as room:
        before = room.page
        opened(room, tab)
        count = tab.locator(".queue .top small")
        expect(count).to_have_text("0 of 1 decided")
        tab.keyboard.press("p")
        expect(count).to_have_text("1 of 1 decided")
        assert room.page == before
        tab.get_by_role("button", name="Bring back to be decided").click()
        expect(count).to_have_text("0 of 1 decided")
        tab.keyboard.press("a")
        expect(count).to_have_text("1 of 1 decided")
        assert room.page != before
        tab.keyboard.press("Control+z")
        expect(tab.locator("#state")).to_contain_text("You took back")
        assert room.page == before
