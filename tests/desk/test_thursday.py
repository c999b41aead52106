"""An editor's Thursday, in a real browser: by mouse, and by keyboard alone."""

from pathlib import Path

import pytest
from desk.thursday import at_the_desk
from pipeline.newsletters import write_piece
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LINKED = "It is in [the plan](https://plan.example/1) for the year."


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

        cut = editor.clip_line()
        for words in (seventh, eighth):
            editor.row(words).hover()
            editor.row(words).get_by_role("button", name="Drop").click()
            expect(editor.row(words)).to_have_count(0)

        editor.select(third)
        page.get_by_label("It is one story with").select_option(editor.id_of(fourth))
        page.get_by_role("button", name="Join them").click()
        expect(editor.row(fourth)).to_have_count(0)

        editor.in_mail(third).get_by_text(third).first.click()
        editor.box("headline").fill("Rewritten by hand")
        page.get_by_role("button", name="Save").click()
        expect(editor.row("Rewritten by hand")).to_be_visible()
        expect(editor.mail.get_by_text("Rewritten by hand")).to_be_visible()
        assert editor.clip_line() != cut

        page.get_by_role("link", name="Write an item of your own").click()
        editor.box("headline").fill("Plans of our own")
        editor.box("blurb").fill(LINKED)
        page.get_by_role("button", name="Add it").click()
        expect(editor.row("Plans of our own")).to_be_visible()
        expect(editor.mail.locator("a[href='https://plan.example/1']")).to_be_visible()

        for words in ("Plans", "Rewritten"):
            page.get_by_role("button", name="Undo").click()
            expect(editor.row(words)).to_have_count(0)
        page.get_by_role("button", name="Undo").click()
        expect(editor.row(fourth)).to_be_visible()

        write_piece(tmp_path, "Windmill", "2024-08-08")
        page.get_by_role("link", name="New").click()
        page.get_by_role("button", name="Accept").first.click()
        page.get_by_role("link", name="Page").click()
        expect(editor.row("Windmill")).to_be_visible()

        page.get_by_role("link", name="Dark").click()
        page.locator("#parts-menu summary").click()
        page.get_by_role("link", name="Images off").click()
        expect(page.locator("#mail")).to_have_attribute("src", "colours=dark&parts=no-images")

        page.get_by_role("link", name="Publish").click()
        page.locator("#publish-now").click()
        expect(editor.row("Windmill")).to_be_visible()
        assert editor.faults == []
