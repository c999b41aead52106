"""Readers may have what went out and the pages over it, and nothing else of the archive."""

from dataclasses import replace
from pathlib import Path

import pytest
from archive.samples import DAY, PAGE, issue, rendered
from archive.test_website import SITE, PlainPages

from digest.archive.issue_folder import Toolchain, save_issue
from digest.archive.public_files import public_files
from digest.archive.publication import freeze_issue, reopen_issue
from digest.archive.record import encode_record, parse_record
from digest.archive.skipped import skip_issue
from digest.archive.website import rebuild_site
from digest.errors import StorageError

SITE_FILES = {
    "feed.json",
    "feed.xml",
    "icon.svg",
    "index.html",
    "robots.txt",
    "search.js",
    "site.css",
    "site.js",
    "sitemap.xml",
}
WORKSHOP = Toolchain(templates={"issue.txt.j2": "x"})


def build(issues: Path, lead: str, *, picture: str, correction: str = "") -> None:
    """Build the issue with a picture of that name, which holds its own name."""
    made = replace(issue(lead=lead), correction=correction)
    pictures = {picture: picture.encode()}
    save_issue(issues, rendered(made), page=PAGE, pictures=pictures, workshop=WORKSHOP)


def shown(issues: Path) -> dict[str, bytes]:
    """What readers may have, without the site's own files."""
    rebuild_site(issues, SITE, PlainPages())
    found = public_files(issues)
    assert {name for name in found if "/" not in name} == SITE_FILES
    return {name: file.path.read_bytes() for name, file in found.items() if "/" in name}


@pytest.fixture
def issues(tmp_path: Path) -> Path:
    """An archive whose only issue went out; a week was skipped."""
    issues = tmp_path / "issues"
    build(issues, "Envoys return", picture="envoys.png")
    freeze_issue(issues, DAY)
    skip_issue(issues, DAY.replace(day=2), issue().cut_off)
    return issues


def test_of_a_published_issue_its_page_mail_text_and_pictures_are_public(issues: Path) -> None:
    """Not the editor's page, the record, the .eml, the templates or the list of skipped weeks."""
    assert set(shown(issues)) == {
        "2024-08-09/images/envoys.png",
        "2024-08-09/index.html",
        "2024-08-09/issue.html",
        "2024-08-09/issue.txt",
    }


def test_nothing_of_a_draft_is_public(tmp_path: Path) -> None:
    """Also when someone left a web page in its folder."""
    build(tmp_path / "issues", "Not yet", picture="secret.png")
    (tmp_path / "issues" / "2024-08-09" / "index.html").write_text("Not yet")
    assert shown(tmp_path / "issues") == {}


def test_while_a_correction_is_open_the_version_that_went_out_is_public(issues: Path) -> None:
    """At its old place, and where the page leads to now; nothing of the correction is."""
    before = shown(issues)
    line = reopen_issue(issues, DAY, text="They stay.", on=DAY)
    build(issues, "Envoys stay", picture="hotel.png", correction=line)
    now = shown(issues)
    page = before.pop("2024-08-09/index.html")
    assert now.pop("2024-08-09/index.html").startswith(page)
    moved = {name.replace("/", "/versions/1/", 1): data for name, data in before.items()}
    assert now == before | moved
    assert b"Envoys stay" not in b"".join(shown(issues).values())


def test_a_corrected_issue_takes_the_place_of_what_it_corrects(issues: Path) -> None:
    """Only the old pictures stay: mail that readers already have asks for them."""
    line = reopen_issue(issues, DAY, text="They stay.", on=DAY)
    build(issues, "Envoys stay", picture="hotel.png", correction=line)
    freeze_issue(issues, DAY)
    now = shown(issues)
    assert set(now) == {
        "2024-08-09/images/envoys.png",
        "2024-08-09/images/hotel.png",
        "2024-08-09/index.html",
        "2024-08-09/issue.html",
        "2024-08-09/issue.txt",
    }
    assert b"Envoys stay" in now["2024-08-09/issue.html"]
    assert b"Envoys return" not in b"".join(now.values())


@pytest.mark.parametrize(
    "name", ["images/../draft.toml", "images/.hidden", "../../newsletter.toml", "images/a/b.png"]
)
def test_a_record_cannot_make_another_file_public(issues: Path, name: str) -> None:
    """Whatever it names beside the issue's own files."""
    path = issues / "2024-08-09" / "issue.json"
    record = parse_record(path.read_bytes())
    path.write_bytes(encode_record(replace(record, files={**record.files, name: "0" * 64})))
    assert f"2024-08-09/{name}" not in public_files(issues)


def test_a_damaged_record_stops_everything(issues: Path) -> None:
    """Nobody knows whether that issue was published."""
    (issues / "2024-08-09" / "issue.json").write_text("{")
    with pytest.raises(StorageError, match=r"2024-08-09/issue\.json"):
        public_files(issues)
