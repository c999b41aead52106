"""Every issue is checked against its record; what can be rebuilt is."""

from dataclasses import replace
from pathlib import Path

import pytest
from archive.samples import DAY, PAGE, issue, rendered

from digest.archive.issue_folder import Toolchain, save_issue
from digest.archive.publication import freeze_issue, reopen_issue
from digest.archive.record import encode_record, parse_record
from digest.archive.verification import Verdict, mend_archive, verify_archive
from digest.errors import RenderError
from digest.model.issues import Issue, RenderedIssue

TOOLS = {"jinja2": "3.1.6"}
WORKSHOP = Toolchain(templates={"issue.mjml.j2": "<mjml/>"}, tools=TOOLS)


def renderer(made: Issue, *, templates: Path, folder: Path) -> RenderedIssue:
    """What made the samples, if it gets the templates and the folder it was promised."""
    assert (templates / "issue.mjml.j2").read_text() == "<mjml/>"
    assert (folder / "issue.json").is_file()
    return rendered(made)


def verdicts(issues: Path, tools: dict[str, str] = TOOLS) -> tuple[Verdict, ...]:
    """The verdicts with the very tools that made the issues."""
    return verify_archive(issues, renderer, tools=tools)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A published issue with a picture."""
    place = save_issue(
        tmp_path / "issues",
        rendered(),
        page=PAGE,
        pictures={"harbour.png": b"PNG"},
        workshop=WORKSHOP,
    )
    freeze_issue(tmp_path / "issues", DAY)
    return place


def test_a_sound_archive_has_nothing_to_tell(folder: Path) -> None:
    """Every file is as it was built, and would be built the same again."""
    assert verdicts(folder.parent) == (Verdict(date=DAY),)


@pytest.mark.parametrize("name", ["issue.html", "issue.txt", "issue.eml"])
@pytest.mark.parametrize("gone", [True, False])
def test_what_was_rendered_can_be_rebuilt_byte_for_byte(
    folder: Path, name: str, *, gone: bool
) -> None:
    """A file that is lost or changed is named, and mended from the record."""
    right = (folder / name).read_bytes()
    (folder / name).unlink() if gone else (folder / name).write_bytes(b"changed")
    (verdict,) = verdicts(folder.parent)
    (damage,) = verdict.damages
    assert damage.path == folder / name
    assert damage.problem == ("missing" if gone else "not as it was built")
    assert "can be rebuilt" in damage.remedy
    assert mend_archive((verdict,)) == (folder / name,)
    assert (folder / name).read_bytes() == right
    assert verdicts(folder.parent) == (Verdict(date=DAY),)


@pytest.mark.parametrize("name", ["draft.toml", "images/harbour.png"])
def test_what_was_not_rendered_must_come_from_a_copy(folder: Path, name: str) -> None:
    """A picture and the editor's page are named, and left alone."""
    (folder / name).write_bytes(b"changed")
    (damage,) = verdicts(folder.parent)[0].damages
    assert damage.path == folder / name
    assert "from a copy" in damage.remedy
    assert mend_archive(verdicts(folder.parent)) == ()


def test_a_lost_record_is_named_with_what_is_left(folder: Path) -> None:
    """The other issues are verified all the same."""
    save_issue(folder.parent, rendered(issue(DAY.replace(day=16))), page=PAGE, workshop=WORKSHOP)
    (folder / "issue.json").write_text("{")
    newer, older = verdicts(folder.parent)
    assert newer.damages == ()
    (damage,) = older.damages
    assert damage.path == folder / "issue.json"
    assert "issue.html, issue.txt" in damage.remedy
    assert "drafts/2024-08-09.toml" in damage.remedy


def test_a_changed_snapshot_of_templates_is_damage(folder: Path) -> None:
    """The issue's files are whole, but could not be made again."""
    (snapshot,) = (folder.parent / "templates").iterdir()
    (snapshot / "issue.mjml.j2").write_text("other")
    (damage,) = verdicts(folder.parent)[0].damages
    assert damage.path == snapshot
    assert "templates" in damage.problem


