"""The desk's own page under its policy, in a real Chromium."""

from collections.abc import Iterator

import pytest
from desk.chromium import fresh_browser
from desk.desks import running
from desk.newsletters import start, workspace_in
from playwright.sync_api import Error, Page

from digest.pipeline.issue_maker import IssueMaker

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A tab on the desk of a real newsletter, which remembers that it was not loaded anew."""
    folder = start(tmp_path_factory.mktemp("newsletter"))
    with fresh_browser(chromium) as browser:
        page = browser.new_page()
        with running(IssueMaker(lambda: workspace_in(folder), None), folder) as desk:
            page.goto(desk.address)
            page.evaluate("window.same = true")
            yield page


def test_it_swaps_its_parts_and_breaks_no_rule(page: Page) -> None:
    """A link and a form are answered in place, and the console stays silent."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.evaluate(
        "addEventListener('securitypolicyviolation', (one) => console.log(one.blockedURI))"
    )
    page.click("a[href*='width=desktop']")
    page.wait_for_url("**width=desktop**")
    page.locator("button[value^='drop:']").first.evaluate("button => button.click()")
    page.wait_for_selector("button[value='undo']:not([disabled])")
    assert page.evaluate("window.same")
    assert said == []


@pytest.mark.parametrize(
    "attempt",
    [
        "document.body.innerHTML = '<img src=x onerror=same=0>'",
        "document.body.insertAdjacentHTML('beforeend', '<p>')",
        "document.createElement('script').src = '/static/desk.js'",
        "document.createElement('iframe').srcdoc = '<p>'",
        "trustedTypes.createPolicy('other', {})",
        "setTimeout('same = 0')",
        "document.createRange().createContextualFragment('<p>')",
    ],
)
def test_the_browser_makes_no_elements_or_code_of_text(page: Page, attempt: str) -> None:
    """Where a fault of ours would put a stranger's words into the page as HTML, nothing is made."""
    with pytest.raises(Error, match="TypeError"):
        page.evaluate(f"() => {{ {attempt} }}")
    assert page.evaluate("window.same")
