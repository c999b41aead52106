"""Every view and dialog of the desk, as axe-core and a ruler see it: WCAG 2.2 AA, in both schemes.

What came from strangers, the mail's frame, is not the desk's to answer for.
"""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk.chromium import fresh_browser
from desk.desks import running
from desk.newsletters import search_in, workspace_in
from pipeline.newsletters import newsletter_in
from playwright.sync_api import Page, ViewportSize

from digest.desk.app import ROOMS
from digest.desk.desk import Desk
from digest.desk.live import LiveIssue
from digest.pipeline.issue_maker import IssueMaker

pytestmark = pytest.mark.browser

SAMPLE = Path(__file__).parents[2]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING: Mapping[str, object] = {"type": "tag", "values": TAGS}
COLOURS: Mapping[str, object] = {"type": "rule", "values": ["color-contrast"]}
LEAST = 24
"""CSS pixels of a target (WCAG 2.2, 2.5.8)."""

WIDE: ViewportSize = {"width": 1440, "height": 900}
NARROWER: dict[str, ViewportSize] = {
    "a small laptop": {"width": 1024, "height": 768},
    "a tablet": {"width": 768, "height": 1024},
    "a laptop at 200 %": {"width": 720, "height": 450},
}
PLACES = (
    "/?open=texts&about=article",
    "/?open=move",
    "/?open=subject",
    "/?open=own",
    "/?about=findings",
    "/?about=size",
    "/?list=new",
    "/?list=left-out",
    "/?list=find&q=Ukraine",
    "/?width=glance",
    "/?width=desktop&colours=dark",
    "/?parts=text",
    "/?parts=order",
    "/?parts=changes",
)
ARABIC = (
    "---\ntitle: ميناء الشمال يفتح أبوابه من جديد\ndate: 2024-08-08\n"
    "url: https://example.org/1\n---\n\nفتح الميناء أبوابه يوم الخميس بعد أسبوع من الإغلاق.\n"
)
SMALL = """least => [...document.querySelectorAll("a[href],button,summary,select,input,textarea")]
  .filter(one => one.checkVisibility({visibilityProperty: true}))
  .filter(one => !one.closest("p,li,td,label,h2,h3"))
  .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
  .filter(([_, box]) => box.width && (box.width < least || box.height < least))
  .map(([html, box]) => `${html} ${box.width} x ${box.height}`)"""


def rooms() -> list[str]:
    """The addresses of all rooms, so that a new one is looked at, too."""
    desk = Desk(
        live=LiveIssue(IssueMaker(lambda: workspace_in(SAMPLE))),
        open_workspace=lambda: workspace_in(SAMPLE),
        search=lambda: search_in(SAMPLE),
    )
    routes = [route for room in ROOMS for route in room.routes(desk)]
    return [one.path for one in routes if "GET" in (one.methods or ()) and "{" not in one.path]


REVIEW = '\n[review]\nthen = "publish"\nwindow = "3 hours"\n'
"""So that the bar has all that it can have."""

VIEWS = [*dict.fromkeys((*rooms(), *PLACES))]


def sample_in(folder: Path, settings: str = "") -> Path:
    """The sample newsletter, with earlier issues."""
    for name in ("articles", "issues"):
        shutil.copytree(SAMPLE / name, folder / name)
    text = (SAMPLE / "newsletter.toml").read_text("utf-8")
    (folder / "newsletter.toml").write_text(text + settings)
    return folder


@pytest.fixture(scope="module")
def page(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A tab of a desk, let in."""
    folder = sample_in(tmp_path_factory.mktemp("sample"), REVIEW)
    maker = IssueMaker(lambda: workspace_in(folder))
    with fresh_browser(chromium) as browser, running(maker, folder) as desk:
        tab = browser.new_page()
        tab.goto(desk.address)
        yield tab


def go(page: Page, view: str) -> None:
    """To a view of the desk, at the size of a laptop."""
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    page.goto(f"http://{urlsplit(page.url).netloc}{view}")
    page.wait_for_selector("#desk")


def faults(page: Page, only: Mapping[str, object] = EVERYTHING) -> list[str]:
    """What axe finds, in a line each."""
    found = Axe().run(page, options={"runOnly": only, "iframes": False}).response
    assert found["passes"]
    return [
        f"{one['id']}: {[node['target'] for node in one['nodes'][:3]]}"
        for one in found["violations"]
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_has_no_barrier(page: Page, view: str) -> None:
    """In light and dark; nothing is wider than a window, and no button smaller than a finger."""
    go(page, view)
    assert faults(page) == []
    assert page.evaluate(SMALL, LEAST) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page, COLOURS) == []
    for name, size in NARROWER.items():
        page.set_viewport_size(size)
        page.wait_for_timeout(100)
        wide, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= room, name


def test_the_menus_and_the_palette_have_no_barrier(page: Page) -> None:
    """Opened as the keyboard does."""
    go(page, "/")
    for menu in ("#issue-menu", "#parts-menu"):
        page.focus(f"{menu} > summary")
        page.keyboard.press("Enter")
        page.wait_for_selector(f"{menu}[open]")
        assert faults(page) == [], menu
    page.keyboard.press("Control+k")
    page.wait_for_selector("#palette[open]")
    assert faults(page) == []
    page.keyboard.press("Escape")


def test_a_newsletter_from_right_to_left_keeps_the_desk_in_order(
    page: Page, tmp_path: Path
) -> None:
    """Its headlines run their own way, in the language that they are marked with."""
    folder = newsletter_in(tmp_path)
    settings = folder / "newsletter.toml"
    settings.write_text(
        settings.read_text().replace("[newsletter]", '[newsletter]\nlanguage = "ar"', 1)
    )
    (folder / "articles" / "one.md").write_text(ARABIC, encoding="utf-8")
    maker = IssueMaker(lambda: workspace_in(folder))
    with running(maker, folder) as desk, page.context.new_page() as tab:
        tab.goto(desk.address)
        tab.wait_for_selector(".row .head")
        direction = "one => getComputedStyle(one).direction"
        assert tab.eval_on_selector(".row .head", direction) == "rtl"
        assert tab.eval_on_selector("#desk", direction) == "ltr"
        assert faults(tab) == []
        go(tab, "/publish")
        assert tab.eval_on_selector(".facts .serif", direction) == "rtl"
        assert faults(tab) == []
