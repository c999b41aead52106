"""A newsletter that is built once, for every test that goes on from there."""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from pipeline.newsletters import newsletter_in, workspace_at, write_piece

from digest.pipeline.build import build_issue
from digest.pipeline.collection import collect_articles
from digest.pipeline.drafts import draft_issue
from digest.pipeline.workspace import Workspace

DAY = date(2024, 8, 2)
PIECES_DAY = date(2024, 8, 9)
PIECES = ("Harbour", "Bridge", "Ferry", "Quay")


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter of one piece, built in the morning of its day."""
    folder = newsletter_in(tmp_path_factory.mktemp("built"))
    write_piece(folder, "Harbour", "2024-07-31")
    build_issue(workspace_at(folder, DAY), DAY)
    return folder


@pytest.fixture
def workspace(built_once: Path, tmp_path: Path) -> Workspace:
    """A copy of it."""
    return workspace_at(copytree(built_once, tmp_path, dirs_exist_ok=True), DAY)


@pytest.fixture(scope="session")
def drafted_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter whose page has a lead and three bullets."""
    folder = newsletter_in(tmp_path_factory.mktemp("drafted"))
    for name in PIECES:
        write_piece(folder, name, "2024-08-06")
    workspace = workspace_at(folder, PIECES_DAY)
    collect_articles(workspace, offline=True)
    draft_issue(workspace, PIECES_DAY)
    return folder


@pytest.fixture
def desk(drafted_once: Path, tmp_path: Path) -> Workspace:
    """A copy of it for one test."""
    return workspace_at(copytree(drafted_once, tmp_path / "desk"), PIECES_DAY)
