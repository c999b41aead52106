"""A real Chromium, driven by Playwright."""

from collections.abc import Iterator
from contextlib import contextmanager

from desk.browser import FLAGS
from playwright.sync_api import BrowserContext, Frame, Page, sync_playwright

ARGUMENTS = [flag for flag in FLAGS if "debugging" not in flag]


@contextmanager
def fresh_browser(executable: str) -> Iterator[BrowserContext]:
    """A browser that was nowhere yet and prefers dark pages."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        try:
            yield browser.new_context(color_scheme="dark")
        finally:
            browser.close()


def mail_frame(page: Page, words: str) -> Frame:
    """The frame of the mail, once it shows `words` and has taken its place."""
    page.frame_locator("#mail").get_by_text(words).first.wait_for(state="attached")
    frame = page.query_selector("#mail")
    inside = frame.content_frame() if frame else None
    assert inside is not None
    return inside