def test_other_versions_are_said_when_they_matter(folder: Path) -> None:
    """The bytes stand; the note names what would come out otherwise, and which versions differ."""

    def newer(made: Issue, *, templates: Path, folder: Path) -> RenderedIssue:
        return replace(renderer(made, templates=templates, folder=folder), html="<p>other")

    (verdict,) = verify_archive(folder.parent, newer, tools={"jinja2": "4.0"})
    assert verdict.damages == ()
    assert verdict.notes == (
        "2024-08-09: issue.html would come out otherwise today: jinja2 3.1.6 then, 4.0 now",
    )
    (same,) = verdicts(folder.parent, {"jinja2": "4.0"})
    assert "still comes out the same" in same.notes[0]


def test_a_template_that_fails_today_is_told(folder: Path) -> None:
    """With the way to the versions that made the issue."""

    def failing(made: Issue, *, templates: Path, folder: Path) -> RenderedIssue:
        raise RenderError(f"{templates.name} {folder.name} {made.number}: no filter 'wrap'")

    (damage,) = verify_archive(folder.parent, failing, tools=TOOLS)[0].damages
    assert "no filter 'wrap'" in damage.problem
    assert "tools" in damage.remedy


def test_a_record_that_no_renderer_can_take_is_told(folder: Path) -> None:
    """It was changed by hand, perhaps; the other issues are verified all the same."""
    save_issue(folder.parent, rendered(issue(DAY.replace(day=16))), page=PAGE, workshop=WORKSHOP)

    def failing(made: Issue, *, templates: Path, folder: Path) -> RenderedIssue:
        if made.date == DAY:
            raise OverflowError("date value out of range")
        return renderer(made, templates=templates, folder=folder)

    newer, older = verify_archive(folder.parent, failing, tools=TOOLS)
    assert newer.damages == ()
    assert "date value out of range" in older.damages[0].problem


def test_a_folder_with_another_date_is_told(folder: Path) -> None:
    """A folder that was copied or renamed by hand would spend its items twice."""
    folder.rename(folder.parent / "2024-08-16")
    (verdict,) = verdicts(folder.parent)
    assert verdict.damages[0].problem == "holds the issue of 2024-08-09"


def test_earlier_versions_are_verified_too(folder: Path) -> None:
    """What readers had before a correction is part of the archive."""
    reopen_issue(folder.parent, DAY, text="The port is Izmail.", on=DAY)
    (folder / "versions" / "1" / "issue.txt").write_text("changed")
    (verdict,) = verdicts(folder.parent)
    assert [damage.path.parent.name for damage in verdict.damages] == ["1"]
    assert "rebuilt" in verdict.damages[0].remedy


def test_a_file_named_like_an_issue_is_none(folder: Path) -> None:
    """Whoever left it there, the archive is as sound as before."""
    (folder.parent / "2024-01-01").touch()
    (folder / "versions").mkdir()
    (folder / "versions" / "1").touch()
    assert verdicts(folder.parent) == (Verdict(date=DAY),)


@pytest.mark.parametrize("name", ["issue.html", "issue.txt", "issue.eml", "draft.toml"])
def test_a_record_that_forgot_a_file_is_damaged(folder: Path, name: str) -> None:
    """Nobody could tell whether that file is as it was built."""
    record = parse_record((folder / "issue.json").read_bytes())
    files = {one: digits for one, digits in record.files.items() if one != name}
    (folder / "issue.json").write_bytes(encode_record(replace(record, files=files)))
    (verdict,) = verdicts(folder.parent)
    (damage,) = verdict.damages
    assert damage.path == folder / "issue.json"
    assert damage.problem == f"says nothing of {name}"
    assert "from a copy" in damage.remedy
    assert verdict.notes == ()
