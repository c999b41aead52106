"""A build is on disk whole, replaces a draft, and never a published issue."""

from dataclasses import replace
from pathlib import Path

import pytest
from archive.samples import DAY, PAGE, issue, rendered

from digest.archive import save_issue
from digest.archive.contents import issue_record, load_issue
from digest.archive.issue_folder import Toolchain
from digest.archive.publication import freeze_issue, reopen_issue
from digest.errors import StorageError, UsageError


def test_an_issue_folder_holds_record_html_text_mail_and_page(tmp_path: Path) -> None:
    """The folder is named by the date, and what stands in it is what was rendered."""
    made = rendered()
    folder = save_issue(tmp_path / "issues", made, page=PAGE)
    assert folder == tmp_path / "issues" / "2024-08-09"
    assert (folder / "issue.html").read_text() == made.html
    assert (folder / "issue.txt").read_text() == made.text
    assert (folder / "issue.eml").read_bytes() == made.eml
    assert (folder / "draft.toml").read_text() == PAGE
    assert load_issue(tmp_path / "issues", DAY) == made.issue


def test_pictures_are_kept_in_the_issue(tmp_path: Path) -> None:
    """The issue has its pictures when the article that brought them is gone."""
    folder = save_issue(tmp_path / "issues", rendered(), page=PAGE, pictures={"h.png": b"PNG"})
    assert (folder / "images" / "h.png").read_bytes() == b"PNG"


def test_a_later_build_replaces_the_draft(tmp_path: Path) -> None:
    """Nothing of the earlier build is left, not even its picture."""
    save_issue(tmp_path, rendered(), page=PAGE, pictures={"h.png": b"PNG"})
    folder = save_issue(tmp_path, rendered(issue(lead="A pause at sea")), page=PAGE)
    assert "A pause at sea" in (folder / "issue.txt").read_text()
    assert not (folder / "images").exists()


def test_building_the_same_again_writes_nothing(tmp_path: Path) -> None:
    """An unchanged week keeps its very files."""
    folder = save_issue(tmp_path, rendered(), page=PAGE)
    before = folder.stat().st_ino
    save_issue(tmp_path, rendered(), page=PAGE)
    assert folder.stat().st_ino == before


def test_the_same_issue_gives_the_same_bytes_elsewhere(tmp_path: Path) -> None:
    """Nothing of the place or the moment gets into the folder."""
    one, other = (
        {
            path.name: path.read_bytes()
            for path in save_issue(tmp_path / name, rendered(), page=PAGE).iterdir()
        }
        for name in ("one", "other")
    )
    assert one == other


def test_a_published_issue_is_frozen(tmp_path: Path) -> None:
    """A build cannot touch it; the error names the way to correct it."""
    folder = save_issue(tmp_path, rendered(), page=PAGE)
    freeze_issue(tmp_path, DAY)
    frozen = (folder / "issue.html").read_bytes()
    with pytest.raises(UsageError, match="digest reopen 2024-08-09"):
        save_issue(tmp_path, rendered(issue(lead="Changed")), page=PAGE)
    assert (folder / "issue.html").read_bytes() == frozen


def test_a_correction_must_carry_its_line(tmp_path: Path) -> None:
    """A reopened issue cannot be replaced by one that hides the correction."""
    save_issue(tmp_path, rendered(), page=PAGE)
    freeze_issue(tmp_path, DAY)
    line = reopen_issue(tmp_path, DAY, text="The port is Izmail.", on=DAY)
    with pytest.raises(StorageError, match="must say so"):
        save_issue(tmp_path, rendered(), page=PAGE)
    save_issue(tmp_path, rendered(replace(issue(), correction=line)), page=PAGE)
    assert load_issue(tmp_path, DAY).correction == "2024-08-09: The port is Izmail."


def test_templates_are_kept_once_for_all_issues_that_share_them(tmp_path: Path) -> None:
    """The record names the snapshot; other templates make another snapshot."""
    stock = Toolchain(templates={"issue.txt.j2": "{{ issue }}", "partials/_lead.j2": "x"})
    other = Toolchain(templates={"issue.txt.j2": "changed"}, tools={"jinja2": "3.1.6"})
    days = [DAY, DAY.replace(day=16), DAY.replace(day=23)]
    for day, workshop in zip(days, (stock, stock, other), strict=True):
        save_issue(tmp_path, rendered(issue(day)), page=PAGE, workshop=workshop)
    names = [issue_record(tmp_path, day).templates for day in days]
    assert names[0] == names[1] != names[2]
    kept = tmp_path / "templates" / names[0]
    assert (kept / "partials" / "_lead.j2").read_text() == "x"
    assert issue_record(tmp_path, days[2]).tools == {"jinja2": "3.1.6"}


def test_a_snapshot_that_no_issue_names_any_more_goes(tmp_path: Path) -> None:
    """An editor at work on a template does not fill the archive; one in use stays."""
    day, other = DAY, DAY.replace(day=16)
    first, second = (Toolchain(templates={"issue.txt.j2": words}) for words in ("one", "two"))
    for workshop in (first, second):
        save_issue(tmp_path, rendered(issue(day)), page=PAGE, workshop=workshop)
    assert [path.name for path in (tmp_path / "templates").iterdir()] == [
        issue_record(tmp_path, day).templates
    ]
    save_issue(tmp_path, rendered(issue(other)), page=PAGE, workshop=second)
    save_issue(tmp_path, rendered(issue(other)), page=PAGE, workshop=first)
    assert len(list((tmp_path / "templates").iterdir())) == 2
