"""The desk in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk.browser import Page, browsing
from desk.desks import FakeMaker, running, shown
from desk.newsletters import piece, start, workspace_in
from rendering.issues import plain_issue

from digest.model.findings import Finding, Severity
from digest.pipeline.issue_maker import IssueMaker, watched_paths

pytestmark = pytest.mark.browser

TITLE = f"{plain_issue().masthead.title} {plain_issue().date}"
PHONE, DESKTOP = "window[0].document", "window[1].document"
HOSTILE = (
    "Words<script>parent.document.title = 'ran'</script>"
    "<img src='/nothing' onerror='parent.document.title = 1'>"
    "<iframe src='/'></iframe><form action='/'><input type='submit' id='send'></form>"
)


@pytest.fixture
def browser(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A browser whose user prefers dark pages."""
    with browsing(chromium, tmp_path_factory.mktemp("profile")) as page:
        page.prefers("dark")
        yield page


def test_it_shows_the_mail_and_follows_its_changes(tmp_path: Path, browser: Page) -> None:
    """At both widths, in the chosen colours (the browser is dark), in its place after a reload."""
    folder = start(tmp_path)
    build = IssueMaker(lambda: workspace_in(folder), None)
    with running(build, folder, watched=lambda: watched_paths(workspace_in(folder))) as desk:
        browser.open(desk.address)
        for frame, width in ((PHONE, 375), (DESKTOP, 700)):
            browser.wait_for(f"{frame}.body.textContent.includes('Harbour opens')")
            browser.wait_for(f"{frame}.documentElement.clientWidth === {width}")
        ground = f"getComputedStyle({DESKTOP}.body).backgroundColor"
        browser.wait_for(f"{ground} === 'rgb(243, 238, 227)'")
        browser.ask("document.querySelector('[value=dark]').click()")
        browser.wait_for(f"{ground} === 'rgb(18, 21, 24)'")
        browser.wait_for("(window[1].scrollTo(0, 120), window[1].scrollY === 120)")
        piece(folder, "Harbour closes")
        browser.wait_for(f"{PHONE}.body.textContent.includes('Harbour closes')", seconds=15)
        browser.wait_for(f"{DESKTOP}.body.textContent.includes('Harbour closes')")
        browser.wait_for("window[1].scrollY === 120")


def test_a_finding_leads_to_its_place_and_nothing_in_the_mail_runs(
    tmp_path: Path, browser: Page
) -> None:
    """In both frames; a script, a handler, a frame and a form in the mail are dead."""
    finding = Finding(rule="r", severity=Severity.WARNING, block="one", message="m")
    with running(FakeMaker(lambda: shown(HOSTILE, findings=(finding,))), tmp_path) as desk:
        browser.open(desk.address)
        browser.wait_for(f"{DESKTOP}.body.textContent.includes('Words')")
        browser.wait_for("window[0].scrollY + window[1].scrollY === 0")
        browser.ask("document.querySelector('button.remark').click()")
        for number in (0, 1):
            browser.wait_for(f"window[{number}].scrollY > 1000")
        browser.ask(f"{DESKTOP}.getElementById('send').click()")
        browser.wait_for("document.getElementById('doing').textContent === ''")
        assert browser.ask("document.title") == TITLE
        assert browser.ask(f"{DESKTOP}.body.textContent.includes('Words')")
