"""An edit that dies at any moment leaves the old page or the new one, and a history that goes on.

The strike is an audit hook (PEP 578), as in tests/archive/test_killed.py.
"""

import os
from functools import partial
from pathlib import Path
from shutil import copytree

import pytest
from archive.test_killed import dies_at
from pipeline.conftest import PIECES_DAY as DAY
from pipeline.newsletters import workspace_at

from digest.draft import page_text
from digest.model.edits import Rewrite
from digest.pipeline.editing import edit_draft, list_steps, undo_edit
from digest.pipeline.workspace import Workspace

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def edit(desk: Workspace, subject: str) -> None:
    """Give the issue a subject."""
    edit_draft(desk, DAY, lambda _: Rewrite(key="subject", value=subject))


def strike_at(numbers: range, drafted: Path, place: Path) -> int:
    """Strike at these operations until the edit ends undisturbed; how many strikes there were."""
    for strikes, number in enumerate(numbers):
        desk = workspace_at(copytree(drafted, place / str(number)), DAY)
        edit(desk, "Before")
        old = page_text(desk.page(DAY))
        died = dies_at(number, partial(edit, desk, "After"))
        now = page_text(desk.page(DAY))
        assert now in {old, old.replace('"Before"', '"After"')}
        edit(desk, "Next")
        undo_edit(desk, DAY)
        assert page_text(desk.page(DAY)) == now
        assert list_steps(desk, DAY)[-1].sentence.startswith("You took back")
        if not died:
            return strikes
    raise AssertionError("the edit never ended undisturbed")


def test_an_edit_that_dies_now_and_then_leaves_a_whole_page(
    drafted_once: Path, tmp_path: Path
) -> None:
    """The next edit and its undo work as if nothing had been."""
    assert strike_at(range(1, 300, 4), drafted_once, tmp_path) >= 3


@pytest.mark.slow
def test_an_edit_that_dies_at_any_file_operation_leaves_a_whole_page(
    drafted_once: Path, tmp_path: Path
) -> None:
    """The same at each operation."""
    assert strike_at(range(1, 300), drafted_once, tmp_path) >= 12
