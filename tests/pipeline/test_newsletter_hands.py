"""A run over a real newsletter in a folder: what it finds there and what it leaves."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pipeline.newsletters import newsletter_in, workspace_at, write_piece

from digest.archive.contents import issue_status
from digest.archive.skipped import skipped_issues
from digest.errors import NoSourceAnswered, UsageError
from digest.model.issues import Status
from digest.pipeline.build import build_issue
from digest.pipeline.newsletter_hands import NewsletterHands
from digest.pipeline.plan_ahead import plan_ahead
from digest.pipeline.publication import correct_issue, publish_issue
from digest.pipeline.review import approve, hold, read_review, waiting_day
from digest.pipeline.tick import TickDone, run_tick
from digest.pipeline.workspace import Voice, Workspace
from digest.schedule.facts import IssueState
from digest.schedule.moments import MomentKind

FRIDAY = date(2024, 8, 2)
AFTER = date(2024, 8, 9)
PUBLISH = '[review]\nthen = "publish"\n'
HOLD = '[review]\nwindow = "2 hours"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter of one piece that publishes by itself, with a first run on Wednesday."""
    newsletter_in(tmp_path, PUBLISH)
    write_piece(tmp_path, "Harbour", "2024-07-31")
    run(tmp_path, "2024-07-31T12:00")
    return tmp_path


def at(folder: Path, moment: str) -> Workspace:
    """The newsletter at a moment in UTC."""
    now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    return replace(workspace_at(folder, FRIDAY), now=now)


def run(folder: Path, moment: str) -> TickDone:
    """One run at a moment."""
    workspace = at(folder, moment)
    return run_tick(workspace, NewsletterHands(workspace=workspace))


def said(folder: Path, moment: str) -> list[str]:
    """What it says that it did."""
    return [done.said for done in run(folder, moment).done]


def edit(folder: Path) -> None:
    """Give the lead other words, as an editor does."""
    page = folder / "drafts" / f"{FRIDAY}.toml"
    text = page.read_text()
    edited = text.replace('headline = "Harbour', 'headline = "The new Harbour')
    assert edited != text
    page.write_text(edited)


def test_at_the_cut_off_an_issue_is_built_and_published(folder: Path) -> None:
    """Once; the record says since when it is out."""
    assert said(folder, "2024-08-02T07:00") == [
        f"Built No. 1, the issue of {FRIDAY}: 1 item.",
        f"Published the issue of {FRIDAY}.",
    ]
    assert said(folder, "2024-08-02T07:15") == []
    facts = NewsletterHands(workspace=at(folder, "2024-08-02T07:15")).issue(FRIDAY)
    assert facts.state is IssueState.PUBLISHED
    assert facts.published
    assert facts.lead.startswith("Harbour")


def test_after_a_run_the_files_are_as_they_were_stamped(folder: Path) -> None:
    """So that the next one may rest."""
    ticked = run(folder, "2024-08-02T07:00")
    hands = NewsletterHands(workspace=at(folder, "2024-08-02T07:15"))
    assert hands.stamp((FRIDAY, AFTER)) == ticked.stamps
    assert ticked.resting_until == datetime(2024, 8, 2, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    "touched",
    [
        "newsletter.toml",
        "drafts/2024-08-09.toml",
        "drafts/2024-08-09.approved",
        "drafts/2024-08-09.held",
        "issues/2024-08-02/issue.json",
        "issues/.sent/2024-08-02.jsonl",
        "issues/skipped.json",
        ".digest/schedule.json",
    ],
)
def test_each_file_that_may_make_something_due_is_stamped(folder: Path, touched: str) -> None:
    """Be it new or written over."""
    stamps = run(folder, "2024-08-02T07:00").stamps
    path = folder / touched
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text() if path.exists() else "") + "\n")
    hands = NewsletterHands(workspace=at(folder, "2024-08-02T07:15"))
    assert hands.stamp((FRIDAY, AFTER)) != stamps


def test_an_edited_page_is_built_again_and_then_published(folder: Path) -> None:
    """The page stays as the editor left it."""
    newsletter_in(folder, '[review]\nwindow = "2 hours"\nthen = "publish"\n')
    run(folder, "2024-08-02T07:00")
    edit(folder)
    page = (folder / "drafts" / f"{FRIDAY}.toml").read_text()
    assert said(folder, "2024-08-02T09:00")[-1] == f"Published the issue of {FRIDAY}."
    assert "The new Harbour" in (folder / "issues" / f"{FRIDAY}" / "issue.html").read_text()
    assert (folder / "drafts" / f"{FRIDAY}.toml").read_text() == page


