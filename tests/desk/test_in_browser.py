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

WIDTH = "width => document.documentElement.clientWidth === width"
GROUND = "colour => getComputedStyle(document.body).backgroundColor === colour"


@pytest.fixture(scope="module")
def page(chromium: str) -> Iterator[Page]:
    """A tab."""
    with fresh_browser(chromium) as browser:
        yield browser.new_page()


def test_it_shows_the_mail_and_follows_its_changes(tmp_path: Path, page: Page) -> None:
    """At both widths, in the chosen colours (the browser is dark)."""
    folder = start(tmp_path)
    build = IssueMaker(lambda: workspace_in(folder), None)
    with running(build, folder, watched=lambda: watched_paths(workspace_in(folder))) as desk:
        page.goto(desk.address)
        mail_frames(page, "Harbour opens")[0].wait_for_function(WIDTH, arg=375)
        mail_frames(page, "Harbour opens")[0].wait_for_function(GROUND, arg="rgb(243, 238, 227)")
        page.get_by_role("link", name="Desktop").click()
        mail_frames(page, "Harbour opens")[0].wait_for_function(WIDTH, arg=700)
        with page.expect_response("**/mail?colours=dark**"):
            page.get_by_role("link", name="Dark").click()
        page.locator("iframe.coming").wait_for(state="detached")
        mail_frames(page, "Harbour opens")[0].wait_for_function(GROUND, arg="rgb(18, 21, 24)")
        piece(folder, "Harbour closes")
        mail_frames(page, "Harbour closes")[0]
