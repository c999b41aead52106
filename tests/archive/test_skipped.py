"""A skipped week is remembered, so that its articles are not carried over."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from archive.samples import DAY

from digest.archive.skipped import SkippedIssue, skip_issue, skipped_issues
from digest.errors import StorageError

CUT_OFF = datetime(2024, 8, 9, 11, tzinfo=UTC)


def test_skipped_weeks_come_newest_first_and_once(tmp_path: Path) -> None:
    """A second time changes nothing, whatever the cut-off is by then."""
    assert skipped_issues(tmp_path) == ()
    for day in (DAY, DAY.replace(day=16), DAY):
        skip_issue(tmp_path, day, CUT_OFF.replace(day=day.day))
    assert skipped_issues(tmp_path) == (
        SkippedIssue(date=DAY.replace(day=16), cut_off=CUT_OFF.replace(day=16)),
        SkippedIssue(date=DAY, cut_off=CUT_OFF),
    )


def test_a_damaged_list_is_told_with_a_way_out(tmp_path: Path) -> None:
    """Guessing would lose or repeat a week."""
    (tmp_path / "skipped.json").write_text("[")
    with pytest.raises(StorageError, match="delete it to let the next issue look back"):
        skipped_issues(tmp_path)
