"""`digest archive verify` only reads, so it needs no right to write."""

from pathlib import Path

import pytest
from archive.samples import PAGE, issue, rendered
from cli.terminal import digest

from digest.archive.publishing import publish
from digest.archive.saving import save
from digest.lock import hold


@pytest.fixture
def newsletter(tmp_path: Path) -> Path:
    """A newsletter of one published issue."""
    (tmp_path / "newsletter.toml").write_text('[newsletter]\ntitle = "Diplomacy Watch"\n')
    save(tmp_path / "issues", rendered(), page=PAGE)
    publish(tmp_path / "issues", issue().date)
    return tmp_path


def test_verifying_works_in_a_folder_that_cannot_be_written(newsletter: Path) -> None:
    """Here a file stands where the lock's folder would have to be made."""
    (newsletter / ".digest").write_text("")
    ended = digest("-C", newsletter, "archive", "verify")
    assert ended.code == 0, ended.err
    assert "2024-08-09" in ended.out
    assert digest("-C", newsletter, "archive", "verify", "--mend").code == 6


def test_verifying_need_not_wait_for_another_run(newsletter: Path) -> None:
    """Only mending does, since it writes."""
    with hold(newsletter):
        assert digest("-C", newsletter, "archive", "verify").code == 0
        assert digest("-C", newsletter, "archive", "verify", "--mend").code == 75
