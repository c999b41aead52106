"""The readers' folder: nothing linked is ever missing, and only what was put there is removed."""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest
from archive.samples import DAY, PAGE, issue, rendered, weekly
from archive.test_killed import dies_at
from archive.test_website import publish_all

from digest.archive.issue_folder import save_issue
from digest.archive.public_copy import Pushed, update_copy
from digest.archive.public_files import public_files
from digest.archive.publication import reopen_issue
from digest.archive.website import rebuild_site
from digest.errors import StorageError, UsageError
from digest.model.presentation import Masthead
from digest.model.website import Site
from digest.rendering.website import SitePages

LIST = "archive.json"
NEXT = DAY.replace(day=16)
SITE = Site(masthead=Masthead(title="Diplomacy Watch"), url="https://watch.example.org")


def rebuild(issues: Path) -> None:
    """Bring the site up to date, with the stock pages and all their links."""
    rebuild_site(issues, SITE, SitePages())


@pytest.fixture
def issues(tmp_path: Path) -> Path:
    """An archive of two issues with its site, and the draft of a third."""
    issues = tmp_path / "newsletter" / "issues"
    publish_all(issues, weekly(2))
    save_issue(issues, rendered(issue(NEXT, lead="Not yet")), page=PAGE)
    rebuild(issues)
    return issues


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where readers look; not there before the first push."""
    return tmp_path / "web" / "weekly"


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the list, hidden ones too."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != LIST)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def public(issues: Path) -> dict[str, bytes]:
    """What readers may have."""
    return {name: file.path.read_bytes() for name, file in public_files(issues).items()}


def missing(there: Mapping[str, bytes]) -> list[str]:
    """The local links that lead nowhere, from the index and every page that it leads to."""
    asked, found = ["index.html"] if "index.html" in there else [], set[str]()
    while asked:
        name = asked.pop()
        if name in found:
            continue
        found.add(name)
        if name.endswith("index.html") and name in there:
            page = there[name].decode()
            asked += [linked(name, link) for link in re.findall(r'(?:href|src)="([^"#]+)"', page)]
    return sorted(name for name in found if not name.startswith("http") and name not in there)


def linked(page: str, link: str) -> str:
    """The file that a link in a page leads to."""
    if link.startswith("http"):
        return link
    return os.path.normpath(PurePosixPath(page).parent / link)


def test_the_folder_holds_what_readers_may_have(issues: Path, folder: Path) -> None:
    """Nothing of the draft, and no link that leads nowhere."""
    pushed = update_copy(issues, folder)
    assert files(folder) == public(issues)
    assert set(pushed.written) == set(public(issues))
    assert missing(files(folder)) == []
    assert b"Not yet" not in b"".join(files(folder).values())


def test_a_second_push_writes_nothing(issues: Path, folder: Path) -> None:
    """Also in a folder that nobody may write."""
    update_copy(issues, folder)
    before = {path: path.stat().st_ino for path in folder.rglob("*")}
    assert update_copy(issues, folder) == Pushed()
    assert {path: path.stat().st_ino for path in folder.rglob("*")} == before


def test_a_new_issue_comes_with_what_leads_to_it_and_no_more(issues: Path, folder: Path) -> None:
    """Before its neighbour's page, which comes before feeds and index."""
    update_copy(issues, folder)
    publish_all(issues, [issue(NEXT, lead="Out now")])
    rebuild(issues)
    written = update_copy(issues, folder).written
    assert files(folder) == public(issues)
    assert "2024-08-02/issue.html" not in written
    order = [
        written.index(name)
        for name in ("2024-08-16/index.html", "2024-08-09/index.html", "feed.xml", "index.html")
    ]
    assert order == sorted(order)
    assert written[-1] == "index.html"


def changes(issues: Path) -> None:
    """A new issue, and a correction of the last one that is still open."""
    publish_all(issues, [issue(NEXT, lead="Out now")])
    reopen_issue(issues, DAY, text="The port is Izmail.", on=DAY)
    rebuild(issues)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("before", [True, False])
def test_a_push_that_dies_leaves_no_link_that_leads_nowhere(
    issues: Path, folder: Path, *, before: bool
) -> None:
    """At any moment of it, whether the first or a later one; the next push finishes it."""
    if before:
        update_copy(issues, folder)
        changes(issues)

    def push_once() -> None:
        update_copy(issues, folder)

    for number in range(1, 500, 3):
        died = dies_at(number, push_once)
        assert missing(files(folder)) == []
        if not died:
            break
    update_copy(issues, folder)
    assert files(folder) == public(issues)
    assert number > 30