def test_at_the_cut_off_news_are_merged_into_an_edited_page(folder: Path) -> None:
    """Among the candidates; the editor's words stay."""
    build = at(folder, "2024-08-01T12:00")
    NewsletterHands(workspace=build).build(FRIDAY, again=False, patient=False)
    edit(folder)
    write_piece(folder, "Bridge", "2024-08-01")
    run(folder, "2024-08-02T07:00")
    page = (folder / "drafts" / f"{FRIDAY}.toml").read_text()
    assert "The new Harbour" in page
    assert "Bridge" in page


def test_a_correction_in_work_is_no_draft(folder: Path) -> None:
    """Readers have the issue; nothing is due for it."""
    run(folder, "2024-08-02T07:00")
    correct_issue(at(folder, "2024-08-02T08:00"), FRIDAY, reason="A name was wrong.")
    hands = NewsletterHands(workspace=at(folder, "2024-08-02T08:15"))
    assert hands.issue(FRIDAY).state is IssueState.REOPENED
    assert hands.last_out(AFTER) == FRIDAY
    assert said(folder, "2024-08-02T08:15") == []


def test_an_issue_that_was_published_by_hand_is_left(folder: Path) -> None:
    """Before its cut-off, even."""
    workspace = at(folder, "2024-08-01T12:00")
    NewsletterHands(workspace=workspace).build(FRIDAY, again=False, patient=False)
    publish_issue(workspace, FRIDAY)
    assert said(folder, "2024-08-02T07:00") == ["Collected 0 new articles."]
    assert issue_status(folder / "issues", FRIDAY) is Status.PUBLISHED


def test_a_thin_week_is_skipped_and_told(folder: Path) -> None:
    """As [weeks] says; the next issue starts at its cut-off."""
    newsletter_in(folder, PUBLISH + '[weeks]\nmin_items = 2\nthin = "skip"\n')
    done = run(folder, "2024-08-02T07:00").done
    assert [one.act.kind for one in done] == ["build", "tell"]
    assert done[0].said.startswith(f"No issue of {FRIDAY}: Thin week: 1 of at least 2 items")
    assert [one.date for one in skipped_issues(folder / "issues")] == [FRIDAY]
    hands = NewsletterHands(workspace=at(folder, "2024-08-02T07:15"))
    assert hands.issue(FRIDAY).state is IssueState.SKIPPED
    assert hands.last_out(AFTER) == FRIDAY
    assert said(folder, "2024-08-02T07:15") == []


@pytest.fixture(params=["carry", "skip"])
def built_by_hand(folder: Path, request: pytest.FixtureRequest) -> Path:
    """A newsletter of whose thin week the editor built an issue, asking for fewer items."""
    newsletter_in(folder, HOLD + f'[weeks]\nmin_items = 2\nthin = "{request.param}"\n')
    run(folder, "2024-08-02T07:00")
    newsletter_in(folder, HOLD)
    build_issue(at(folder, "2024-08-02T08:00"), FRIDAY)
    return folder


def test_an_issue_built_by_hand_in_a_thin_week_is_published_once_approved(
    built_by_hand: Path,
) -> None:
    """Its page is the one that a run found too thin."""
    approve(at(built_by_hand, "2024-08-02T08:00"), FRIDAY)
    assert said(built_by_hand, "2024-08-02T08:15") == [f"Published the issue of {FRIDAY}."]


def test_an_issue_built_by_hand_in_a_thin_week_is_told_of_where_it_never_went_out(
    built_by_hand: Path,
) -> None:
    """Be it skipped by a run before."""
    told = f"Told the editor: the issue of {FRIDAY} was never approved."
    assert told in said(built_by_hand, "2024-08-09T07:00")


def test_an_issue_that_no_run_has_built_yet_waits_for_a_word(folder: Path) -> None:
    """The machine was off at the cut-off; the next run would build and publish it."""
    saturday = at(folder, "2024-08-03T09:00")
    assert waiting_day(saturday) == FRIDAY
    hold(saturday, waiting_day(saturday))
    assert said(folder, "2024-08-03T09:10") == [f"Built No. 1, the issue of {FRIDAY}: 1 item."]
    assert said(folder, "2024-08-03T13:15") == ["Collected 0 new articles."]
    assert waiting_day(at(folder, "2024-08-03T13:15")) == FRIDAY


def test_an_issue_that_was_skipped_is_not_the_one_that_waits(folder: Path) -> None:
    """Nor one that was found too thin, until its page is changed, and none of the past."""
    newsletter_in(folder, PUBLISH + '[weeks]\nmin_items = 2\nthin = "carry"\n')
    run(folder, "2024-08-02T07:00")
    assert waiting_day(at(folder, "2024-08-03T09:00")) == AFTER
    edit(folder)
    assert waiting_day(at(folder, "2024-08-03T09:00")) == FRIDAY
    (folder / ".digest" / "schedule.json").unlink()
    assert waiting_day(at(folder, "2024-08-03T09:00")) == AFTER


