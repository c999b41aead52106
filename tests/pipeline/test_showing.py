"""The issue of the page as it stands, with a proposal from before; nothing is selected."""

from dataclasses import replace
from pathlib import Path

import pytest
from pipeline.conftest import PIECES_DAY as DAY
from pipeline.newsletters import workspace_at

from digest.draft import find_story, page_text
from digest.errors import DraftError, NothingToPublish
from digest.model.edits import Promote, Rewrite
from digest.pipeline.build import build_issue
from digest.pipeline.edit_history import page_version
from digest.pipeline.editing import edit_draft
from digest.pipeline.proposing import Proposed, propose_issue
from digest.pipeline.publication import publish_issue
from digest.pipeline.showing import save_shown, show_issue, show_published
from digest.pipeline.workspace import Workspace


@pytest.fixture
def proposed(desk: Workspace) -> Proposed:
    """What was selected before."""
    return propose_issue(desk, DAY)


def files_of(folder: Path) -> dict[Path, bytes]:
    """Every file of pages and archive."""
    found = [*folder.glob("drafts/**/*"), *folder.glob("issues/**/*")]
    return {path: path.read_bytes() for path in found if path.is_file()}


def test_what_the_page_says_now_is_shown_and_nothing_written(
    desk: Workspace, proposed: Proposed
) -> None:
    """Until it is saved, as a build would."""
    edited = edit_draft(desk, DAY, lambda page: Promote(story=find_story(page, "ferry")))
    before = files_of(desk.folder)
    shown = show_issue(desk, proposed)
    assert shown.issue.lead is not None
    assert shown.issue.lead.headline.startswith("Ferry")
    assert shown.version == edited.version == page_version(page_text(desk.page(DAY)))
    assert shown.drafted is not None
    assert shown.drafted.is_behind
    assert files_of(desk.folder) == before
    kept = save_shown(desk, shown)
    assert (kept / "draft.toml").read_text() == page_text(desk.page(DAY))
    assert {f"images/{one.name}" for one in (kept / "images").iterdir()} == set(shown.pictures)


def test_it_is_what_a_build_makes(desk: Workspace, proposed: Proposed) -> None:
    """To the byte."""
    edit_draft(desk, DAY, lambda _: Rewrite(key="subject", value="Ours"))
    shown = show_issue(desk, proposed)
    built = build_issue(desk, DAY, offline=True)
    assert shown.rendered == built.rendered
    assert shown.findings == built.findings


def test_an_article_that_the_proposal_lacks_is_found_in_the_store(
    desk: Workspace, proposed: Proposed
) -> None:
    """And its blurb is made of it."""
    bare = replace(proposed.proposal, lead=None, sections=(), candidates=())
    shown = show_issue(desk, replace(proposed, articles={}, proposal=bare))
    assert len([*shown.issue.items]) == 4
    assert "quay11 happened." in " ".join(shown.rendered.text.split())


def test_a_page_with_a_mistake_or_none_is_told(desk: Workspace, proposed: Proposed) -> None:
    """With its line."""
    page = desk.page(DAY)
    page.write_text(f"{page_text(page)}oh = ")
    with pytest.raises(DraftError, match=r"08-09\.toml:\d+"):
        show_issue(desk, proposed)
    page.unlink()
    with pytest.raises(DraftError, match="cannot be read"):
        show_issue(desk, proposed)


def test_a_thin_week_is_none_on_the_desk_either(desk: Workspace, proposed: Proposed) -> None:
    """Where newsletter.toml has nothing go out then."""
    settings = desk.folder / "newsletter.toml"
    settings.write_text(f'{settings.read_text()}[weeks]\nmin_items = 9\nthin = "carry"\n')
    with pytest.raises(NothingToPublish, match="Thin week: 4 of at least 9"):
        show_issue(workspace_at(desk.folder, DAY), proposed)


def test_a_long_issue_is_fitted_as_a_build_fits_it(desk: Workspace, proposed: Proposed) -> None:
    """Also when it is known how many items were left out before."""
    size = len(show_issue(desk, proposed).rendered.html.encode())
    settings = desk.folder / "newsletter.toml"
    settings.write_text(f"{settings.read_text()}[weeks]\nmax_bytes = {size - 100}\n")
    small = workspace_at(desk.folder, DAY)
    shown = show_issue(small, proposed)
    assert len([*shown.issue.items]) == 3
    again = show_issue(small, proposed, before=shown)
    assert again.rendered == shown.rendered
    assert again.notes == shown.notes


def test_a_published_issue_is_shown_from_its_files(desk: Workspace) -> None:
    """Whatever the page says since."""
    built = build_issue(desk, DAY, offline=True)
    publish_issue(desk, DAY)
    edit_draft(desk, DAY, lambda _: Rewrite(key="subject", value="Too late"))
    shown = show_published(desk, DAY)
    assert (shown.drafted, shown.version) == (None, "")
    assert shown.rendered.html == built.rendered.html
    assert shown.pictures == built.shown.pictures
