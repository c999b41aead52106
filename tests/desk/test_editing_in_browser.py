"""Editing in a real browser: dragging, without script, in two tabs, beside other programs."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from desk.chromium import fresh_browser
from desk.desks import RunningDesk
from desk.newsletters import workspace_in
from desk.thursday import Editor, desk_over, week_in
from playwright.sync_api import BrowserContext, Route, expect

from digest.archive.contents import issue_status
from digest.model.issues import Status

pytestmark = pytest.mark.browser

Sit = Callable[[], Editor]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A newsletter's folder and its desk."""

    folder: Path
    desk: RunningDesk


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Week]:
    """One for all of them: each leaves as many stories as it found."""
    folder = week_in(tmp_path_factory.mktemp("week"))
    with desk_over(folder) as desk:
        yield Week(folder=folder, desk=desk)


@pytest.fixture(scope="module")
def browser(week: Week, chromium: str) -> Iterator[BrowserContext]:
    """A browser, opened when the week stands: its own loop is in the way of making one."""
    assert week.folder.is_dir()
    with fresh_browser(chromium) as context:
        yield context


@pytest.fixture
def sit(week: Week, browser: BrowserContext) -> Iterator[Sit]:
    """Open the desk in another tab; all of them are closed in the end."""
    editors: list[Editor] = []

    def sit_down() -> Editor:
        editor = Editor(browser.new_page(), week.folder)
        editors.append(editor)
        editor.page.set_viewport_size({"width": 1440, "height": 900})
        editor.open(week.desk.address)
        return editor

    yield sit_down
    for editor in editors:
        editor.page.close()


def test_a_story_is_dragged_to_another_place(sit: Sit) -> None:
    """Below the one in whose lower half it is let go."""
    editor = sit()
    one, two, three = editor.headlines()[1:4]
    target = editor.row(three).bounding_box()
    assert target is not None
    lower = target["height"] - 4
    editor.row(one).locator(".head").drag_to(
        editor.row(three), target_position={"x": 60, "y": lower}
    )
    expect(editor.rows.nth(3)).to_contain_text(one)
    assert editor.headlines()[1:4] == [two, three, one]


def test_another_tab_follows(sit: Sit) -> None:
    """What one drops goes from the other, and comes back to both."""
    here, there = sit(), sit()
    dropped = here.headlines()[-1]
    here.select(dropped)
    here.press("Delete")
    expect(there.row(dropped)).to_have_count(0)
    there.page.get_by_role("button", name="Undo").click()
    expect(here.row(dropped)).to_be_visible()
    expect(there.row(dropped)).to_be_visible()


def test_a_mail_on_its_way_comes_whatever_else_is_done(sit: Sit) -> None:
    """Its first answer is never sent; going to another story meanwhile asks for it again."""
    editor = sit()
    held: list[Route] = []
    editor.page.route(
        re.compile(r"/mail\?.*no-images"),
        lambda route: route.continue_() if held else held.append(route),
    )
    editor.press("i")
    expect(editor.page.locator("iframe.coming")).to_be_attached()
    editor.select(editor.headlines()[2])
    expect(editor.page.locator("#mail")).to_have_attribute("src", re.compile("no-images"))


def test_back_leads_to_what_was_selected_before(sit: Sit) -> None:
    """Step by step."""
    editor = sit()
    _first, second, third = editor.headlines()[:3]
    editor.select(second)
    editor.select(third)
    editor.page.go_back()
    expect(editor.selected.locator(".head")).to_contain_text(second)


def test_a_page_saved_elsewhere_shows_and_leaves_an_open_box_alone(sit: Sit) -> None:
    """Both headlines are printed in the end."""
    editor = sit()
    mine, theirs = editor.headlines()[2:4]
    write(editor, mine, "Half a sentence")
    editor.save_elsewhere(f'headline = "{theirs} ', f'headline = "Elsewhere {theirs} ')
    expect(editor.row("Elsewhere")).to_be_visible()
    expect(editor.box("headline")).to_have_value("Half a sentence")
    editor.press("Control+Enter")
    expect(editor.row("Half a sentence")).to_be_visible()
    assert {"Half", "Elsewhere"} <= set(editor.headlines())


