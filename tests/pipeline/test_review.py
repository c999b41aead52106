"""The editor's word on an issue that was built: given, replaced, taken back, and what it is on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pipeline.newsletters import newsletter_in, workspace_at, write_piece

from digest.archive.contents import load_issue
from digest.config.check import CheckSettings
from digest.config.delivery import ReviewSettings
from digest.errors import CheckFailed, DraftError, StorageError, UsageError
from digest.model.edits import Rewrite
from digest.model.reviews import Word, WordKind
from digest.pipeline.build import build_issue
from digest.pipeline.drafts import draft_issue
from digest.pipeline.edit_history import page_version
from digest.pipeline.editing import edit_draft
from digest.pipeline.editors_word import forget_word, read_word, write_word
from digest.pipeline.publication import correct_issue, publish_issue
from digest.pipeline.review import (
    Review,
    approve,
    approve_shown,
    hold,
    read_review,
    waiting_day,
    withdraw,
)
from digest.pipeline.showing import show_drafted
from digest.pipeline.workspace import Workspace
from digest.schedule.memory import IssueMemory, ScheduleMemory, keep_schedule
from digest.text import one_line

DAY = date(2024, 8, 9)
CUT_OFF = datetime(2024, 8, 9, 7, 0, tzinfo=UTC)
NONE, HELD, APPROVED = WordKind.NONE, WordKind.HELD, WordKind.APPROVED


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An issue with a lead and two bullets."""
    folder = newsletter_in(tmp_path_factory.mktemp("built"))
    for name in ("Harbour", "Bridge", "Ferry"):
        write_piece(folder, name, "2024-08-06")
    build_issue(workspace_at(folder, DAY), DAY)
    return folder


@pytest.fixture
def desk(built: Path, tmp_path: Path) -> Workspace:
    """A copy of it, a minute after its cut-off."""
    workspace = workspace_at(copytree(built, tmp_path / "desk"), DAY)
    return replace(workspace, now=CUT_OFF + timedelta(minutes=1))


def file_of(desk: Workspace, kind: str) -> Path:
    """The file of a word."""
    return desk.folder / "drafts" / f"2024-08-09.{kind}"


def edit(desk: Workspace, subject: str = "Mine") -> None:
    """Change the page."""
    edit_draft(desk, DAY, lambda _: Rewrite(key="subject", value=subject))


def test_an_approval_is_of_a_page_and_a_lead(desk: Workspace) -> None:
    """And of a moment; a person can read the file."""
    word = approve(desk, DAY)
    lead = load_issue(desk.issues, DAY).lead
    assert lead is not None
    assert word == read_word(desk, DAY)
    assert word == Word(
        kind=APPROVED,
        page=page_version(desk.page(DAY).read_text()),
        lead=lead.headline,
        article=lead.id,
        when=desk.now,
    )
    first, *_, last = file_of(desk, "approved").read_text().splitlines()
    assert first == "# This file approves the issue of 2024-08-09. Without it, nothing was said."
    assert last == "when = 2024-08-09T07:01:00+00:00"


@pytest.mark.parametrize("reason", ["", 'The "quay"\nis closed', "\\ [x] = é \x00\x7f", "#"])
def test_a_hold_may_say_why(desk: Workspace, reason: str) -> None:
    """In one line, whatever is in it."""
    hold(desk, DAY, reason)
    word = read_word(desk, DAY)
    assert word.kind is HELD
    assert word.reason == " ".join(reason.replace("\x00", "").replace("\x7f", "").split())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=400))
def test_whatever_a_headline_says_is_read_back(desk: Workspace, text: str) -> None:
    """In one line, without what a terminal could stumble over; nothing becomes another key."""
    for kind in (APPROVED, HELD):
        given_word = Word(kind=kind, page="f", lead=text, article=text, reason=text, when=desk.now)
        write_word(desk, DAY, given_word)
        line = one_line(text)
        wanted = replace(given_word, lead=line, article=line, reason=line)
        assert read_word(desk, DAY) == wanted


def test_a_long_reason_is_cut(desk: Workspace) -> None:
    """It stands in a bar and in a mail."""
    assert len(hold(desk, DAY, "word " * 200).reason) <= 300


def test_a_word_replaces_the_one_before_and_is_taken_back(desk: Workspace) -> None:
    """Whichever it was."""
    assert read_word(desk, DAY) == Word()
    assert withdraw(desk, DAY) is NONE
    steps: list[tuple[Callable[[Workspace, date], object], WordKind]] = [
        (approve, APPROVED),
        (hold, HELD),
        (approve, APPROVED),
        (withdraw, NONE),
        (hold, HELD),
        (withdraw, NONE),
    ]
    for act, kind in steps:
        act(desk, DAY)
        assert read_word(desk, DAY).kind is kind


