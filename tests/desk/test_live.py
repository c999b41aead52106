"""A real newsletter on the desk: a change on disk is in the mail seconds later."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk.desks import RunningDesk, running
from desk.newsletters import piece, start, workspace_in

from digest.pipeline.issue_maker import IssueMaker, watched_paths

LIMIT = 15.0
"""Seconds from a change on disk to the page that shows it; on an idle machine it takes one."""

NEW_SOURCE = """
[[sources]]
path = "letters/*.md"
name = "Letters"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter of one piece."""
    return start(tmp_path)


@pytest.fixture
def desk(folder: Path) -> Iterator[RunningDesk]:
    """Its desk."""
    maker = IssueMaker(lambda: workspace_in(folder), None)
    with running(maker, folder, watched=lambda: watched_paths(workspace_in(folder))) as desk:
        yield desk


def test_a_change_of_each_kind_of_file_is_shown(folder: Path, desk: RunningDesk) -> None:
    """A local piece, the settings, a template that was not there, and the draft page."""

    def shown(words: str) -> bool:
        end = time.monotonic() + LIMIT
        while words not in desk.content("/mail").body:
            if time.monotonic() > end:
                return False
            time.sleep(0.1)
        return True

    assert shown("Harbour opens")
    piece(folder, "Harbour closes")
    assert shown("Harbour closes")
    settings = folder / "newsletter.toml"
    settings.write_text(settings.read_text().replace("Test Weekly", "Fresh Weekly"))
    assert shown("Fresh Weekly")
    (folder / "templates" / "partials").mkdir(parents=True)
    own = "<mj-section><mj-column><mj-text>Own masthead</mj-text></mj-column></mj-section>"
    (folder / "templates" / "partials" / "_masthead.mjml.j2").write_text(own)
    assert shown("Own masthead")
    page = folder / "drafts" / "2024-08-09.toml"
    text = page.read_text()
    page.write_text(text.replace('headline = "Harbour closes"', 'headline = "From the page"'))
    assert shown("From the page")


def test_a_source_added_to_the_settings_is_watched_and_its_bad_piece_named(
    folder: Path, desk: RunningDesk
) -> None:
    """Though its folder is made only afterwards; the other pieces are still shown."""
    settings = folder / "newsletter.toml"
    with desk.listening() as event:
        settings.write_text(settings.read_text() + NEW_SOURCE)
        while "there is no file" not in desk.get("/").body:
            event("built")
        (folder / "letters").mkdir()
        (folder / "letters" / "bad.md").write_text("---\ntitle: [unclosed\n---\n\nWords.\n")
        while "bad.md" not in (body := desk.get("/").body):
            event("built")
    assert 'role="alert"' not in body
    assert "Harbour opens" in desk.content("/mail").body
