"""The sheet before an issue goes out says what is true, and what goes out is what it showed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from shutil import copytree

import pytest
from pipeline.newsletters import newsletter_in, workspace_at, write_piece

from digest.archive.contents import issue_status
from digest.config.check import CheckSettings
from digest.draft import Page
from digest.errors import CheckFailed, DraftError
from digest.model.edits import Drop, Edit, Join, Move, Promote, Rewrite, Take
from digest.model.findings import Finding, Severity
from digest.model.issues import Status
from digest.pipeline.build import build_issue
from digest.pipeline.collection import collect_articles
from digest.pipeline.drafts import draft_issue
from digest.pipeline.editing import edit_draft, undo_edit
from digest.pipeline.editors_hand import Hand
from digest.pipeline.issue_check import LinkCheck
from digest.pipeline.publication import correct_issue, publish_issue
from digest.pipeline.publishing import publish_shown, read_publication, read_sheet
from digest.pipeline.publishing_sheet import PublishingSheet
from digest.pipeline.showing import Shown, show_drafted
from digest.pipeline.workspace import Workspace

DAY = date(2024, 8, 9)
TITLES = ("Harbour", "Bridge", "Ferry", "Quay", "Lock", "Mole")
WIRE = """
[[sources]]
path = "wire"
name = "Wire"
[[sources]]
path = "post"
name = "Post"
"""


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lead and four bullets, three of them of one source, its most; the sixth waits."""
    folder = newsletter_in(tmp_path_factory.mktemp("drafted"), WIRE)
    (folder / "wire").mkdir()
    (folder / "post").mkdir()
    for name in TITLES:
        write_piece(folder, name, "2024-08-06")
    (folder / "articles" / "Mole.md").rename(folder / "wire" / "Mole.md")
    build_issue(workspace_at(folder, DAY), DAY)
    return folder


@pytest.fixture
def desk(drafted: Path, tmp_path: Path) -> Workspace:
    """A copy of it for one test."""
    return workspace_at(copytree(drafted, tmp_path / "desk"), DAY)


def do(desk: Workspace, *chosen: Callable[[Page], Edit]) -> None:
    """Make edits of the page."""
    for choose in chosen:
        edit_draft(desk, DAY, choose)


def shown(desk: Workspace) -> Shown:
    """What the desk shows; the archive stays as it is."""
    return show_drafted(desk, draft_issue(desk, desk.due()))


def sheet(desk: Workspace, *findings: Finding, links: LinkCheck | None = None) -> PublishingSheet:
    """The sheet of what the page says now."""
    return read_sheet(desk, replace(shown(desk), findings=findings), links=links)


def retitle(page: Page) -> Edit:
    """A headline of the editor's own over the first bullet."""
    return Rewrite(story=page.decided.printed[1].articles[0], key="headline", value="Ours")


HANDS = {
    "a text of its own": (
        [retitle],
        Hand(rewritten=1),
    ),
    "a subject and a heading": (
        [
            lambda _: Rewrite(key="subject", value="Ours"),
            lambda _: Rewrite(table="headings", key="other", value="Also"),
        ],
        Hand(rewritten=2),
    ),
    "another lead": (
        [lambda page: Promote(story=page.decided.printed[1].articles[0])],
        Hand(moved=2),
    ),
    "another order": (
        [lambda page: Move(story=page.decided.printed[1].articles[0], by=1)],
        Hand(moved=1),
    ),
    "one dropped": (
        [lambda page: Drop(story=page.decided.printed[1].articles[0])],
        Hand(dropped=1),
    ),
    "two joined": (
        [
            lambda page: Join(
                story=page.decided.printed[1].articles[0],
                other=page.decided.printed[2].articles[0],
            )
        ],
        Hand(joined=1),
    ),
    "a story that the page did not list": (
        [lambda _: Take(articles={"late": "Wire: Late", "later": "Post: Later"}, section="other")],
        Hand(taken_in=1),
    ),
}


@pytest.mark.parametrize(("edits", "hand"), HANDS.values(), ids=HANDS)
def test_the_editors_hand_is_counted(
    desk: Workspace, edits: list[Callable[[Page], Edit]], hand: Hand
) -> None:
    """From the page, and from its history where the page does not say it; an undo takes it back."""
    do(desk, *edits)
    assert sheet(desk).hand == hand
    for _ in edits:
        undo_edit(desk, DAY)
    assert sheet(desk).hand == Hand()


def test_what_changed_since_the_last_build_is_said(desk: Workspace) -> None:
    """In the words of the archive's own comparison."""
    do(desk, retitle)
    made = sheet(desk)
    assert [one.sentence.split(":")[0] for one in made.changes] == ["Headline reworded"]
    assert not made.is_built
    assert not made.corrects


def test_a_correction_is_compared_with_what_readers_have(desk: Workspace) -> None:
    """Though it was built since."""
    publish_issue(desk, DAY)
    correct_issue(desk, DAY, reason="The quay is closed.")
    do(desk, retitle)
    build_issue(desk, DAY)
    made = sheet(desk)
    assert made.corrects
    assert {one.sentence.split(":")[0] for one in made.changes} == {
        "Headline reworded",
        "The correction is new",
    }