BY_HAND = {
    "approved": ({"approved": ""}, Word(kind=APPROVED)),
    "approved by echo": ({"approved": "\n"}, Word(kind=APPROVED)),
    "held": ({"held": ""}, Word(kind=HELD)),
    "both": ({"held": "", "approved": ""}, Word(kind=HELD)),
    "held with a note": (
        {"held": "Not yet: ask Ines\nfirst"},
        Word(kind=HELD, reason="Not yet: ask Ines"),
    ),
    "held with a broken file": ({"held": 'reason = "x'}, Word(kind=HELD, reason='reason = "x')),
    "held with a byte order mark": ({"held": "\ufeff"}, Word(kind=HELD)),
    "neither": ({"approved.txt": "", "hold": ""}, Word()),
}


@pytest.mark.parametrize(("files", "word"), BY_HAND.values(), ids=BY_HAND)
def test_a_file_made_by_hand_counts(desk: Workspace, files: dict[str, str], word: Word) -> None:
    """As given when it was made."""
    for kind, text in files.items():
        file_of(desk, kind).write_text(text)
    read = read_word(desk, DAY)
    assert replace(read, when=None) == word
    assert (read.when is None) is (word.kind is NONE)


@pytest.mark.parametrize(
    "text", ["yes!", 'page = "x', "page = 5", 'when = "soon"', "\x00", "a = " + "[" * 50_000]
)
def test_an_approval_that_cannot_be_read_approves_nothing(desk: Workspace, text: str) -> None:
    """And says what to do."""
    file_of(desk, "approved").write_text(text)
    with pytest.raises(DraftError, match=r"2024-08-09\.approved: .*; `digest approve 2024-08-09` "):
        read_word(desk, DAY)
    assert withdraw(desk, DAY) is APPROVED
    assert read_word(desk, DAY).kind is NONE


def test_a_folder_holds_and_approves_nothing(desk: Workspace) -> None:
    """So does a link that leads nowhere; a word cannot be given over a folder."""
    file_of(desk, "approved").mkdir()
    assert read_word(desk, DAY).kind is NONE
    file_of(desk, "held").symlink_to("gone")
    assert read_word(desk, DAY).kind is HELD
    file_of(desk, "held").unlink()
    file_of(desk, "held").mkdir()
    assert read_word(desk, DAY).kind is HELD
    with pytest.raises(StorageError, match="a folder is where a file should be"):
        hold(desk, DAY)


def test_a_page_that_changed_since_the_build_is_not_approved(desk: Workspace) -> None:
    """Nor built by that: the command to build it is said."""
    edit(desk)
    html = (desk.issues / "2024-08-09" / "issue.html").read_bytes()
    with pytest.raises(UsageError, match=r"the page was changed.*run `digest build --date 2024-08"):
        approve(desk, DAY)
    assert (desk.issues / "2024-08-09" / "issue.html").read_bytes() == html
    assert read_word(desk, DAY).kind is NONE
    build_issue(desk, DAY)
    assert approve(desk, DAY).page == page_version(desk.page(DAY).read_text())


def test_what_the_desk_shows_is_built_where_it_was_not(desk: Workspace) -> None:
    """And approved as it was shown; not where the page is another by now."""
    edit(desk)
    shown = show_drafted(desk, draft_issue(desk, DAY))
    assert approve_shown(desk, shown, version=shown.version).page == shown.version
    forget_word(desk, DAY)
    edit(desk, "Another")
    with pytest.raises(DraftError, match="changed while the sheet stood here"):
        approve_shown(desk, shown, version=shown.version)
    assert read_word(desk, DAY).kind is NONE


def test_only_what_is_built_and_complete_is_approved(desk: Workspace) -> None:
    """Each refusal says the next step; holding can be done before."""
    early = replace(desk, now=CUT_OFF - timedelta(minutes=1))
    with pytest.raises(UsageError, match=r"its cut-off, Friday 2024-08-09 07:00 \(UTC\); approve"):
        approve(early, DAY)
    assert hold(early, DAY).kind is HELD
    other = date(2024, 8, 16)
    with pytest.raises(UsageError, match="build it with `digest build --date 2024-08-16`"):
        approve(desk, other)
    assert hold(desk, other, "holidays") == read_word(desk, other)


