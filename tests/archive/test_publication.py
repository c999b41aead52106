"""Draft, published, corrected: what each step does to the folder, and what it leaves alone."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import rmtree

import pytest
from archive.samples import DAY, PAGE, issue, rendered

from digest.archive import save_issue
from digest.archive.contents import issue_record, load_issue, published_version
from digest.archive.publication import freeze_issue, reopen_issue
from digest.errors import StorageError, UsageError
from digest.model.issues import Status

LATER = date(2024, 8, 12)


def corrected(issues: Path, text: str, lead: str) -> None:
    """Reopen the published issue, build it with another lead, publish it."""
    line = reopen_issue(issues, DAY, text=text, on=LATER)
    save_issue(issues, rendered(replace(issue(lead=lead), correction=line)), page=PAGE)
    freeze_issue(issues, DAY)


def test_publishing_freezes_the_very_bytes_that_were_built(tmp_path: Path) -> None:
    """Only the record changes: its state."""
    folder = save_issue(tmp_path, rendered(), page=PAGE)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert freeze_issue(tmp_path, DAY)
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert after.pop("issue.json") != before.pop("issue.json")
    assert after == before
    assert load_issue(tmp_path, DAY) == replace(issue(), status=Status.PUBLISHED)


def test_publishing_again_changes_nothing(tmp_path: Path) -> None:
    """The second publish says so and leaves the folder alone."""
    folder = save_issue(tmp_path, rendered(), page=PAGE)
    freeze_issue(tmp_path, DAY)
    before = folder.stat().st_ino
    assert not freeze_issue(tmp_path, DAY)
    assert folder.stat().st_ino == before


def test_what_was_changed_by_hand_is_not_published(tmp_path: Path) -> None:
    """Readers get what was built and checked, or nothing."""
    folder = save_issue(tmp_path, rendered(), page=PAGE)
    (folder / "issue.html").write_text("<p>Changed by hand")
    with pytest.raises(StorageError, match=r"issue\.html: not as it was built"):
        freeze_issue(tmp_path, DAY)
    assert load_issue(tmp_path, DAY).status is Status.DRAFT


def test_reopening_keeps_the_published_version_for_its_readers(tmp_path: Path) -> None:
    """versions/1 holds every byte of it, and is what counts as published."""
    folder = save_issue(tmp_path, rendered(), page=PAGE)
    freeze_issue(tmp_path, DAY)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    reopen_issue(tmp_path, DAY, text="The port is Izmail.", on=LATER)
    kept = folder / "versions" / "1"
    assert {path.name: path.read_bytes() for path in kept.iterdir()} == before
    found = published_version(tmp_path, DAY)
    assert found is not None
    assert found[0] == kept
    assert load_issue(tmp_path, DAY).status is Status.DRAFT


def test_a_correction_is_dated_and_says_so(tmp_path: Path) -> None:
    """The line stands in the issue, the list of corrections in the record."""
    folder = save_issue(tmp_path, rendered(), page=PAGE)
    freeze_issue(tmp_path, DAY)
    corrected(tmp_path, "The port is\nIzmail.", lead="A pause at sea")
    record = issue_record(tmp_path, DAY)
    assert record.issue.status is Status.CORRECTED
    assert record.issue.correction == "2024-08-12: The port is Izmail."
    assert (record.corrections[0].on, record.corrections[0].version) == (LATER, 1)
    assert "A pause at sea" in (folder / "issue.html").read_text()
    assert "Envoys return" in (folder / "versions/1/issue.html").read_text()


def test_a_second_correction_keeps_the_first(tmp_path: Path) -> None:
    """Two versions, two lines, oldest first."""
    folder = save_issue(tmp_path, rendered(), page=PAGE)
    freeze_issue(tmp_path, DAY)
    corrected(tmp_path, "One.", lead="Second")
    corrected(tmp_path, "Two.", lead="Third")
    assert load_issue(tmp_path, DAY).correction == "2024-08-12: One.\n2024-08-12: Two."
    texts = [(folder / f"versions/{number}/issue.txt").read_text() for number in (1, 2)]
    assert [text.splitlines()[1] for text in texts] == ["Envoys return to Ankara", "Second"]


def test_a_version_that_was_lost_is_not_numbered_again(tmp_path: Path) -> None:
    """The ones that are there stay what they are."""
    folder = save_issue(tmp_path, rendered(), page=PAGE)
    freeze_issue(tmp_path, DAY)
    corrected(tmp_path, "One.", lead="Second")
    corrected(tmp_path, "Two.", lead="Third")
    rmtree(folder / "versions/1")
    reopen_issue(tmp_path, DAY, text="Three.", on=LATER)
    leads = {
        number: (folder / f"versions/{number}/issue.txt").read_text().splitlines()[1]
        for number in (2, 3)
    }
    assert leads == {2: "Second", 3: "Third"}


@pytest.mark.parametrize("text", ["", "  \n "])
def test_a_correction_without_words_is_refused(tmp_path: Path, text: str) -> None:
    """And the issue stays as it was."""
    save_issue(tmp_path, rendered(), page=PAGE)
    freeze_issue(tmp_path, DAY)
    with pytest.raises(UsageError, match="what was wrong"):
        reopen_issue(tmp_path, DAY, text=text, on=LATER)
    assert load_issue(tmp_path, DAY).status is Status.PUBLISHED


def test_only_a_published_issue_can_be_reopened(tmp_path: Path) -> None:
    """A draft is edited; an open correction is not opened twice."""
    save_issue(tmp_path, rendered(), page=PAGE)
    with pytest.raises(UsageError, match="a draft, not published"):
        reopen_issue(tmp_path, DAY, text="x", on=LATER)
    freeze_issue(tmp_path, DAY)
    reopen_issue(tmp_path, DAY, text="x", on=LATER)
    with pytest.raises(UsageError, match="already open"):
        reopen_issue(tmp_path, DAY, text="y", on=LATER)


def test_publishing_what_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    """It names the list of issues."""
    with pytest.raises(UsageError, match="no issue of 2024-08-09"):
        freeze_issue(tmp_path, DAY)