def test_a_story_of_three_sources_that_is_not_printed_is_asked_about(desk: Workspace) -> None:
    """Not one that the editor dropped."""
    told = "Senators pass the budget of the northern province after a long night of debate"
    for folder in ("articles", "wire", "post"):
        path = desk.folder / folder / "budget.md"
        path.write_text(
            f"---\ntitle: {told}\ndate: 2024-08-07\nurl: https://example.org/{folder}\n---\n\n"
            f"{told}. The governor of the northern province signs the budget on Friday.\n"
        )
    do(desk, lambda _: Rewrite(key="subject", value="Mine, so that the page stays"))
    assert sheet(desk).missed.regrets == ()  # nothing was collected yet
    collect_articles(desk)
    made = sheet(desk)
    (missed,) = made.missed.regrets
    assert (missed.story.headline, len(missed.story.sources)) == (told, 3)


def test_the_length_is_held_against_the_last_issue(desk: Workspace) -> None:
    """Which went out a week before."""
    assert sheet(desk).minutes_before == sheet(desk).number_before == 0
    publish_issue(desk, DAY)
    later = date(2024, 8, 16)
    write_piece(desk.folder, "Pier", "2024-08-14")
    then = workspace_at(desk.folder, later)
    collect_articles(then)
    made = sheet(then)
    assert (made.minutes, made.minutes_before, made.number_before) == (1, 1, 1)


def test_links_count_as_answered_only_for_the_mail_that_was_asked(desk: Workspace) -> None:
    """Another byte, and nobody knows."""
    found = Finding(rule="link-dead", severity=Severity.ERROR, block="x", message="404.")
    when = datetime.fromisoformat("2024-08-09T05:10:00+00:00")
    check = LinkCheck(html=shown(desk).rendered.html, asked=7, when=when, findings=(found,))
    made = sheet(desk, links=check)
    assert (made.links, made.errors) == (check, 1)
    stale = sheet(desk, links=replace(check, html="<p>Before</p>"))
    assert stale.links is None
    assert found not in stale.findings


def test_the_gravest_finding_comes_first_and_is_counted(desk: Workspace) -> None:
    """Notes hold nothing up and are not counted."""
    one = Finding(rule="image-alt-empty", severity=Severity.NOTE, block="x", message="Empty.")
    grave = (replace(one, severity=Severity.WARNING), replace(one, severity=Severity.ERROR))
    made = sheet(desk, one, *grave)
    assert [one.severity for one in made.findings] == list(Severity)
    assert (made.errors, made.warnings, made.wordless) == (1, 1, 3)


def test_sources_that_were_not_read_today_are_named(desk: Workspace) -> None:
    """Those that were are counted."""
    assert (sheet(desk).health.today, sheet(desk).health.all) == (3, 3)
    late = replace(desk, now=datetime.fromisoformat("2024-08-10T05:00:00+00:00"))
    made = read_sheet(late, shown(desk))
    assert made.health.today == 0
    assert [*made.health.others] == ["Desk", "Wire", "Post"]


def test_what_was_not_built_is_built_first(desk: Workspace) -> None:
    """And what goes out is what was shown."""
    do(desk, retitle)
    now = shown(desk)
    done = publish_shown(desk, now, version=now.version)
    assert (done.changed, done.built, done.spends) == (True, True, 5)
    assert (done.path / "issue.html").read_text() == now.rendered.html
    assert (done.path / "draft.toml").read_text() == desk.page(DAY).read_text()


def test_what_is_built_already_is_just_published(desk: Workspace) -> None:
    """The program's own page, too."""
    now = shown(desk)
    done = publish_shown(desk, now, version=now.version)
    assert (done.changed, done.built, done.notes) == (True, False, ())


def test_a_page_that_changed_under_the_sheet_is_not_published(desk: Workspace) -> None:
    """Neither the one of the sheet nor the one on disk; all stays as it was."""
    before = shown(desk)
    do(desk, lambda _: Rewrite(key="subject", value="Of another hand"))
    for now in (before, shown(desk)):
        with pytest.raises(DraftError, match="changed while the sheet stood here"):
            publish_shown(desk, now, version=before.version)
    assert issue_status(desk.issues, DAY) is Status.DRAFT


def test_an_error_keeps_it_from_going_out(desk: Workspace) -> None:
    """It is named, and no option of the command line is."""
    small = CheckSettings(clip_bytes=10_000, near_clip_bytes=9_000)
    desk = replace(desk, newsletter=desk.newsletter.model_copy(update={"check": small}))
    now = shown(desk)
    with pytest.raises(CheckFailed, match=r"^1 error to mend first: ") as refused:
        publish_shown(desk, now, version=now.version)
    assert "--" not in str(refused.value)
    assert issue_status(desk.issues, DAY) is Status.DRAFT


def test_an_issue_that_another_program_published_is_said_and_left(desk: Workspace) -> None:
    """Whatever the page says."""
    now = shown(desk)
    publish_issue(desk, DAY)
    record = (desk.issues / "2024-08-09" / "issue.json").read_bytes()
    done = publish_shown(desk, now, version="")
    assert not done.changed
    assert done.issue.status is Status.PUBLISHED
    assert (done.path / "issue.json").read_bytes() == record
    assert read_publication(desk, DAY) == done
