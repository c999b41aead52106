"""Two machines and one copy elsewhere: neither takes from the other what readers have."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from archive.samples import DAY, PAGE, issue, rendered, weekly
from archive.test_remote import Shelf, local_files
from archive.test_site import SITE, PlainPages, publish_all

from digest.archive.publishing import publish, reopen
from digest.archive.pulling import pull_from
from digest.archive.pushing import push_to
from digest.archive.reading import dates, status
from digest.archive.saving import Workshop, save
from digest.archive.site import rebuild_site
from digest.archive.skipping import skip, skipped_issues
from digest.errors import StorageError
from digest.model.issues import Status

BEFORE, NEXT, LATER = DAY - timedelta(weeks=1), DAY + timedelta(weeks=1), DAY + timedelta(weeks=2)
NOON = datetime(2024, 8, 9, 12, tzinfo=UTC)


class Machines:
    """Two archives, `a` and `b`, and the store between them."""

    def __init__(self, folder: Path) -> None:
        self.a, self.b = folder / "a", folder / "b"
        self.shelf = Shelf()

    def push(self, issues: Path) -> tuple[str, ...]:
        """Push from there, with a site of what it knows."""
        rebuild_site(issues, SITE, PlainPages())
        return push_to(issues, self.shelf, "weekly")

    def pull(self, issues: Path) -> dict[date, str]:
        """Pull there; the issues left alone, and why."""
        kept = pull_from(self.shelf, "weekly", issues).kept
        return {one.date: one.reason for one in kept}

    def there(self) -> dict[str, bytes]:
        """The files of the store by their names in the archive."""
        return {name.removeprefix("weekly/"): data for name, data in self.shelf.files.items()}


@pytest.fixture
def machines(tmp_path: Path) -> Machines:
    """Both have the same two issues, and so has the store."""
    both = Machines(tmp_path)
    publish_all(both.a, weekly(2))
    both.push(both.a)
    both.pull(both.b)
    return both


def draft(issues: Path, day: date, lead: str) -> None:
    """Build an issue, with templates of its own."""
    workshop = Workshop(templates={"issue.txt.j2": lead})
    save(issues, rendered(issue(day, lead=lead)), page=PAGE, workshop=workshop)


def correct(issues: Path, text: str) -> None:
    """Publish a correction of the issue of DAY."""
    line = reopen(issues, DAY, text=text, on=DAY)
    save(issues, rendered(replace(issue(lead=text), correction=line)), page=PAGE)
    publish(issues, DAY)


def test_an_empty_archive_cannot_empty_the_copy(machines: Machines, tmp_path: Path) -> None:
    """The message says how to get the issues that are missing, and the store is as it was."""
    before = machines.there()
    with pytest.raises(StorageError, match=r"2024-08-02, 2024-08-09 .*digest archive pull"):
        push_to(tmp_path / "empty", machines.shelf, "weekly")
    assert machines.there() == before


def test_a_machine_without_the_earlier_issues_cannot_push_its_own(tmp_path: Path) -> None:
    """It pulls first, then both have everything, and so has the index."""
    both = Machines(tmp_path)
    publish_all(both.a, weekly(2))
    both.push(both.a)
    publish_all(both.b, [issue(NEXT, lead="Elsewhere")])
    with pytest.raises(StorageError, match="digest archive pull"):
        both.push(both.b)
    assert both.pull(both.b) == {}
    assert "2024-08-16/issue.html" in both.push(both.b)
    assert dates(both.b) == (NEXT, DAY, BEFORE)
    assert b"2024-08-02" in both.there()["index.html"]


def test_a_draft_of_the_other_machine_stays_there(machines: Machines) -> None:
    """With the templates that only it was made with; nothing of it is needed here."""
    draft(machines.a, NEXT, "Not yet")
    machines.push(machines.a)
    before = machines.there()
    publish_all(machines.b, [issue(LATER, lead="Later")])
    machines.push(machines.b)
    after = machines.there()
    own = [name for name in before if name.startswith(("2024-08-16/", "templates/"))]
    assert len(own) == 6
    assert {name: after[name] for name in own} == {name: before[name] for name in own}
    machines.pull(machines.b)
    assert status(machines.b, NEXT) is Status.DRAFT


def test_templates_that_no_issue_names_any_more_go(machines: Machines) -> None:
    """A draft that is built again with others leaves none behind."""
    draft(machines.a, NEXT, "Not yet")
    machines.push(machines.a)
    draft(machines.a, NEXT, "Nearly")
    machines.push(machines.a)
    (kept,) = {name.split("/")[1] for name in machines.there() if name.startswith("templates/")}
    assert [path.name for path in (machines.a / "templates").iterdir()] == [kept]


def test_a_draft_there_does_not_unpublish_the_issue_here(machines: Machines) -> None:
    """It is told, and the next push brings the published one there."""
    draft(machines.a, NEXT, "Not yet")
    machines.push(machines.a)
    publish_all(machines.b, [issue(NEXT, lead="Out")])
    before = local_files(machines.b / "2024-08-16")
    assert machines.pull(machines.b) == {
        NEXT: "newer here than there; digest archive push takes it there"
    }
    assert local_files(machines.b / "2024-08-16") == before
    machines.push(machines.b)
    assert machines.pull(machines.a) == {}
    assert status(machines.a, NEXT) is Status.PUBLISHED


def test_an_earlier_version_never_replaces_a_correction(machines: Machines) -> None:
    """Neither by a pull here nor by a push there."""
    correct(machines.a, "The port is Izmail.")
    before = local_files(machines.a)
    assert list(machines.pull(machines.a)) == [DAY]
    assert local_files(machines.a) == before
    machines.push(machines.a)
    with pytest.raises(StorageError, match=r"2024-08-09 .*digest archive pull"):
        machines.push(machines.b)


def test_a_later_correction_comes_with_the_versions_before_it(machines: Machines) -> None:
    """Also when two corrections were published since."""
    correct(machines.a, "The port is Izmail.")
    correct(machines.a, "The envoys were four.")
    machines.push(machines.a)
    assert machines.pull(machines.b) == {}
    rebuild_site(machines.b, SITE, PlainPages())
    assert local_files(machines.b) == local_files(machines.a)
    assert (machines.b / "2024-08-09" / "versions" / "2" / "issue.html").is_file()


def test_an_open_correction_is_not_undone_by_a_pull(machines: Machines) -> None:
    """The version there is the one that is being corrected."""
    reopen(machines.b, DAY, text="The port is Izmail.", on=DAY)
    before = local_files(machines.b)
    assert list(machines.pull(machines.b)) == [DAY]
    assert local_files(machines.b) == before


def test_an_issue_published_twice_is_for_the_editor_to_settle(machines: Machines) -> None:
    """The pull says how to take the one there; a push takes neither."""
    publish_all(machines.a, [issue(NEXT, lead="One")])
    machines.push(machines.a)
    publish_all(machines.b, [issue(NEXT, lead="Other")])
    before = local_files(machines.b)
    told = machines.pull(machines.b)[NEXT]
    assert str(machines.b / "2024-08-16") in told
    assert local_files(machines.b) == before
    with pytest.raises(StorageError, match="2024-08-16"):
        machines.push(machines.b)
    (machines.b / "2024-08-16").rename(machines.b.parent / "aside")
    assert machines.pull(machines.b) == {}
    assert machines.push(machines.b) == ()


@pytest.mark.parametrize("name", ["issue.html", "draft.toml"])
def test_a_damaged_file_is_mended_by_a_pull_and_not_pushed(machines: Machines, name: str) -> None:
    """The whole one there stays, and comes back."""
    path = machines.b / "2024-08-09" / name
    right = path.read_bytes()
    path.write_bytes(b"changed")
    machines.push(machines.b)
    assert machines.there()[f"2024-08-09/{name}"] == right
    assert machines.pull(machines.b) == {}
    assert path.read_bytes() == right


@pytest.mark.parametrize("damage", [b"{", None])
def test_a_damaged_record_comes_back_by_a_pull(machines: Machines, damage: bytes | None) -> None:
    """A push is refused until then."""
    path = machines.b / "2024-08-09" / "issue.json"
    right = path.read_bytes()
    path.write_bytes(damage) if damage else path.unlink()
    with pytest.raises(StorageError, match=r"2024-08-09 .*digest archive pull"):
        push_to(machines.b, machines.shelf, "weekly")
    assert machines.pull(machines.b) == {}
    assert path.read_bytes() == right


def test_half_an_issue_there_does_not_come_here(machines: Machines, tmp_path: Path) -> None:
    """A file that its record names is gone from the store; the earlier issue did come, whole."""
    del machines.shelf.files["weekly/2024-08-09/issue.txt"]
    with pytest.raises(StorageError, match=r"2024-08-09/issue\.txt: not what"):
        machines.pull(tmp_path / "c")
    assert dates(tmp_path / "c") == (BEFORE,)


def test_weeks_that_were_skipped_add_up(machines: Machines) -> None:
    """The next window starts in the same place on both machines."""
    skip(machines.a, NEXT, NOON)
    machines.push(machines.a)
    skip(machines.b, LATER, NOON)
    with pytest.raises(StorageError, match=r"2024-08-16 .*digest archive pull"):
        machines.push(machines.b)
    assert machines.pull(machines.b) == {}
    machines.push(machines.b)
    machines.pull(machines.a)
    assert [one.date for one in skipped_issues(machines.a)] == [LATER, NEXT]
