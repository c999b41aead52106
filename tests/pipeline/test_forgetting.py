"""A collection forgets what is older than [store] keep, but nothing that an issue needs."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pipeline.newsletters import newsletter_in, workspace_at, write_piece

from digest.pipeline.build import build_issue
from digest.pipeline.collection import collect_articles
from digest.pipeline.publication import correct_issue, publish_issue
from digest.pipeline.workspace import Voice, Workspace
from digest.store import open_store

FRIDAY = date(2026, 3, 6)
LONG_AFTER = date(2027, 9, 3)
PAPER = '[[sources]]\nurl = "https://paper.example/feed"\nname = "Paper"\npaused = true\n'


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A newsletter on the day of an issue of two stories that no source shows any more."""
    workspace = workspace_at(newsletter_in(tmp_path, PAPER), FRIDAY)
    write_piece(tmp_path, "Harbour", "2026-03-04")
    write_piece(tmp_path, "Grain", "2026-03-05")
    collect_articles(workspace)
    with open_store(workspace.store_file) as store:
        # As the articles of a feed: those of the folder go with their files.
        store._connection.execute("UPDATE articles SET file = '', source = 'Paper'")
        store._connection.execute("UPDATE sightings SET source = 'Paper'")
        store._connection.execute(
            "UPDATE articles SET article = json_set(article, '$.file', '', '$.source', 'Paper')"
        )
    for piece in (tmp_path / "articles").iterdir():
        piece.unlink()
    return workspace


def collected(workspace: Workspace, day: date) -> list[tuple[str, str]]:
    """The steps of a collection on that day."""
    steps: list[tuple[str, str]] = []
    later = workspace_at(workspace.folder, day)
    collect_articles(replace(later, voice=Voice(step=lambda *step: steps.append(step))))
    return steps


def kept(workspace: Workspace) -> int:
    """How many articles the store has."""
    with open_store(workspace.store_file) as store:
        return store.count()


def test_what_was_not_seen_for_long_is_forgotten_and_said(workspace: Workspace) -> None:
    """Once, as a step of its own; before that, nothing."""
    assert [name for name, _ in collected(workspace, FRIDAY + timedelta(days=300))] == ["collect"]
    assert collected(workspace, LONG_AFTER)[1:] == [
        ("forget", "2 articles not seen for 400 days forgotten")
    ]
    assert collected(workspace, LONG_AFTER)[1:] == []
    assert kept(workspace) == 0


def test_keep_says_for_how_long(workspace: Workspace) -> None:
    """And longest_window, where that is longer: an issue may still reach so far."""
    newsletter_in(workspace.folder, f'{PAPER}[store]\nkeep = "60 days"\n')
    collected(workspace, FRIDAY + timedelta(days=60))
    assert kept(workspace) == 2
    longer = (workspace.folder / "newsletter.toml").read_text()
    (workspace.folder / "newsletter.toml").write_text(
        longer.replace('on = "friday"', 'on = "friday"\nlongest_window = 90')
    )
    collected(workspace, FRIDAY + timedelta(days=80))
    assert kept(workspace) == 2
    newsletter_in(workspace.folder, f'{PAPER}[store]\nkeep = "60 days"\n')
    collected(workspace, FRIDAY + timedelta(days=80))
    assert kept(workspace) == 0


@pytest.mark.parametrize("mistake", ["", "\nthis is no page any more\n"])
def test_the_page_of_a_draft_keeps_its_articles(workspace: Workspace, mistake: str) -> None:
    """Years later it can still be built, also where it has a mistake until then."""
    build_issue(workspace, FRIDAY)
    page = workspace.page(FRIDAY)
    page.write_text(page.read_text() + mistake)
    collected(workspace, LONG_AFTER)
    assert kept(workspace) == 2


def test_a_published_issue_can_be_corrected_years_later(workspace: Workspace) -> None:
    """What it prints stays; a candidate that it did not print goes."""
    page = workspace.page(FRIDAY)
    build_issue(workspace, FRIDAY)
    text = page.read_text()
    story = text[text.rindex("[[story]]") : text.index("#: -------- Not printed")]
    page.write_text(text.replace(story, ""))
    build_issue(workspace, FRIDAY)
    publish_issue(workspace, FRIDAY, force=True)
    collected(workspace, LONG_AFTER)
    assert kept(workspace) == 1
    later = workspace_at(workspace.folder, LONG_AFTER)
    correct_issue(later, FRIDAY, reason="The harbour is elsewhere.")
    assert len([*build_issue(later, FRIDAY).issue.items]) == 1
