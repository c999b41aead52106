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


def mail_frames(page: Page, words: str) -> list[Frame]:
    """The frames of the mail, once all of them show `words`."""
    page.wait_for_selector("iframe", state="attached")
    wanted = page.locator("iframe").count()
    for _ in range(200):
        frames = [frame for frame in page.frames if frame.parent_frame == page.main_frame]
        if len(frames) == wanted:
            break
        page.wait_for_timeout(50)
    for frame in frames:
        frame.wait_for_function("words => document.body?.textContent.includes(words)", arg=words)
    return frames