def test_a_question_stays_though_news_came_before_it(sit: Sit) -> None:
    """Another story is saved elsewhere between the form and its answer."""
    editor = sit()
    title, other = editor.headlines()[1:3]
    write(editor, title, "Mine")
    editor.save_elsewhere(f'headline = "{title} ', f'headline = "Hers {title} ')
    expect(editor.row("Hers")).to_be_visible()

    def answer_late(route: Route) -> None:
        answer = route.fetch()
        editor.save_elsewhere(f'headline = "{other} ', f'headline = "News {other} ')
        time.sleep(1.5)
        route.fulfill(response=answer)

    editor.page.route("**/edits", answer_late)
    editor.press("Control+Enter")
    expect(editor.page.locator("#conflict-title")).to_be_visible()
    editor.page.wait_for_timeout(700)
    expect(editor.page.locator("#conflict-title")).to_be_visible()


@pytest.mark.parametrize(("key", "begins"), [("1", "Mine"), ("2", "Theirs"), ("3", "")])
def test_a_conflict_is_settled_by_a_key(sit: Sit, key: str, begins: str) -> None:
    """Mine, the page's, the article's; each of another story."""
    editor = sit()
    title = editor.headlines()[3 + int(key)]
    story = editor.id_of(title)
    write(editor, title, "Mine")
    editor.save_elsewhere(f'headline = "{title} ', f'headline = "Theirs {title} ')
    expect(editor.row("Theirs")).to_be_visible()
    editor.press("Control+Enter")
    expect(editor.page.locator("#conflict-title")).to_be_visible()
    editor.press(key)
    head = editor.page.locator(f"#story-{story} .head")
    expect(head).to_have_text(re.compile(f"^{begins or title}"))


def write(editor: Editor, title: str, words: str) -> None:
    """Open the story by its key and write a headline, without saving it."""
    editor.select(title)
    editor.press("Enter")
    expect(editor.box("headline")).to_be_focused()
    editor.box("headline").fill(words)


def test_unsaved_words_survive_a_reload_and_another_desk(
    tmp_path: Path, browser: BrowserContext
) -> None:
    """On the same port, whose tab is still open."""
    folder = week_in(tmp_path)
    editor = Editor(browser.new_page(), folder)
    with desk_over(folder) as desk:
        port = desk.port
        editor.open(desk.address)
        title = editor.headlines()[1]
        write(editor, title, "Not saved yet")
        editor.page.reload()
        expect(editor.box("headline")).to_have_value("Not saved yet")
    with desk_over(folder, port=port) as desk:
        editor.open(desk.address)
        editor.select(title)
        editor.press("Enter")
        expect(editor.box("headline")).to_have_value("Not saved yet")
    editor.page.close()


def test_without_script_all_is_done_by_full_pages(tmp_path: Path, browser: BrowserContext) -> None:
    """Move, drop, rewrite, undo, publish."""
    assert browser.browser is not None
    plain = browser.browser.new_context(java_script_enabled=False)
    folder = week_in(tmp_path)
    editor = Editor(plain.new_page(), folder)
    page = editor.page
    with desk_over(folder) as desk:
        editor.open(desk.address)
        second, third, fourth = editor.headlines()[1:4]
        editor.select(second)
        page.locator(f"#down-{editor.id_of(second)}").click()
        expect(editor.rows.nth(2)).to_contain_text(second)
        editor.select(fourth)
        page.locator(f"#drop-{editor.id_of(fourth)}").click()
        expect(editor.row(fourth)).to_have_count(0)
        editor.select(third)
        page.locator("a[data-key=Enter]").click()
        editor.box("headline").fill("Written without script")
        page.get_by_role("button", name="Save").click()
        expect(editor.row("Written without script")).to_be_visible()
        page.get_by_role("button", name="Undo").click()
        expect(editor.row(third)).to_be_visible()
        page.get_by_role("link", name="Publish").click()
        page.locator("#publish-now").click()
        expect(editor.state).to_contain_text("Published")
    plain.close()
    workspace = workspace_in(folder)
    assert issue_status(workspace.issues, workspace.due()) is Status.PUBLISHED
    assert editor.printed_on_disk()[1:3] == [third, second]
    assert editor.printed_by_page() == editor.printed_on_disk()