def test_a_mail_with_errors_is_not_approved(desk: Workspace) -> None:
    """They are named."""
    small = CheckSettings(clip_bytes=10_000, near_clip_bytes=9_000)
    desk = replace(desk, newsletter=desk.newsletter.model_copy(update={"check": small}))
    with pytest.raises(CheckFailed, match="not approved; mend this first and build again: "):
        approve(desk, DAY)


def test_a_published_issue_takes_no_word(desk: Workspace) -> None:
    """Whichever it is."""
    publish_issue(desk, DAY)
    for act in (approve, hold, withdraw):
        with pytest.raises(UsageError, match="is published already; `digest reopen 2024-08-09`"):
            act(desk, DAY)


def test_a_correction_needs_a_word_of_its_own(desk: Workspace) -> None:
    """What was approved is what went out."""
    approve(desk, DAY)
    publish_issue(desk, DAY)
    correct_issue(desk, DAY, reason="The quay is closed.")
    assert read_word(desk, DAY) == Word()


def test_the_issue_that_waits_is_the_last_draft_whose_cut_off_passed(desk: Workspace) -> None:
    """Else it is the one that is due."""
    assert waiting_day(replace(desk, now=CUT_OFF + timedelta(days=4))) == DAY
    assert waiting_day(replace(desk, now=CUT_OFF - timedelta(days=2))) == DAY
    publish_issue(desk, DAY)
    assert waiting_day(replace(desk, now=CUT_OFF + timedelta(days=4))) == date(2024, 8, 16)


def reviewed(desk: Workspace, **review: object) -> Workspace:
    """The newsletter with a [review]."""
    settings = ReviewSettings.model_validate(review)
    return replace(desk, newsletter=desk.newsletter.model_copy(update={"review": settings}))


def test_the_review_says_until_when(desk: Workspace) -> None:
    """Where there is one."""
    assert read_review(desk, DAY) is None
    publishing = reviewed(desk, then="publish", window="3 hours")
    word = hold(desk, DAY)
    until = publishing.now + timedelta(hours=3)
    assert read_review(publishing, DAY) == Review(word=word, until=until, is_open=True)
    before = replace(publishing, now=CUT_OFF - timedelta(hours=1))
    until = CUT_OFF + timedelta(hours=3)
    assert read_review(before, DAY) == Review(word=word, until=until, is_open=False)
    waiting = reviewed(desk, notify=["a@b.example"])
    early = replace(waiting, now=CUT_OFF - timedelta(minutes=1))
    assert read_review(early, DAY) == Review(word=word, until=None, is_open=False)
    publish_issue(desk, DAY)
    assert read_review(publishing, DAY) is None


def test_the_window_is_the_one_that_runs_go_by(desk: Workspace) -> None:
    """It begins when the editor was asked, however late that was."""
    memory = desk.folder / ".digest" / "schedule.json"
    asked = CUT_OFF + timedelta(hours=1)
    desk = replace(desk, now=asked + timedelta(minutes=5))
    known = IssueMemory(day=DAY, built=CUT_OFF, asked=asked, asked_of=("a@b.example",))
    keep_schedule(memory, ScheduleMemory().with_issue(known))
    desk = reviewed(desk, notify=["a@b.example"], then="publish", window="3 hours")
    review = read_review(desk, DAY)
    assert review is not None
    assert review.until == asked + timedelta(hours=3)
    memory.write_text("{")
    review = read_review(desk, DAY)
    assert review is not None
    assert review.until == desk.now + timedelta(hours=3)
    assert memory.read_text() == "{"


def test_what_no_run_publishes_is_neither_approved_nor_said_to_go_out(desk: Workspace) -> None:
    """A correction, and an issue from whose time on another is the current one."""
    desk = reviewed(desk, then="publish")
    late = replace(desk, now=CUT_OFF + timedelta(days=7))
    assert read_review(late, DAY) is None
    assert waiting_day(late) == date(2024, 8, 16)
    with pytest.raises(UsageError, match=r"of 2024-08-16 has passed; `digest publish 2024-08-09`"):
        approve(late, DAY)
    publish_issue(desk, DAY)
    correct_issue(desk, DAY, reason="The quay is closed.")
    assert read_review(desk, DAY) is None
    with pytest.raises(UsageError, match="the correction of an issue that is out"):
        approve(desk, DAY)


def test_a_word_of_another_day_says_nothing(desk: Workspace) -> None:
    """Each is beside its own page."""
    write_word(desk, date(2024, 8, 16), Word(kind=HELD, when=desk.now))
    assert read_word(desk, DAY) == Word()
