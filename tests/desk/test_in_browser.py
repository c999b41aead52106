"""The desk in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk.chromium import fresh_browser, mail_frames
from desk.desks import running
from desk.newsletters import piece, start, workspace_in
from playwright.sync_api import Page

from digest.pipeline.issue_maker import IssueMaker, watched_paths

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(chromium: str) -> Iterator[Page]:
    """A tab."""
    with fresh_browser(chromium) as browser:
        yield browser.new_page()


def test_it_shows_the_mail_and_follows_its_changes(tmp_path: Path, page: Page) -> None:
    """At both widths, in the chosen colours (the browser is dark)."""
    folder = start(tmp_path)
    build = IssueMaker(lambda: workspace_in(folder), None)
    ground = "getComputedStyle(document.body).backgroundColor === '{}'"
    with running(build, folder, watched=lambda: watched_paths(workspace_in(folder))) as desk:
        page.goto(desk.address)
        frames = mail_frames(page, "Harbour opens")
        for frame, width in zip(frames, (375, 700), strict=True):
            frame.wait_for_function(f"document.documentElement.clientWidth === {width}")
        frames[1].wait_for_function(ground.format("rgb(243, 238, 227)"))
        page.click("[value=dark]")
        frames[1].wait_for_function(ground.format("rgb(18, 21, 24)"))
        piece(folder, "Harbour closes")
        mail_frames(page, "Harbour closes")
