"""What is frozen is what the editor wrote and what was built of it."""

from datetime import date

import pytest
from pipeline.newsletters import newsletter_in, workspace_at

from digest.archive.contents import issue_status
from digest.errors import RenderError, StorageError, UsageError
from digest.model.issues import Status
from digest.pipeline.build import build_issue
from digest.pipeline.issue_check import reason_to_rebuild
from digest.pipeline.publication import correct_issue, publish_issue
from digest.pipeline.website import push_site
from digest.pipeline.workspace import Workspace

DAY = date(2024, 8, 2)


def stored_in(workspace: Workspace, storage: str) -> Workspace:
    """The workspace with a folder for readers."""
    newsletter_in(workspace.folder, f'storage = "{storage}"\n')
    return workspace_at(workspace.folder, DAY)


def edit(workspace: Workspace) -> None:
    """A word of the editor on the page."""
    page = workspace.page(DAY)
    page.write_text(page.read_text().replace('headline = "', 'headline = "Better ', 1))


def test_an_edit_that_was_not_built_is_not_left_behind(workspace: Workspace) -> None:
    """Publishing refuses, and goes on once the page is built."""
    edit(workspace)
    with pytest.raises(UsageError, match="page was changed since the issue was built; build it"):
        publish_issue(workspace, DAY)
    assert issue_status(workspace.issues, DAY) is Status.DRAFT
    build_issue(workspace, DAY)
    assert reason_to_rebuild(workspace, DAY) == ""
    assert publish_issue(workspace, DAY).changed


def test_who_insists_publishes_what_was_built(workspace: Workspace) -> None:
    """With force the edit stays on the page only."""
    edit(workspace)
    assert publish_issue(workspace, DAY, force=True).changed
    assert "Better" not in (workspace.issues / "2024-08-02" / "issue.html").read_text()


def test_a_page_that_was_deleted_is_no_change(workspace: Workspace) -> None:
    """The archive holds a copy of it."""
    workspace.page(DAY).unlink()
    assert publish_issue(workspace, DAY).changed


def test_a_correction_that_readers_would_not_see_is_refused(workspace: Workspace) -> None:
    """Reopened and not built since, once and once more."""
    publish_issue(workspace, DAY)
    for reason in ("The bridge is in Kerch.", "It is closed."):
        correct_issue(workspace, DAY, reason=reason)
        with pytest.raises(UsageError, match="correction is not in the mail"):
            publish_issue(workspace, DAY)
        build_issue(workspace, DAY)
        assert publish_issue(workspace, DAY).changed
        assert reason in (workspace.issues / "2024-08-02" / "issue.html").read_text()


def test_a_correction_is_set_like_every_other_text(workspace: Workspace) -> None:
    """Its day in words, its marks as the language has them."""
    publish_issue(workspace, DAY)
    correct_issue(workspace, DAY, reason='It isn\'t "closed".')
    build_issue(workspace, DAY)
    assert publish_issue(workspace, DAY).changed
    text = (workspace.issues / "2024-08-02" / "issue.txt").read_text()
    assert "Correction: August 2, 2024: It isn’t “closed”." in text


def test_a_web_site_that_fails_does_not_hide_that_the_issue_is_out(workspace: Workspace) -> None:
    """The message says both, and what to run."""
    own = workspace.templates / "archive"
    own.mkdir(parents=True)
    for name in ("page.html.j2", "index.html.j2", "issues.html.j2"):
        (own / name).write_text("{{ nobody.knows.this }}")
    with pytest.raises(RenderError, match=r"^published, but the web site .* archive rebuild"):
        publish_issue(workspace, DAY)
    assert issue_status(workspace.issues, DAY) is Status.PUBLISHED


def test_publishing_brings_the_readers_folder_up_to_date(workspace: Workspace) -> None:
    """Nothing of the issue is there before; the folder is found from the newsletter's."""
    workspace = stored_in(workspace, "public/weekly")
    readers = workspace.folder / "public" / "weekly"
    push_site(workspace)
    assert not (readers / "2024-08-02").exists()
    publish_issue(workspace, DAY)
    assert "2024-08-02/index.html" in (readers / "index.html").read_text()
    went_out = (readers / "2024-08-02" / "issue.html").read_bytes()
    correct_issue(workspace, DAY, reason="The pier is the northern one.")
    assert (readers / "2024-08-02" / "issue.html").read_bytes() == went_out


def test_a_published_issue_says_that_its_readers_do_not_have_it(workspace: Workspace) -> None:
    """What went wrong comes with it."""
    workspace = stored_in(workspace, "public")
    (workspace.folder / "public").write_text("")
    with pytest.raises(StorageError, match=r"published here, but the readers' site .* a file is"):
        publish_issue(workspace, DAY)
    assert issue_status(workspace.issues, DAY) is Status.PUBLISHED
