"""Desk, text editor and program take turns in any order, and no text is lost by it."""

from pathlib import Path
from shutil import copytree

import pytest
from pipeline.conftest import PIECES_DAY as DAY
from pipeline.interleavings import Play
from pipeline.newsletters import workspace_at

ACTS = 20


def play(drafted: Path, place: Path, seeds: range) -> int:
    """Play once for each seed; how many conflicts were shown."""
    conflicts = 0
    for seed in seeds:
        folder = copytree(drafted, place / str(seed))
        one = Play(workspace_at(folder, DAY), seed)
        for _ in range(ACTS):
            one.act()
        conflicts += one.conflicts
    return conflicts


def test_no_text_is_lost_whoever_saves_when(drafted_once: Path, tmp_path: Path) -> None:
    """What was answered well is on the page, or in a version that the history names."""
    assert play(drafted_once, tmp_path, range(8)) > 0


@pytest.mark.slow
def test_no_text_is_lost_in_ten_thousand_acts(drafted_once: Path, tmp_path: Path) -> None:
    """The same, for longer."""
    assert play(drafted_once, tmp_path, range(100, 600)) > 100
