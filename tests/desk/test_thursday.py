"""An editor's Thursday, in a real browser: by mouse, and by keyboard alone."""

import re
from pathlib import Path

import pytest
from desk.thursday import Editor, at_the_desk
from pipeline.newsletters import write_piece
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LINKED = "It is in [the plan](https://plan.example/1) for the year."
WITHOUT_IMAGES = re.compile("dark&parts=no-images")


def test_by_mouse(tmp_path: Path, chromium: str) -> None:
    """Ask why, promote, drop, join, rewrite, add, undo, take in, look, publish."""
    with at_the_desk(chromium, tmp_path) as editor:
        page = editor.page
        _first, second, third, fourth, *_others, seventh, eighth = editor.headlines()
        expect(page.locator("#why .sum .figure")).not_to_be_empty()
        editor.select(second)
        page.get_by_role("button", name="Make it the lead").click()
        expect(editor.rows.first).to_contain_text(second)
        expect(editor.state).to_contain_text("the lead")
        for words in (seventh, eighth):
            editor.row(words).hover()
            editor.row(words).get_by_role("button", name="Drop").click()
            expect(editor.row(words)).to_have_count(0)

        rewrite_by_mouse(editor, third, fourth)
        undo_by_mouse(editor, fourth)
        look_by_mouse(editor)
        page.get_by_role("link", name="Publish").click()
        page.locator("#publish-now").click()
        expect(editor.state).to_contain_text("Published")
        check_disk(editor, lead=second, printed={third, fourth}, dropped={seventh, eighth})


def rewrite_by_mouse(editor: Editor, third: str, fourth: str) -> None:
    """Join two stories, rewrite the headline in the mail, and add an item that leads elsewhere."""
    page = editor.page
    joined = editor.id_of(fourth)
    editor.select(third)
    page.get_by_label("It is one story with").select_option(joined)
    page.get_by_role("button", name="Join them").click()
    expect(editor.row(fourth)).to_have_count(0)
    # The mail follows the list.
    expect(editor.mail.locator(f"#item-{joined}")).to_have_count(0)
    editor.rest()
    cut = editor.clip_line()
    editor.in_mail(third).get_by_text(third).first.click()
    editor.box("headline").fill("Rewritten by hand")
    page.get_by_role("button", name="Save").click()
    expect(editor.row("Rewritten by hand")).to_be_visible()
    expect(editor.mail.get_by_text("Rewritten by hand")).to_be_visible()

    page.get_by_role("link", name="Write an item of your own").click()
    editor.box("headline").fill("Plans of our own")
    editor.box("blurb").fill(LINKED)
    page.get_by_role("button", name="Add it").click()
    expect(editor.row("Plans of our own")).to_be_visible()
    expect(editor.mail.locator("a[href='https://plan.example/1']")).to_be_visible()
    editor.rest()
    assert editor.clip_line() != cut


def undo_by_mouse(editor: Editor, fourth: str) -> None:
    """Take back three edits, the newest first; then take in what came since."""
    undo = editor.page.get_by_role("button", name="Undo")
    for words in ("Plans", "Rewritten"):
        undo.click()
        expect(editor.row(words)).to_have_count(0)
    undo.click()
    expect(editor.row(fourth)).to_be_visible()
    write_piece(editor.folder, "Windmill", "2024-08-08")
    editor.page.get_by_role("link", name="New").click()
    editor.page.get_by_role("button", name="Accept").first.click()
    editor.page.get_by_role("link", name="Page").click()
    expect(editor.row("Windmill")).to_be_visible()


def look_by_mouse(editor: Editor) -> None:
    """In the dark and without pictures."""
    dark = editor.page.get_by_role("link", name="Dark")
    dark.click()
    expect(dark).to_have_attribute("aria-current", "true")
    editor.page.locator("#parts-menu summary").click()
    editor.page.get_by_role("link", name="Images off").click()
    expect(editor.page.locator("#mail")).to_have_attribute("src", WITHOUT_IMAGES)


def test_by_keyboard(tmp_path: Path, chromium: str) -> None:
    """The same; the focus is never lost, and keys may come faster than answers."""
    with at_the_desk(chromium, tmp_path) as editor:
        _first, second, third, fourth, fifth, sixth, *_others = editor.headlines()
        editor.press("ArrowDown", "l")
        expect(editor.rows.first).to_contain_text(second)
        assert editor.focus().startswith("story-")
        editor.select_by_keys(fifth)
        editor.press("Delete", "Delete")
        expect(editor.row(sixth)).to_have_count(0)
        expect(editor.row(fifth)).to_have_count(0)
        assert editor.focus().startswith("story-")

        editor.select_by_keys(third)
        editor.tab_to("other")
        editor.page.keyboard.type(fourth)
        editor.press("Tab", "Enter")
        expect(editor.row(fourth)).to_have_count(0)
        editor.select_by_keys(third)
        editor.press("Enter")
        expect(editor.box("headline")).to_be_focused()
        editor.press("Control+a")
        editor.page.keyboard.type("Rewritten by keys")
        editor.press("Control+Enter")
        expect(editor.row("Rewritten by keys")).to_be_visible()
        assert editor.focus().startswith("story-")

        editor.command("write an item")
        expect(editor.box("headline")).to_be_focused()
        editor.page.keyboard.type("Plans of our own")
        editor.press("Tab")
        editor.page.keyboard.type(LINKED)
        editor.press("Control+Enter")
        expect(editor.row("Plans of our own")).to_be_visible()
        editor.press("Control+z", "Control+z", "Control+z")
        expect(editor.row(fourth)).to_be_visible()
        assert editor.focus() != "BODY"

        write_piece(tmp_path, "Windmill", "2024-08-08")
        expect(editor.page.get_by_role("link", name=re.compile("New .*1"))).to_be_visible()
        editor.command("since your last visit")
        editor.page.get_by_role("heading", name="Windmill").wait_for()
        editor.press("a", "Escape")
        expect(editor.row("Windmill")).to_be_visible()
        editor.press("d", "i")
        expect(editor.page.locator("#mail")).to_have_attribute("src", WITHOUT_IMAGES)
        editor.command("publish")
        editor.page.locator("#publish-now").wait_for()
        editor.tab_to("publish-now")
        editor.press("Enter")
        expect(editor.state).to_contain_text("Published")
        check_disk(editor, lead=second, printed={third, fourth}, dropped={fifth, sixth})


def check_disk(editor: Editor, *, lead: str, printed: set[str], dropped: set[str]) -> None:
    """Page, issue and archive say what the desk said, and the browser complained of nothing."""
    found = editor.printed_on_disk()
    assert found[0] == lead
    assert len(found) == len(set(found))
    assert {"Windmill", *printed} <= set(found)
    assert not {*dropped, "Plans", "Rewritten"} & set(found)
    assert editor.printed_by_page() == found
    assert lead in (editor.folder / "issues" / "index.html").read_text()
    assert editor.faults == []
