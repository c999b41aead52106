"""What the desk says of a draft: leads tried on, what changed, what came; nothing is written."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from pipeline.newsletters import newsletter_in, workspace_at, write_piece

from digest.draft import edit_page, find_story
from digest.draft.merge.news import pass_over
from digest.model.edits import Drop, Rewrite
from digest.pipeline.build import build_issue
from digest.pipeline.changes import Changes, changes_since_last_issue, changes_since_opening
from digest.pipeline.collection import collect_articles
from digest.pipeline.composing import compose_issue
from digest.pipeline.drafts import Drafted, draft_issue
from digest.pipeline.editing import edit_draft
from digest.pipeline.publication import publish_issue
from digest.pipeline.rehearsal import LeadFact, rehearse_leads
from digest.pipeline.visits import (
    decision,
    load_visit,
    news_of,
    note_visit,
    save_visit,
    with_visit,
)
from digest.pipeline.workspace import Workspace

DAY = date(2024, 8, 9)
TITLES = ("Harbour", "Bridge", "Ferry", "Quay", "Lamp")


@pytest.fixture(scope="module")
def drafted_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter with a lead, three bullets and a candidate, whose page was edited."""
    folder = newsletter_in(tmp_path_factory.mktemp("understood"))
    for name in TITLES:
        write_piece(folder, name, "2024-08-06")
    workspace = workspace_at(folder, DAY)
    collect_articles(workspace, offline=True)
    draft_issue(workspace, DAY)
    edit_draft(workspace, DAY, lambda _: Rewrite(key="preheader", value="Read on"))
    return folder


@pytest.fixture
def desk(drafted_once: Path, tmp_path: Path) -> Workspace:
    """A copy of it for one test."""
    return workspace_at(copytree(drafted_once, tmp_path / "desk"), DAY)


def drafted(desk: Workspace) -> Drafted:
    """The draft as it stands."""
    return draft_issue(desk, DAY)


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """All files of a newsletter but for its caches."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and ".digest" not in path.parts:
            yield str(path), path.read_bytes()


def test_three_leads_are_rehearsed_and_nothing_is_written(desk: Workspace) -> None:
    """The present one first; each of the others as its edit would make the page."""
    draft = drafted(desk)
    before = [*files(desk.folder)]
    found = rehearse_leads(desk, draft)
    assert [*files(desk.folder)] == before
    first, *others = found.shown
    assert first.edit is None
    assert len(others) == 2
    page = draft.page
    assert first.rendered.issue.lead == compose_issue(desk, draft).lead
    for one in others:
        assert one.edit
        after = edit_page(page, one.edit)
        assert after.decided.printed[0].articles[0] == one.story
        assert one.rendered.issue.lead
        assert one.rendered.issue.lead.id == one.story
        assert one.headline in one.rendered.html
        assert one.rendered.issue.subject != first.rendered.issue.subject
    assert len(found.others) == 2
    assert {one.story for one in found.others}.isdisjoint(one.story for one in found.shown)


def test_the_facts_of_a_lead_name_what_speaks_against_it(desk: Workspace) -> None:
    """A long subject, no picture."""
    newsletter = desk.newsletter
    check = newsletter.check.model_copy(update={"subject_length": 20})
    strict = replace(desk, newsletter=newsletter.model_copy(update={"check": check}))
    facts = rehearse_leads(strict, drafted(strict)).shown[1].facts
    assert facts[0] == LeadFact(text="1 source")
    assert facts[1].is_broken
    assert facts[1].text.startswith("Subject ")
    assert facts[1].text.endswith(", over 20")
    assert facts[2] == LeadFact(text="No picture", is_broken=True)


def test_other_leads_can_be_chosen_and_dropped_stories_are_none(desk: Workspace) -> None:
    """The chosen one stands beside the present one alone."""
    every = rehearse_leads(desk, drafted(desk))
    wanted = every.others[0].story
    shown = rehearse_leads(desk, drafted(desk), chosen=[wanted]).shown
    assert [one.story for one in shown] == [every.shown[0].story, wanted]
    edit_draft(desk, DAY, lambda page: Drop(story=find_story(page, wanted)))
    after = rehearse_leads(desk, drafted(desk), chosen=[wanted])
    assert [one.story for one in after.shown] == [every.shown[0].story]


def test_what_changed_since_the_desk_was_opened_is_told_in_sentences(desk: Workspace) -> None:
    """And nothing while it is the same."""
    opened = compose_issue(desk, drafted(desk))
    assert changes_since_opening(opened, opened) == Changes(against="you opened the desk")
    changed = replace(opened, subject="Another subject")
    assert changes_since_opening(opened, changed).sentences == (
        f"The subject changed: “{opened.subject}” is now “Another subject”.",
    )


def test_what_is_otherwise_than_in_the_last_issue_is_told(desk: Workspace) -> None:
    """The numbers, what is told again, the settings; that other stories are in it is no news."""
    build_issue(desk, DAY, offline=True)
    publish_issue(desk, DAY)
    assert changes_since_last_issue(desk, compose_issue(desk, drafted(desk))).against == ""
    later = date(2024, 8, 16)
    last = build_issue(desk, DAY, offline=True).issue
    again = replace(
        last,
        date=later,
        subject="Next",
        sections=(replace(last.sections[0], items=last.sections[0].items[:1]),),
        masthead=replace(last.masthead, title="Another name"),
    )
    assert last.lead
    assert changes_since_last_issue(desk, again) == Changes(
        against="No. 1",
        sentences=(
            "2 stories; it had 4.",
            f"Told again: “{last.lead.name}”.",
            f"Told again: “{last.sections[0].items[0].name}”.",
            "The masthead changed: “Test Weekly” is now “Another name”.",
        ),
    )


def test_what_was_passed_over_stays_so_over_a_restart(desk: Workspace) -> None:
    """It is kept beside the page; a lost or torn note only asks again."""
    write_piece(desk.folder, "Late", "2024-08-08")
    collect_articles(desk, offline=True)
    draft = drafted(desk)
    (piece,) = news_of(draft).pieces
    assert piece.edit
    path = desk.page(DAY)
    record = load_visit(path)
    visit = pass_over(record.visit, piece, draft.proposed.proposal)
    save_visit(path, with_visit(record, visit, decision(piece)))
    assert news_of(draft).pieces == ()
    assert load_visit(path).decided[0].headline == piece.headline
    (desk.folder / "drafts/.history/2024-08-09.visit.json").write_text("{torn")
    assert news_of(draft).pieces == (piece,)


def test_a_visit_remembers_what_was_read_and_shows_what_was_corrected(desk: Workspace) -> None:
    """The piece is written anew between two looks."""
    note_visit(drafted(desk))
    text = (desk.folder / "articles/Quay.md").read_text()
    (desk.folder / "articles/Quay.md").write_text(text.replace("happened", "took 38 hours"))
    collect_articles(desk, offline=True)
    (piece,) = news_of(drafted(desk)).pieces
    assert piece.correction
    assert piece.correction.passages[0].cut == "happened."
    assert piece.correction.passages[0].added == "took 38 hours."


def test_a_page_that_nobody_edited_has_no_news(tmp_path: Path) -> None:
    """It is written anew with each build."""
    folder = newsletter_in(tmp_path)
    write_piece(folder, "Harbour", "2024-08-06")
    workspace = workspace_at(folder, DAY)
    collect_articles(workspace, offline=True)
    draft = draft_issue(workspace, DAY)
    write_piece(folder, "Late", "2024-08-08")
    collect_articles(workspace, offline=True)
    assert news_of(draft).pieces == ()
