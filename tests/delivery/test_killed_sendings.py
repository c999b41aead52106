"""Runs that die while they send: no list gets an issue twice, and every doubt is named."""

import os
from pathlib import Path

import pytest
from delivery.killing import kill_sendings


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_no_list_gets_an_issue_twice(tmp_path: Path) -> None:
    """Sixty runs are killed at random moments; benchmarks/sending.py kills a thousand."""
    tally = kill_sendings(tmp_path, 60, seed=31)
    assert (tally.twice, tally.missing, tally.unnamed) == (0, 0, 0)
    assert tally.once == tally.lists
    # Some died where nobody can know, or this would show nothing.
    assert tally.named >= tally.arrived >= 1
