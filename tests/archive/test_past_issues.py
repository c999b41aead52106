"""What the folder says of its issues: states, lines of the list, what is spent."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from archive.samples import DAY, PAGE, issue, rendered, weekly

from digest.archive import save_issue
from digest.archive.contents import issue_dates, issue_status, list_issues, load_issue, past_issues
from digest.archive.publication import freeze_issue, reopen_issue
from digest.errors import StorageError, UsageError
from digest.model.issues import Item, Status


def test_an_archive_that_is_not_there_is_empty(tmp_path: Path) -> None:
    """A new newsletter has no past, and asking makes no folder."""
    assert past_issues(tmp_path / "issues") == ()
    assert list_issues(tmp_path / "issues") == ()
    assert not (tmp_path / "issues").exists()


def test_a_draft_spends_nothing(tmp_path: Path) -> None:
    """Only publishing does."""
    save_issue(tmp_path, rendered(), page=PAGE)
    assert past_issues(tmp_path) == ()
    freeze_issue(tmp_path, DAY)
    assert [past.date for past in past_issues(tmp_path)] == [DAY]


def test_a_published_issue_spends_its_items_and_their_coverage(tmp_path: Path) -> None:
    """Lead, bullets and the other sources' articles on the same event, by key and headline."""
    save_issue(tmp_path, rendered(), page=PAGE)
    freeze_issue(tmp_path, DAY)
    (past,) = past_issues(tmp_path, url="https://example.org/issues/")
    assert past.url == "https://example.org/issues/2024-08-09/"
    assert (past.number, past.headline) == (12, "Envoys return to Ankara")
    assert past.cut_off == issue().cut_off
    assert [spent.headline for spent in past.items] == [
        "Envoys return to Ankara",
        "Envoys return to Ankara, again",
        "Grain ships leave port 12",
        "Oil transit 12",
    ]
    assert past.items[1].key == "strait-2024-08-09"


def test_every_article_of_a_story_is_spent(tmp_path: Path) -> None:
    """Also those that the issue does not name."""
    made = issue()
    assert made.lead is not None
    lead = replace(made.lead, spent=(made.lead.key, "unnamed-1", "unnamed-2"))
    save_issue(tmp_path, rendered(replace(made, lead=lead)), page=PAGE)
    freeze_issue(tmp_path, DAY)
    (past,) = past_issues(tmp_path)
    keys = [spent.key for spent in past.items]
    assert {"unnamed-1", "unnamed-2", "strait-2024-08-09"} <= {*keys}
    assert keys.count(made.lead.key) == 1


def test_an_item_of_the_editors_own_spends_nothing(tmp_path: Path) -> None:
    """Its words may be said again, and no story is the less for them."""
    words = Item(id="own-1", headline="Talks go on", source="", url="https://example.org/note")
    before = issue()
    section = replace(before.sections[0], items=(words,))
    save_issue(tmp_path, rendered(replace(before, lead=None, sections=(section,))), page=PAGE)
    freeze_issue(tmp_path, DAY)
    assert [one.items for one in past_issues(tmp_path)] == [()]


def test_past_issues_come_newest_first(tmp_path: Path) -> None:
    """Whatever order they were published in."""
    for made in reversed(weekly(3)):
        save_issue(tmp_path, rendered(made), page=PAGE)
        freeze_issue(tmp_path, made.date)
    assert [past.number for past in past_issues(tmp_path)] == [3, 2, 1]


def test_while_a_correction_is_open_the_items_stay_spent(tmp_path: Path) -> None:
    """They went out to readers, whatever becomes of the correction."""
    save_issue(tmp_path, rendered(), page=PAGE)
    freeze_issue(tmp_path, DAY)
    before = past_issues(tmp_path)
    reopen_issue(tmp_path, DAY, text="The port is Izmail.", on=DAY)
    assert past_issues(tmp_path) == before
    (line,) = list_issues(tmp_path)
    assert (line.status, line.correcting) == (Status.DRAFT, True)


def test_a_list_line_says_date_number_state_headline_and_items(tmp_path: Path) -> None:
    """What `digest issues list` prints."""
    save_issue(tmp_path, rendered(), page=PAGE)
    (line,) = list_issues(tmp_path)
    assert (line.date, line.number, line.status, line.items) == (DAY, 12, Status.DRAFT, 3)
    assert line.headline == "Envoys return to Ankara"
    assert not line.correcting


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "EOF"),
        (b'{"schema": 1, "issue": {"date": "2024-0', "EOF"),
        (b'{"schema": 1}', "issue: Field required"),
        (b'{"schema": 2, "story": {}}', "newer version of digest"),
        (b"\xff\xfe", "expected value"),
    ],
)
def test_a_damaged_record_stops_the_run(tmp_path: Path, content: bytes, reason: str) -> None:
    """Passing over it would let its items run again: the error names the file and a way out."""
    folder = save_issue(tmp_path, rendered(), page=PAGE)
    (folder / "issue.json").write_bytes(content)
    with pytest.raises(StorageError, match=reason) as raised:
        past_issues(tmp_path)
    assert str(folder / "issue.json") in str(raised.value)
    assert "archive verify" in str(raised.value)


def test_a_missing_record_stops_the_run(tmp_path: Path) -> None:
    """A dated folder without a record is damage, not an empty issue."""
    folder = save_issue(tmp_path, rendered(), page=PAGE)
    (folder / "issue.json").unlink()
    with pytest.raises(StorageError, match="missing"):
        past_issues(tmp_path)


def test_only_dated_folders_are_issues(tmp_path: Path) -> None:
    """The site's files, templates and impossible dates beside them are passed over."""
    save_issue(tmp_path, rendered(), page=PAGE)
    for name in ("templates", "2024-02-30", "2024-8-9", "notes"):
        (tmp_path / name).mkdir()
    assert issue_dates(tmp_path) == (DAY,)


def test_asking_for_an_issue_that_is_not_there_names_the_list(tmp_path: Path) -> None:
    """`digest issues list` helps; the state of no issue is None."""
    with pytest.raises(UsageError, match="issues list"):
        load_issue(tmp_path, date(2024, 8, 16))
    assert issue_status(tmp_path, date(2024, 8, 16)) is None
