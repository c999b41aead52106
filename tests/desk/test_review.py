"""The review on the desk: what the bar says of it, and a word given by a form."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copytree
from zoneinfo import ZoneInfo

import pytest
from desk.rooms import Room, drafted_newsletter, open_room
from pipeline.newsletters import workspace_at, write_piece

from digest.desk.views.review import Standing, describe_standing
from digest.desk.words import words_in
from digest.model.reviews import Word, WordKind
from digest.pipeline.build import build_issue
from digest.pipeline.editors_word import read_word
from digest.pipeline.review import Review, hold

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2024, 8, 9, 7, 30, tzinfo=UTC)
UNTIL = datetime(2024, 8, 9, 8, 0, tzinfo=UTC)
REVIEW = Review(word=Word(), until=UNTIL, is_open=True)
HELD = Word(kind=WordKind.HELD)
BECAUSE = replace(HELD, reason="the mayor <b>answers</b>")
PUBLISHES = '[review]\nthen = "publish"\nwindow = "3 hours"\n'
WAITS = '[review]\nnotify = ["ed@a.example"]\n'

STANDINGS = {
    "none": (None, "", "", ""),
    "runs": (
        REVIEW,
        "",
        "Goes out on Friday at 10:00 unless held",
        "Erscheint am Freitag um 10:00, falls nicht angehalten",
    ),
    "next week": (
        replace(REVIEW, until=UNTIL + timedelta(days=7)),
        "",
        "Goes out on Aug 16 at 10:00 unless held",
        "Erscheint am 16. Aug. um 10:00, falls nicht angehalten",
    ),
    "over": (
        replace(REVIEW, until=NOW),
        "",
        "Goes out at the next run unless held",
        "Erscheint beim nächsten Lauf, falls nicht angehalten",
    ),
    "waits": (
        replace(REVIEW, until=None),
        "",
        "Waits for your approval",
        "Wartet auf Ihre Freigabe",
    ),
    "will wait": (
        replace(REVIEW, until=None, is_open=False),
        "",
        "Will wait for your approval",
        "Wird auf Ihre Freigabe warten",
    ),
    "held": (replace(REVIEW, word=HELD), "warning", "Held back", "Angehalten"),
    "held because": (
        replace(REVIEW, word=BECAUSE),
        "warning",
        "Held: the mayor <b>answers</b>",
        "Angehalten: the mayor <b>answers</b>",
    ),
    "approved": (
        replace(REVIEW, word=Word(kind=WordKind.APPROVED)),
        "well",
        "Approved: goes out at the next run",
        "Freigegeben: erscheint beim nächsten Lauf",
    ),
}


@pytest.mark.parametrize(("review", "tone", "english", "german"), STANDINGS.values(), ids=STANDINGS)
def test_where_the_review_stands(
    review: Review | None, tone: str, english: str, german: str
) -> None:
    """In the newsletter's own zone, in either language."""
    for language, said in (("en", english), ("de", german)):
        found = describe_standing(review, words_in(language), now=NOW, zone=BERLIN)
        assert found == Standing(words=said, tone=tone)


