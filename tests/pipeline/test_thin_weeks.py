"""Weeks in which nothing goes out, or more is fetched from before."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pipeline.newsletters import newsletter_in, workspace_at, write_piece

from digest.archive.skipped import skipped_issues
from digest.errors import NoSourceAnswered, NothingToPublish
from digest.pipeline.build import build_issue
from digest.pipeline.issue_maker import IssueMaker
from digest.pipeline.workspace import Workspace

DAY = date(2024, 8, 2)
AFTER = datetime(2024, 8, 2, 7, tzinfo=UTC)
"""The cut-off: what comes now is too late."""

SKIP = '[weeks]\nmin_items = 2\nthin = "skip"\n'


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A thin week that would be skipped, two hours before its cut-off."""
    newsletter_in(tmp_path, SKIP)
    write_piece(tmp_path, "Lonely", "2024-07-31")
    return workspace_at(tmp_path, DAY)


def skipped(workspace: Workspace) -> list[date]:
    """The issues that were skipped for good."""
    return [one.date for one in skipped_issues(workspace.issues)]


def test_a_week_is_not_skipped_before_its_cut_off(workspace: Workspace) -> None:
    """A piece may still come; it is said what happens otherwise."""
    with pytest.raises(NothingToPublish, match="at its cut-off, 2024-08-02 07:00 UTC"):
        build_issue(workspace, DAY)
    assert skipped(workspace) == []
    (workspace.page(DAY)).unlink()
    write_piece(workspace.folder, "Company", "2024-08-01")
    assert len([*build_issue(workspace, DAY).issue.items]) == 2


def test_a_week_is_skipped_after_its_cut_off(workspace: Workspace) -> None:
    """Once, however often it is built."""
    for _ in range(2):
        with pytest.raises(NothingToPublish, match="Thin week"):
            build_issue(replace(workspace, now=AFTER), DAY)
    assert skipped(workspace) == [DAY]


def test_an_empty_week_is_skipped_too(workspace: Workspace) -> None:
    """Else the next one would look back over it."""
    (workspace.folder / "articles" / "Lonely.md").unlink()
    write_piece(workspace.folder, "Old", "2024-01-01")
    with pytest.raises(NothingToPublish):
        build_issue(workspace, DAY)
    assert skipped(workspace) == []
    with pytest.raises(NothingToPublish):
        build_issue(replace(workspace, now=AFTER), DAY)
    assert skipped(workspace) == [DAY]


def test_a_preview_spends_no_week(workspace: Workspace) -> None:
    """Looking is free."""
    with pytest.raises(NothingToPublish):
        IssueMaker(lambda: replace(workspace, now=AFTER), DAY).build()
    assert skipped(workspace) == []


def test_a_week_is_not_skipped_because_its_sources_are_dead(workspace: Workspace) -> None:
    """The reason is told instead, with the exit code for it."""
    for piece in (workspace.folder / "articles").iterdir():
        piece.unlink()
    (workspace.folder / "articles").rmdir()
    with pytest.raises(NoSourceAnswered, match="Desk: "):
        build_issue(replace(workspace, now=AFTER), DAY)
    assert skipped(workspace) == []


def test_an_extended_week_is_built_again_to_the_same_bytes(tmp_path: Path) -> None:
    """What was fetched from before keeps its blurb, also when the week fills up later."""
    newsletter_in(tmp_path, '[weeks]\nmin_items = 3\nthin = "extend"\n')
    for title in ("Harbour", "Bridge"):
        sentences = [f"The {title} {title}{day} of {title}s met." for day in range(60)]
        write_piece(tmp_path, title, "2024-07-24", text=" ".join(sentences))
    write_piece(tmp_path, "Grain", "2024-07-31", text="Grain was shipped. Prices fell.")
    workspace = workspace_at(tmp_path, DAY)
    first = build_issue(workspace, DAY)
    assert len([*first.issue.items]) == 3
    second = build_issue(workspace, DAY)
    assert second.rendered.html == first.rendered.html
    assert second.rendered.eml == first.rendered.eml
    page = workspace.page(DAY)
    page.write_text(page.read_text().replace('subject = ""', 'subject = "Three"'))
    third = build_issue(workspace, DAY)
    write_piece(tmp_path, "Summit", "2024-08-01")
    write_piece(tmp_path, "Election", "2024-08-01")
    assert build_issue(workspace, DAY).rendered.html == third.rendered.html


def test_a_page_of_a_thin_week_gives_way_when_the_week_fills_up(tmp_path: Path) -> None:
    """Nobody has edited it, so it is the whole week's, and reaches back no more."""
    newsletter_in(tmp_path, '[weeks]\nmin_items = 2\nthin = "extend"\n')
    write_piece(tmp_path, "Harbour", "2024-07-24")
    write_piece(tmp_path, "Grain", "2024-07-31")
    workspace = workspace_at(tmp_path, DAY)
    assert any("Thin week" in note for note in build_issue(workspace, DAY).notes)
    write_piece(tmp_path, "Summit", "2024-08-01")
    full = build_issue(workspace, DAY)
    assert {item.headline.split()[0] for item in full.issue.items} == {"Grain", "Summit"}
    assert not any("Thin week" in note for note in full.notes)
