"""A newsletter over several weeks: what is spent, carried, skipped, corrected."""

from datetime import date
from email import message_from_bytes
from pathlib import Path
from shutil import copytree

import pytest
from pipeline.newsletters import newsletter_in, workspace_at, write_piece

from digest.archive.contents import issue_status, list_issues
from digest.archive.verification import verify_archive
from digest.errors import CheckFailed, NothingToPublish
from digest.model.issues import Issue, Status
from digest.pipeline.build import Built, build_issue
from digest.pipeline.publication import correct_issue, publish_issue
from digest.pipeline.toolchain import rerender_issue, tool_versions

FIRST, SECOND, THIRD = date(2024, 8, 2), date(2024, 8, 9), date(2024, 8, 16)


def first_week(folder: Path) -> Path:
    """A newsletter with the two pieces of its first week."""
    newsletter_in(folder)
    write_piece(folder, "Harbour", "2024-07-31")
    write_piece(folder, "Bridge", "2024-08-01")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter in its first week."""
    return first_week(tmp_path)


@pytest.fixture(scope="module")
def after_the_first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter whose first issue is out."""
    folder = first_week(tmp_path_factory.mktemp("after"))
    published(folder, FIRST)
    return folder


@pytest.fixture
def later(after_the_first: Path, tmp_path: Path) -> Path:
    """A copy of it, for what comes next."""
    return copytree(after_the_first, tmp_path, dirs_exist_ok=True)


def write_second_week(folder: Path) -> None:
    """Two more pieces, a week later."""
    write_piece(folder, "Grain", "2024-08-07")
    write_piece(folder, "Pipeline", "2024-08-08")


def built(folder: Path, day: date) -> Built:
    """Build the issue of `day` on its own morning."""
    return build_issue(workspace_at(folder, day), day)


def published(folder: Path, day: date) -> Issue:
    """Build and publish the issue of `day`."""
    issue = built(folder, day).issue
    publish_issue(workspace_at(folder, day), day, force=True)
    return issue


def words(issue: Issue) -> set[str]:
    """The first word of every headline."""
    return {item.headline.split()[0] for item in issue.items}


def test_each_week_has_its_own_pieces(folder: Path) -> None:
    """The window is a week; numbers go on; the earlier issue is linked."""
    assert words(published(folder, FIRST)) == {"Harbour", "Bridge"}
    write_second_week(folder)
    second = published(folder, SECOND)
    assert words(second) == {"Grain", "Pipeline"}
    assert second.number == 2
    assert second.earlier is not None
    assert second.earlier.issues[0].url == "https://weekly.example.org/2024-08-02/"


def test_building_spends_nothing(folder: Path) -> None:
    """A draft may be built any number of times before it is published."""
    built(folder, FIRST)
    assert issue_status(folder / "issues", FIRST) is Status.DRAFT
    assert words(published(folder, FIRST)) == {"Harbour", "Bridge"}


def test_a_missed_week_widens_the_window_and_says_so(later: Path) -> None:
    """After the first issue the second is missed; the third holds both weeks."""
    write_second_week(later)
    write_piece(later, "Summit", "2024-08-14")
    third = built(later, THIRD)
    assert words(third.issue) == {"Grain", "Pipeline", "Summit"}
    assert any("1 issue missed" in note for note in third.notes)


def test_what_was_printed_is_not_printed_again(later: Path) -> None:
    """A piece that comes again under a new date is known by its address."""
    write_second_week(later)
    write_piece(later, "Harbour", "2024-08-08")
    assert "Harbour" not in words(built(later, SECOND).issue)


def test_a_late_arrival_joins_the_next_issue(later: Path) -> None:
    """Dated before the cut-off, first seen after it."""
    write_piece(later, "Late", "2024-08-01")
    assert "Late" in words(built(later, SECOND).issue)


def test_a_published_issue_stays_as_it_is(later: Path) -> None:
    """Building again, also with other settings, changes no byte and says why."""
    before = (later / "issues" / "2024-08-02" / "issue.html").read_bytes()
    write_piece(later, "Another", "2024-08-01")
    again = built(later, FIRST)
    assert (later / "issues" / "2024-08-02" / "issue.html").read_bytes() == before
    assert "reopen" in again.notes[0]


def test_publishing_twice_changes_nothing(later: Path) -> None:
    """The second time says that nothing changed."""
    assert not publish_issue(workspace_at(later, FIRST), FIRST).changed


def test_a_broken_mail_is_not_published(tmp_path: Path) -> None:
    """Without an unsubscribe link the check has an error, and the issue stays a draft."""
    newsletter_in(tmp_path)
    settings = tmp_path / "newsletter.toml"
    settings.write_text(settings.read_text().replace("unsubscribe_url", "preferences_url"))
    write_piece(tmp_path, "Harbour", "2024-07-31")
    workspace = workspace_at(tmp_path, FIRST)
    build_issue(workspace, FIRST)
    with pytest.raises(CheckFailed, match="unsubscribe"):
        publish_issue(workspace, FIRST)
    assert issue_status(workspace.issues, FIRST) is Status.DRAFT
    assert publish_issue(workspace, FIRST, force=True).changed


