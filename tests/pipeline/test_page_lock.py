"""Who waits for whom: an edit for no long run, and a merge writes over nobody's text."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from pipeline.conftest import PIECES_DAY as DAY
from pipeline.newsletters import write_piece

from digest.draft import find_story, page_text
from digest.lock import hold_lock, hold_pages
from digest.model.edits import Drop, Rewrite
from digest.pipeline.collection import collect_articles
from digest.pipeline.drafts import draft_issue
from digest.pipeline.editing import edit_draft, redo_edit, undo_edit
from digest.pipeline.workspace import Workspace

LONG_ENOUGH = 0.6
"""Seconds in which a small newsletter is selected, and then waits for its page."""


def test_an_edit_waits_for_no_run_that_holds_the_newsletter(desk: Workspace) -> None:
    """A collection may take minutes."""
    with hold_lock(desk.folder):
        edit_draft(desk, DAY, lambda page: Drop(story=find_story(page, "ferry")))
        undo_edit(desk, DAY)
        redo_edit(desk, DAY)
    assert "dropped" in page_text(desk.page(DAY))


@contextmanager
def while_pages_are_held(desk: Workspace, work: Callable[[], object]) -> Iterator[None]:
    """Begin `work` in another thread, which cannot write a page before the `with` block ends."""
    thread = threading.Thread(target=work)
    with hold_pages(desk.folder):
        thread.start()
        time.sleep(LONG_ENOUGH)
        yield
    thread.join()


def test_two_edits_at_once_are_made_one_after_the_other(desk: Workspace) -> None:
    """Both are on the page."""

    def edit(key: str) -> None:
        edit_draft(desk, DAY, lambda _: Rewrite(key=key, value=f"My {key}"))

    keys = ("subject", "preheader")
    threads = [threading.Thread(target=edit, args=[key]) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(f'{key} = "My {key}"' in page_text(desk.page(DAY)) for key in keys)


@pytest.mark.parametrize("before", ["My preheader", ""])
def test_a_page_saved_while_a_draft_is_made_is_read_again(before: str, desk: Workspace) -> None:
    """Whether it was edited before or is still the program's own."""
    edit_draft(desk, DAY, lambda _: Rewrite(key="preheader", value=before))
    write_piece(desk.folder, "Lock", "2024-08-07")
    collect_articles(desk, offline=True)
    with while_pages_are_held(desk, lambda: draft_issue(desk, DAY, merge=True)):
        text = page_text(desk.page(DAY))
        desk.page(DAY).write_text(text.replace('subject = ""', 'subject = "Meanwhile"'))
    after = page_text(desk.page(DAY))
    assert 'subject = "Meanwhile"' in after
    assert "Lock lock0" in after


def test_a_page_that_somebody_makes_while_the_first_is_written_stays(desk: Workspace) -> None:
    """It is theirs from the start."""
    page = desk.page(DAY)
    theirs = page_text(page).replace('subject = ""', 'subject = "Theirs"')
    page.unlink()
    with while_pages_are_held(desk, lambda: draft_issue(desk, DAY)):
        page.write_text(theirs)
    assert page_text(page) == theirs