@pytest.fixture(scope="module")
def drafted_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter with an edited page; the moment is two hours before its cut-off."""
    return drafted_newsletter(tmp_path_factory.mktemp("drafted"))


def with_settings(folder: Path, more: str, *, cut_off: str = "04:00") -> Path:
    """The newsletter there with [review], after its cut-off."""
    path = folder / "newsletter.toml"
    settings = path.read_text().replace('on = "friday"', f'on = "friday"\nat = "{cut_off}"')
    path.write_text(settings + more)
    return folder


@pytest.fixture
def room(drafted_once: Path, tmp_path: Path) -> Iterator[Room]:
    """The desk over a copy of it, whose issue is to be published without a word."""
    with open_room(with_settings(copytree(drafted_once, tmp_path / "desk"), PUBLISHES)) as opened:
        yield opened


def page_of(room: Room) -> str:
    """The version in the form that approves."""
    body = room.desk.get("/review").body
    return body.partition('name="page" value="')[2].partition('"')[0]


def word(room: Room) -> Word:
    """What was said."""
    return read_word(room.workspace, room.workspace.due())


def test_the_bar_says_what_happens_and_leads_to_the_question(room: Room) -> None:
    """Which takes an answer of each kind, once."""
    assert "Goes out on Friday at 08:00 unless held" in room.words("/")
    assert 'href="/review?' in room.desk.get("/").body
    asked = room.words("/review")
    assert "Review of No. 1" in asked
    assert "Take back" not in asked
    body = room.desk.get("/review").body
    assert [body.count(f'action="/{act}"') for act in ("approve", "hold", "withdraw")] == [1, 1, 0]


def test_a_word_is_given_replaced_and_taken_back(room: Room) -> None:
    """And stands in the bar of every room."""
    assert room.send("/approve", page=page_of(room)).status == 303
    assert word(room).kind is WordKind.APPROVED
    assert "Approved: goes out at the next run" in room.words("/history")
    assert room.send("/hold", reason="the mayor <b>answers</b>").status == 303
    assert word(room).reason == "the mayor <b>answers</b>"
    assert "Held: the mayor &lt;b&gt;answers&lt;/b&gt;" in room.desk.get("/").body
    assert "Take back what was said" in room.words("/review")
    assert room.send("/withdraw").status == 303
    assert word(room) == Word()


def test_what_is_approved_is_what_was_looked_at(room: Room) -> None:
    """It is built first; a page that is another by now is refused."""
    before = page_of(room)
    assert room.send("/edits", edit=room.button("/", "drop:")).status == 303
    refused = room.send("/approve", page=before)
    assert refused.status == 422
    assert "Nothing was said." in refused.body
    assert "The page was changed" in refused.body
    assert word(room) == Word()
    assert room.send("/approve", page=page_of(room)).status == 303
    assert word(room).page == page_of(room)
    assert (room.folder / "issues" / "2024-08-09" / "draft.toml").read_text() == room.page


def test_a_word_given_by_hand_shows(room: Room) -> None:
    """And one that cannot be read can be taken back."""
    file = room.folder / "drafts" / "2024-08-09.approved"
    file.write_text("")
    assert "Approved: goes out" in room.words("/")
    file.write_text("yes!")
    assert "The approval cannot be read" in room.words("/")
    assert "Take back" in room.words("/review")
    assert room.send("/withdraw").status == 303
    assert not file.exists()


def test_before_the_cut_off_it_can_only_be_held(drafted_once: Path, tmp_path: Path) -> None:
    """For it takes articles until then."""
    folder = with_settings(copytree(drafted_once, tmp_path / "desk"), WAITS, cut_off="07:00")
    with open_room(folder) as room:
        assert "Will wait for your approval" in room.words("/")
        assert "It takes articles until Friday, 07:00." in room.words("/review")
        refused = room.send("/approve", page=page_of(room))
        assert refused.status == 422
        assert "until its cut-off" in refused.body
        assert room.send("/hold", reason="").status == 303
        assert "Held back" in room.words("/")


def test_without_a_review_nothing_is_said_of_one(drafted_once: Path, tmp_path: Path) -> None:
    """Though there is a file of a word."""
    folder = copytree(drafted_once, tmp_path / "desk")
    with open_room(folder) as room:
        hold(room.workspace, room.workspace.due(), "x")
        body = room.desk.get("/").body
        assert "/review" not in body
        assert "Held" not in body


def test_whoever_only_looks_sees_it_and_answers_nothing(drafted_once: Path, tmp_path: Path) -> None:
    """The preview takes no form."""
    folder = with_settings(copytree(drafted_once, tmp_path / "desk"), WAITS)
    with open_room(folder, may_edit=False) as room:
        assert "Waits for your approval" in room.words("/")
        assert 'href="/review' not in room.desk.get("/").body
        assert room.send("/hold", reason="x").status in {403, 405}
        assert word(room) == Word()


def test_an_earlier_issue_that_waits_is_named(drafted_once: Path, tmp_path: Path) -> None:
    """In the bar, though the next one is on the desk, until something was said of it."""
    folder = with_settings(copytree(drafted_once, tmp_path / "desk"), WAITS, cut_off="07:00")
    write_piece(folder, "Crane", "2024-07-31")
    earlier = date(2024, 8, 2)
    build_issue(workspace_at(folder, earlier), earlier)
    with open_room(folder) as room:
        assert "Aug 2: Waits for your approval" in room.words("/issues")
        asked = room.words("/review")
        assert "`digest desk --date 2024-08-02` opens it." in asked
        assert "Will wait for your approval" in asked
        hold(room.workspace, earlier)
        assert "Aug 2: Waits" not in room.words("/review")