def test_a_correction_carries_its_line_and_keeps_its_number(later: Path) -> None:
    """Readers keep the old version until the corrected one is published."""
    line = correct_issue(workspace_at(later, FIRST), FIRST, reason="The bridge is in Kerch.")
    assert line == "2024-08-02: The bridge is in Kerch."
    page = later / "drafts" / "2024-08-02.toml"
    page.write_text(page.read_text().replace('headline = "', 'headline = "Corrected ', 1))
    corrected = built(later, FIRST)
    assert "The bridge is in Kerch." in corrected.rendered.html
    publish_issue(workspace_at(later, FIRST), FIRST, force=True)
    assert [one.status for one in list_issues(later / "issues")] == [Status.CORRECTED]
    assert corrected.issue.number == 1
    assert (later / "issues" / "2024-08-02" / "versions" / "1" / "issue.html").exists()


# What the same source tells again is never named.
@pytest.mark.parametrize(("sources", "named"), [(1, "true"), (2, "true"), (2, "false")])
def test_what_was_only_also_covered_is_spent_too(tmp_path: Path, sources: int, named: str) -> None:
    """Named or not, of another source or of the same one: it does not come again next week."""
    newsletter_in(
        tmp_path, f'[lead]\nalso_covered = {named}\n[[sources]]\npath = "wire"\nname = "Wire"\n'
    )
    (tmp_path / "wire").mkdir()
    write_piece(tmp_path, "Harbour", "2024-07-31")
    first = tmp_path / "articles" / "Harbour.md"
    second = tmp_path / ("articles" if sources == 1 else "wire") / "Again.md"
    second.write_text(first.read_text().replace("org/Harbour", "org/Again"))
    assert len([*published(tmp_path, FIRST).items]) == 1
    second.write_text(
        "---\ntitle: Ferry timetable changes on Monday\ndate: 2024-08-07\n"
        "url: https://example.org/Again\n---\n\nBoats leave earlier.\n"
    )
    write_piece(tmp_path, "Grain", "2024-08-08")
    assert words(built(tmp_path, SECOND).issue) == {"Grain"}


@pytest.mark.parametrize("rule", ["carry", "skip"])
def test_a_thin_week_that_sends_nothing_says_so(tmp_path: Path, rule: str) -> None:
    """Exit 3; carried pieces are the next issue's, skipped ones are gone."""
    newsletter_in(tmp_path, f'[weeks]\nmin_items = 2\nthin = "{rule}"\n')
    write_piece(tmp_path, "Lonely", "2024-07-31")
    with pytest.raises(NothingToPublish, match="Thin week"):
        built(tmp_path, FIRST)
    for title in ("Grain", "Pipeline"):
        write_piece(tmp_path, title, "2024-08-08")
    (tmp_path / "drafts" / "2024-08-02.toml").unlink()
    issue = built(tmp_path, SECOND).issue
    assert words(issue) == {"Grain", "Pipeline"}


def test_a_thin_week_is_filled_from_the_week_before(tmp_path: Path) -> None:
    """thin = extend looks back further and says so."""
    newsletter_in(tmp_path, '[weeks]\nmin_items = 2\nthin = "extend"\n')
    write_piece(tmp_path, "Harbour", "2024-07-31")
    write_piece(tmp_path, "Grain", "2024-08-07")
    second = built(tmp_path, SECOND)
    assert words(second.issue) == {"Harbour", "Grain"}
    assert any("looking back 7 more days" in note for note in second.notes)


def test_a_fat_week_is_cut_and_says_what_it_left_out(folder: Path) -> None:
    """max_items holds for the first page."""
    newsletter_in(folder, "[weeks]\nmax_items = 1\n")
    first = built(folder, FIRST)
    assert len(words(first.issue)) == 1
    assert any("Fat week" in note for note in first.notes)


def test_a_corrected_issue_is_a_new_mail_and_the_archive_agrees(later: Path) -> None:
    """Clients hide a mail whose id they know; making both again gives the same bytes."""
    first = (later / "issues" / "2024-08-02" / "issue.eml").read_bytes()
    correct_issue(workspace_at(later, FIRST), FIRST, reason="The bridge is in Kerch.")
    built(later, FIRST)
    publish_issue(workspace_at(later, FIRST), FIRST, force=True)
    second = (later / "issues" / "2024-08-02" / "issue.eml").read_bytes()
    assert message_from_bytes(first)["Message-ID"] != message_from_bytes(second)["Message-ID"]
    verdicts = verify_archive(later / "issues", rerender_issue, tools=tool_versions())
    assert [(one.damages, one.notes) for one in verdicts] == [((), ())]
