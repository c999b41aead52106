"""A real Chromium, driven by Playwright."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Literal

from desk.browser import FLAGS
from playwright.sync_api import BrowserContext, Error, Frame, Page, sync_playwright

ARGUMENTS = [flag for flag in FLAGS if "debugging" not in flag]


@contextmanager
def fresh_browser(
    executable: str, *, scheme: Literal["dark", "light"] = "dark"
) -> Iterator[BrowserContext]:
    """A browser that was nowhere yet and prefers pages of that colour scheme, and no motion."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        try:
            yield browser.new_context(color_scheme=scheme, reduced_motion="reduce")
        finally:
            browser.close()


def mail_frames(page: Page, words: str, *, seconds: float = 20) -> list[Frame]:
    """The frames of the mail, once all of them show `words`; raises TimeoutError.

    A frame whose address changes is gone for a moment, as another process takes it over.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        frames = [frame for frame in page.frames if frame.parent_frame == page.main_frame]
        with suppress(Error):
            found = [words in frame.inner_text("body") for frame in frames]
            if all(found) and len(found) == page.locator("iframe").count() > 0:
                return frames
        page.wait_for_timeout(50)
    raise TimeoutError(words)


def mail_frame(page: Page, words: str) -> Frame:
    """The frame of the mail, once it shows `words` and has taken its place."""
    page.frame_locator("#mail").get_by_text(words).first.wait_for(state="attached")
    frame = page.query_selector("#mail")
    inside = frame.content_frame() if frame else None
    assert inside is not None
    return inside
