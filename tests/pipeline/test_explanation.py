"""Why a story leads, over the page as the editor left it."""

from datetime import date
from pathlib import Path

import pytest
from pipeline.newsletters import newsletter_in, workspace_at, write_piece

from digest.pipeline.build import build_issue
from digest.pipeline.explanation import explain_story
from digest.pipeline.workspace import Workspace

DAY = date(2024, 8, 2)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A week with a lead and a rival, built."""
    newsletter_in(tmp_path, "\n[ranking]\nsubstance = 0.5\n")
    long = " ".join(f"Paragraph {number} of the harbour's story." for number in range(300))
    write_piece(tmp_path, "Harbour", "2024-07-29", text=long)
    write_piece(tmp_path, "Bridge", "2024-08-01")
    workspace = workspace_at(tmp_path, DAY)
    build_issue(workspace, DAY)
    return workspace


def test_what_the_program_chose_another_weight_would_change(workspace: Workspace) -> None:
    """The page is as the program wrote it."""
    assert explain_story(workspace, DAY, "").swaps


def test_no_weight_moves_what_the_editor_put_first(workspace: Workspace) -> None:
    """On a page that was edited every pick is the editor's."""
    page = workspace.page(DAY)
    page.write_text(page.read_text().replace('headline = "', 'headline = "Better ', 1))
    explained = explain_story(workspace, DAY, "")
    assert explained.place == "lead"
    assert explained.swaps == ()
    assert explained.reasons == ("it leads the page that you edited",)


def test_an_item_of_the_editors_own_that_leads_is_named(workspace: Workspace) -> None:
    """The proposal has another lead, of which nobody asks."""
    page = workspace.page(DAY)
    own = '[[story]]\nsection = "lead"\nheadline = "From the editor"\n\n[[story]]'
    text = page.read_text().replace('section = "lead"', 'section = "other"', 1)
    page.write_text(text.replace("\n[[story]]", f"\n{own}", 1))
    explained = explain_story(workspace, DAY, "")
    assert (explained.place, explained.story) == ("lead", None)
    assert explained.reasons == ("an item of your own leads the page",)
