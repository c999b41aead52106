"""A newsletter that is drafted once, for every test of the desk that goes on from there."""

from pathlib import Path
from shutil import copytree

import pytest
from desk.newsletters import workspace_in
from desk.rooms import drafted_newsletter

from digest.pipeline.proposing import propose_issue
from digest.pipeline.showing import show_issue


@pytest.fixture(scope="session")
def drafted_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newsletter of `drafted_newsletter`, its card drawn; its copies are worked with."""
    folder = drafted_newsletter(tmp_path_factory.mktemp("drafted"))
    workspace = workspace_in(folder)
    show_issue(workspace, propose_issue(workspace, workspace.due()))
    return folder


@pytest.fixture
def drafted(drafted_once: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return copytree(drafted_once, tmp_path / "desk")