def test_what_is_public_no_more_goes(issues: Path, folder: Path) -> None:
    """Such as the site map of an archive without an address, and an earlier list's drafts."""
    update_copy(issues, folder)
    listed = json.loads((folder / LIST).read_text())
    (folder / "2024-08-16").mkdir()
    (folder / "2024-08-16" / "draft.toml").write_text("notes")
    listed["files"]["2024-08-16/draft.toml"] = "0" * 64
    (folder / LIST).write_text(json.dumps(listed))
    rebuild_site(issues, Site(masthead=SITE.masthead), SitePages())
    assert set(update_copy(issues, folder).removed) == {"2024-08-16/draft.toml", "sitemap.xml"}
    assert not (folder / "2024-08-16").exists()
    assert files(folder) == public(issues)


def test_what_someone_else_put_there_stays(issues: Path, folder: Path) -> None:
    """The host's own files, also inside the folder of an issue."""
    update_copy(issues, folder)
    (folder / "CNAME").write_text("watch.example.org")
    (folder / "2024-08-09" / "map.pdf").write_text("map")
    update_copy(issues, folder)
    assert {"CNAME", "2024-08-09/map.pdf"} <= set(files(folder))


@pytest.mark.parametrize("name", ["index.html", "2024-08-09/issue.html"])
def test_a_strangers_file_in_the_way_is_not_replaced(issues: Path, folder: Path, name: str) -> None:
    """Nothing is written, and the message names it."""
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_text("a page of my own")
    with pytest.raises(StorageError, match=rf"{name} is in the way.*move it away"):
        update_copy(issues, folder)
    assert files(folder) == {name: b"a page of my own"}


def test_an_archive_that_lost_an_issue_cannot_be_pushed(issues: Path, folder: Path) -> None:
    """The message names it and both ways out; readers keep what they had."""
    update_copy(issues, folder)
    before = files(folder)
    (issues / "2024-08-02").rename(issues.parent / "aside")
    rebuild(issues)
    with pytest.raises(StorageError, match=r"the issue of 2024-08-02, not published here") as told:
        update_copy(issues, folder)
    assert f"remove {folder / '2024-08-02'} and push again" in str(told.value)
    assert files(folder) == before


@pytest.mark.parametrize("damage", [b"changed", None])
def test_a_damaged_file_does_not_replace_a_whole_one(
    issues: Path, folder: Path, damage: bytes | None
) -> None:
    """Nothing is written until it is mended."""
    update_copy(issues, folder)
    before = files(folder)
    path = issues / "2024-08-09" / "issue.html"
    path.write_bytes(damage) if damage else path.unlink()
    with pytest.raises(StorageError, match=r"issue\.html: not as it was built"):
        update_copy(issues, folder)
    assert files(folder) == before


@pytest.mark.parametrize("name", ["issues", "issues/2024-08-09", ".", ".."])
def test_a_folder_that_would_be_served_with_drafts_is_refused(issues: Path, name: str) -> None:
    """The archive itself, a part of it, or a folder that holds it."""
    with pytest.raises(UsageError, match="would be served with the drafts"):
        update_copy(issues, issues.parent / name)


@pytest.mark.parametrize("name", ["../../secret", "/etc/hosts", "a/../../b", "", "a\\..\\b"])
def test_a_hostile_list_cannot_remove_anything_else(issues: Path, folder: Path, name: str) -> None:
    """Its names stay inside the folder."""
    update_copy(issues, folder)
    (folder / LIST).write_text(json.dumps({"version": 1, "files": {name: "0" * 64}}))
    with pytest.raises(StorageError, match="no name for a file of the site"):
        update_copy(issues, folder)


def test_a_damaged_list_is_told_with_a_way_out(issues: Path, folder: Path) -> None:
    """Nobody could tell whose files are there."""
    update_copy(issues, folder)
    (folder / LIST).write_text("{")
    with pytest.raises(StorageError, match="push to an empty folder"):
        update_copy(issues, folder)


def test_everyone_may_read_the_folder(issues: Path, folder: Path) -> None:
    """Whatever the editor's own files are like, a server of another user must read these."""
    before = os.umask(0o077)
    try:
        update_copy(issues, folder)
    finally:
        os.umask(before)
    modes = {path: path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*"))}
    assert set(modes.values()) == {0o755, 0o644}
    (folder / "index.html").chmod(0o600)
    assert update_copy(issues, folder).written == ("index.html",)


def test_a_file_in_place_of_the_folder_is_told(issues: Path, folder: Path) -> None:
    """With what to do, and it stays."""
    folder.parent.mkdir()
    folder.write_text("mine")
    with pytest.raises(StorageError, match="a file is where a folder should be; move it away"):
        update_copy(issues, folder)
    assert folder.read_text() == "mine"
