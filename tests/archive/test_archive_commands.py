"""`digest archive verify` needs no right to write; `digest archive push` needs no setting."""

from dataclasses import replace
from pathlib import Path

import pytest
from archive.samples import PAGE, issue, rendered
from cli.terminal import digest

from digest.archive.contents import load_issue
from digest.archive.issue_folder import save_issue
from digest.archive.publication import freeze_issue
from digest.lock import hold_lock


@pytest.fixture
def newsletter(tmp_path: Path) -> Path:
    """A newsletter of one published issue."""
    (tmp_path / "newsletter.toml").write_text('[newsletter]\ntitle = "Diplomacy Watch"\n')
    save_issue(tmp_path / "issues", rendered(), page=PAGE)
    freeze_issue(tmp_path / "issues", issue().date)
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
    with hold_lock(newsletter):
        assert digest("-C", newsletter, "archive", "verify").code == 0
        assert digest("-C", newsletter, "archive", "verify", "--mend").code == 75


def test_the_site_is_made_and_pushed(newsletter: Path) -> None:
    """A second time there is nothing to do."""
    folder = newsletter / "public"
    ended = digest("-C", newsletter, "archive", "push", folder)
    assert (ended.code, ended.err) == (0, "11 files written, 0 removed.\n")
    assert (folder / "2024-08-09" / "index.html").is_file()
    again = digest("-C", newsletter, "archive", "push", folder)
    assert again.err == "0 files written, 0 removed.\n"


def test_without_a_folder_it_asks_for_one(newsletter: Path) -> None:
    """On the line or in the settings."""
    ended = digest("-C", newsletter, "archive", "push")
    assert ended.code == 2
    assert "digest archive push public" in ended.err
    with (newsletter / "newsletter.toml").open("a") as settings:
        settings.write('[archive]\nstorage = "public"\n')
    assert digest("-C", newsletter, "archive", "push").code == 0
    assert (newsletter / "public" / "index.html").is_file()


def test_a_correction_is_compared_with_what_readers_had(newsletter: Path) -> None:
    """While it is open and when it is out; an issue without one asks for another."""
    never = digest("-C", newsletter, "archive", "diff", "2024-08-09")
    assert never.code == 2
    assert "was never opened for a correction" in never.err
    digest("-C", newsletter, "reopen", "2024-08-09", "--reason", "The port is Izmail.")
    opened = digest("-C", newsletter, "archive", "diff", "2024-08-09").out
    assert opened.startswith("The correction is new: “")
    assert opened.endswith("The port is Izmail.”.\n")
    reopened = load_issue(newsletter / "issues", issue().date)
    corrected = replace(reopened, subject="Izmail it is")
    save_issue(newsletter / "issues", rendered(corrected), page=PAGE)
    freeze_issue(newsletter / "issues", issue().date)
    told = digest("-C", newsletter, "archive", "diff", "2024-08-09").out
    assert f"The subject changed: “{issue().subject}” is now “Izmail it is”." in told