def test_an_issue_that_is_out_does_not_wait_though_a_correction_is_in_work(folder: Path) -> None:
    """No run publishes that; a word is for the next issue."""
    run(folder, "2024-08-02T07:00")
    assert waiting_day(at(folder, "2024-08-03T09:00")) == AFTER
    correct_issue(at(folder, "2024-08-02T08:00"), FRIDAY, reason="A name was wrong.")
    assert waiting_day(at(folder, "2024-08-03T09:00")) == AFTER


def test_a_damaged_word_on_an_unbuilt_issue_is_replaced_by_another(folder: Path) -> None:
    """Of the issue that it was about."""
    (folder / "drafts").mkdir()
    (folder / "drafts" / f"{FRIDAY}.approved").write_text("[")
    assert waiting_day(at(folder, "2024-08-03T09:00")) == FRIDAY


def test_an_issue_waits_on_when_the_schedule_is_changed(folder: Path) -> None:
    """By the old schedule it was built; its end of review is named, and it can be approved."""
    newsletter_in(folder, '[review]\nthen = "publish"\nwindow = "3 hours"\n')
    run(folder, "2024-08-02T07:00")
    settings = folder / "newsletter.toml"
    settings.write_text(settings.read_text().replace('"friday"', '"thursday"'))
    later = at(folder, "2024-08-02T08:00")
    assert waiting_day(later) == FRIDAY
    first = plan_ahead(later, count=1).moments[0]
    assert (first.kind, first.day) == (MomentKind.REVIEW_ENDS, FRIDAY)
    assert read_review(later, date(2024, 8, 1)) is None
    approve(later, waiting_day(later))
    assert said(folder, "2024-08-02T08:15") == [f"Published the issue of {FRIDAY}."]


def test_who_only_looks_ahead_leaves_a_damaged_memory_in_place(folder: Path) -> None:
    """The next run sets it aside, and says so."""
    memory = folder / ".digest" / "schedule.json"
    memory.write_text("{")
    plan_ahead(at(folder, "2024-08-02T07:15"), count=1)
    assert memory.read_text() == "{"


def test_a_page_with_a_mistake_fails_with_file_and_line(folder: Path) -> None:
    """And stays as it is, until it is mended."""
    (folder / "drafts").mkdir()
    page = folder / "drafts" / f"{FRIDAY}.toml"
    page.write_text("[lead\n")
    ticked = run(folder, "2024-08-02T07:00")
    assert [f"{FRIDAY}.toml:1" in str(one) for one in ticked.failures] == [True]
    assert page.read_text() == "[lead\n"
    page.unlink()
    assert said(folder, "2024-08-02T07:15")[-1] == f"Published the issue of {FRIDAY}."


def test_a_patient_build_waits_for_an_answer(tmp_path: Path) -> None:
    """Where every source fails."""
    newsletter_in(tmp_path)
    (tmp_path / "articles").rmdir()
    hands = NewsletterHands(workspace=at(tmp_path, "2024-08-02T07:00"))
    with pytest.raises(NoSourceAnswered):
        hands.build(FRIDAY, again=False, patient=True)


def test_a_damaged_memory_is_said_and_costs_nothing(folder: Path) -> None:
    """The archive knows what is out."""
    run(folder, "2024-08-02T07:00")
    (folder / ".digest" / "schedule.json").write_text("{")
    warned: list[str] = []
    workspace = replace(at(folder, "2024-08-02T07:15"), voice=Voice(warn=warned.append))
    done = run_tick(workspace, NewsletterHands(workspace=workspace)).done
    assert [one.said for one in done] == ["Collected 0 new articles."]
    assert "set aside" in warned[0]


def test_what_nobody_could_be_told_is_told_by_the_next_run(tmp_path: Path) -> None:
    """Though the run that found it goes on; it counts as failed."""
    told = tmp_path / "told"
    notices = f'[notices]\ncommand = ["sh", "-c", "cat >>{told} && test -e {told}.works"]\n'
    newsletter_in(tmp_path, PUBLISH + notices)
    run(tmp_path, "2024-07-31T12:00")
    first = run(tmp_path, "2024-08-02T07:00")
    assert [str(one) for one in first.failures] == [
        f"nobody could be told “a thin week, {FRIDAY}”; `digest notices test` tries every way"
    ]
    Path(f"{told}.works").touch()
    again = f"Told the editor: a thin week, {FRIDAY}."
    assert again in said(tmp_path, "2024-08-02T07:15")
    assert again not in said(tmp_path, "2024-08-02T07:30")


def test_what_is_held_back_while_it_is_being_published_is_not(folder: Path) -> None:
    """The word came after the run had looked."""
    workspace = at(folder, "2024-08-02T08:00")
    build_issue(workspace, FRIDAY)
    hold(workspace, FRIDAY)
    with pytest.raises(UsageError, match="held back meanwhile"):
        NewsletterHands(workspace=workspace).publish(FRIDAY)
    assert issue_status(workspace.issues, FRIDAY) is Status.DRAFT
