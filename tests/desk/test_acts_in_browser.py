"""What an editor does with a whole issue, by the buttons of the desk: publish, reopen, collect."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_server
from urllib.parse import urlsplit

import pytest
from desk.chromium import fresh_browser
from desk.desks import running
from desk.newsletters import start, workspace_in
from playwright.sync_api import BrowserContext, Page, Route

from digest.archive.contents import issue_status, load_issue
from digest.model.edits import Rewrite
from digest.model.issues import Status
from digest.pipeline.editing import edit_draft
from digest.pipeline.issue_maker import IssueMaker
from digest.pipeline.publication import publish_issue

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[BrowserContext]:
    """A browser for all of them."""
    with fresh_browser(chromium) as context:
        yield context


@contextmanager
def on_desk(browser: BrowserContext, folder: Path) -> Iterator[Page]:
    """A tab on the desk over the newsletter of `folder`."""
    with running(IssueMaker(lambda: workspace_in(folder)), folder) as desk:
        page = browser.new_page()
        try:
            page.goto(desk.address)
            yield page
        finally:
            page.close()


def room(page: Page, name: str) -> None:
    """Go to a room by its address."""
    page.goto(f"http://{urlsplit(page.url).netloc}/{name}")


def press(page: Page, words: str) -> None:
    """Press the button in the room that says `words`."""
    page.locator("main").get_by_role("button", name=words, exact=True).click()


def just_before_publishing(page: Page, other: Callable[[], object]) -> None:
    """Let another program do something between the sheet and the press of its button."""

    def step_in(route: Route) -> None:
        if route.request.method == "POST":
            other()
        route.continue_()

    page.route("**/publish", step_in)


def test_an_issue_is_published_and_opened_for_a_correction(
    browser: BrowserContext, tmp_path: Path
) -> None:
    """Each says what it does before, and what it did after."""
    folder = start(tmp_path)
    issues, day = folder / "issues", workspace_in(folder).due()
    with on_desk(browser, folder) as page:
        page.click("text=Publish…")
        sheet = page.locator("#publish")
        assert "spends its 1 article" in sheet.inner_text()
        assert sheet.get_by_role("link", name="Send a test").is_visible()
        page.click("#publish-now")
        page.wait_for_selector("#published-title")
        assert issue_status(issues, day) is Status.PUBLISHED
        assert page.inner_text("h2") == "No. 1 is published"
        page.fill("[name=reason]", "The harbour is the northern one.")
        press(page, "Reopen")
        page.wait_for_selector("#list .row")
        assert "northern one" in load_issue(issues, day).correction
        page.click("text=Publish…")
        assert "Since it went out" in page.inner_text("#publish")
        page.click("#publish-now")
        page.wait_for_selector("#published-title")
    assert issue_status(issues, day) is Status.CORRECTED


def test_who_published_under_the_editors_hand_is_said(
    browser: BrowserContext, tmp_path: Path
) -> None:
    """And nothing is done twice."""
    folder = start(tmp_path)
    workspace = workspace_in(folder)
    with on_desk(browser, folder) as page:
        room(page, "publish")
        just_before_publishing(page, lambda: publish_issue(workspace, workspace.due()))
        page.click("#publish-now")
        page.wait_for_selector("#published-title")
        assert "Another program had published it" in page.inner_text("main")


def test_a_page_that_changed_under_the_sheet_is_not_published(
    browser: BrowserContext, tmp_path: Path
) -> None:
    """The sheet says so, and shows the change."""
    folder = start(tmp_path)
    workspace = workspace_in(folder)
    with on_desk(browser, folder) as page:
        room(page, "publish")
        theirs = Rewrite(key="subject", value="Theirs")
        just_before_publishing(
            page, lambda: edit_draft(workspace, workspace.due(), lambda _: theirs)
        )
        page.click("#publish-now")
        page.wait_for_selector("#publish [role=alert]")
        assert "changed while the sheet stood here" in page.inner_text("#publish [role=alert]")
        assert "Theirs" in page.inner_text("#publish")
    assert issue_status(workspace.issues, workspace.due()) is Status.DRAFT


def test_who_starts_over_takes_it_back_in_the_history(
    browser: BrowserContext, tmp_path: Path
) -> None:
    """Which survives the desk."""
    folder = start(tmp_path)
    workspace = workspace_in(folder)
    with on_desk(browser, folder) as page:
        edit_draft(workspace, workspace.due(), lambda _: Rewrite(key="subject", value="Mine"))
        room(page, "start-over")
        press(page, "Start over")
        page.wait_for_selector("#list .row")
        assert "Mine" not in workspace.page(workspace.due()).read_text()
    with on_desk(browser, folder) as page:
        room(page, "history")
        page.click(".steps li:first-child >> text=Undo")
        page.wait_for_selector(".steps li:first-child >> text=Make it again")
    assert 'subject = "Mine"' in workspace.page(workspace.due()).read_text()


def test_reading_the_sources_names_who_is_awaited_and_stops(
    browser: BrowserContext, tmp_path: Path
) -> None:
    """What was read by then is kept."""
    folder = start(tmp_path)
    settings = folder / "newsletter.toml"
    with create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        slow = f'[[sources]]\nurl = "{address}"\nname = "Wire"\nallow_private = true\n'
        settings.write_text(settings.read_text() + slow)
        with on_desk(browser, folder) as page:
            room(page, "collect")
            assert "asks 2 sources" in page.inner_text("main")
            press(page, "Read them")
            page.wait_for_selector("text=waiting for Wire")
            press(page, "Stop")
            page.wait_for_selector("text=You stopped it before this one was read: Wire.")


def test_the_desk_speaks_the_browsers_language(browser: BrowserContext, tmp_path: Path) -> None:
    """In every word of its own."""
    assert browser.browser is not None
    german = browser.browser.new_context(locale="de-DE")
    with on_desk(german, start(tmp_path)) as page:
        room(page, "publish")
        assert page.get_attribute("html", "lang") == "de"
        assert page.inner_text("h2") == "Nr. 1 veröffentlichen?"
    german.close()
