"""The editor's word and the trial notice by command: what is said, and how it ends."""

import json
import sys
from pathlib import Path

import pytest
from cli.newsletters import NEWSLETTER
from cli.terminal import digest

PIECE = "---\ntitle: Harbour\ndate: 2024-08-08\nurl: https://example.org/h\n---\n\nFirst words.\n"
REVIEW = '[review]\nthen = "publish"\nwindow = "3 hours"\n'


def newsletter(folder: Path, more: str = REVIEW) -> Path:
    """A newsletter of one piece, an hour after its cut-off."""
    settings = NEWSLETTER.replace("06:00:00Z", "08:00:00Z") + more
    (folder / "newsletter.toml").write_text(settings)
    (folder / "articles").mkdir(exist_ok=True)
    (folder / "articles" / "Harbour.md").write_text(PIECE)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its issue is built."""
    folder = newsletter(tmp_path_factory.mktemp("built"))
    assert digest("-C", folder, "build").code == 0
    return folder


def test_words_are_given_and_taken_back(built: Path) -> None:
    """Each says what it did, and what follows."""
    drafts, issue = built / "drafts", "The issue of 2024-08-09"
    approved = digest("-C", built, "approve")
    assert approved.out == f"{issue} is approved. It opens with “Harbour”.\n"
    assert "`digest run` publishes it; `digest publish 2024-08-09` publishes it" in approved.err
    held = digest("-C", built, "hold", "2024-08-09", "--reason", "The mayor answers on Monday")
    assert held.out == f"{issue} is held back.\n"
    assert 'reason = "The mayor answers on Monday"' in (drafts / "2024-08-09.held").read_text()
    assert not (drafts / "2024-08-09.approved").exists()
    assert digest("-C", built, "hold", "--withdraw").out == f"{issue} is no longer held.\n"
    nothing = digest("-C", built, "approve", "--withdraw")
    assert nothing.out == "Nothing was said of the issue of 2024-08-09.\n"


def test_an_approval_says_where_the_issue_is_sent(built: Path) -> None:
    """Whoever approves it mails it to the list."""
    settings = built / "newsletter.toml"
    before = settings.read_text()
    settings.write_text(before + '[sending]\nto = "list@example.org"\n')
    said = digest("-C", built, "approve").err
    settings.write_text(before)
    assert "`digest run` publishes it and sends it to list@example.org" in said


def test_words_in_json(built: Path) -> None:
    """One object."""
    held = json.loads(digest("-C", built, "hold", "--reason", "x", "--json").out)
    assert (held["kind"], held["reason"]) == ("held", "x")
    approved = json.loads(digest("-C", built, "approve", "--json").out)
    assert (approved["kind"], approved["lead"], len(approved["page"])) == (
        "approved",
        "Harbour",
        64,
    )
    assert json.loads(digest("-C", built, "approve", "--withdraw", "--json").out)["kind"] == "none"


def test_what_cannot_be_approved_is_refused(tmp_path: Path) -> None:
    """With a way on."""
    refused = digest("-C", newsletter(tmp_path), "approve")
    assert refused.code == 2
    assert "build it with `digest build --date 2024-08-09`" in refused.err


def test_a_refusal_names_five_errors_and_the_command_that_names_all(tmp_path: Path) -> None:
    """Nobody reads forty in a line."""
    folder = newsletter(tmp_path)
    for word in ("Quay", "Ferry", "Crane", "Pilot", "Lamp", "Tide"):
        piece = PIECE.replace("Harbour", word).replace("example.org/h", f"127.0.0.1/{word}")
        (folder / "articles" / f"{word}.md").write_text(piece)
    assert digest("-C", folder, "build").code == 0
    refused = digest("-C", folder, "approve")
    assert refused.code == 1
    assert refused.err.count("which readers cannot reach") == 5
    assert refused.err.endswith(" more, all named by `digest check 2024-08-09`\n")


def test_without_a_review_it_is_said_that_no_run_publishes(tmp_path: Path) -> None:
    """A word alone does nothing then."""
    held = digest("-C", newsletter(tmp_path, ""), "hold")
    assert held.code == 0
    assert "Without [review] no run publishes anything" in held.err


def test_a_trial_notice_says_what_each_way_answered(tmp_path: Path) -> None:
    """And fails where one of them did."""
    command = json.dumps([sys.executable, "-c", "import sys; sys.stdin.read()"])
    well = digest(
        "-C", newsletter(tmp_path, f"[notices]\ncommand = {command}\n"), "notices", "test"
    )
    assert (well.code, well.out) == (0, f"command {sys.executable}: ended well\n")
    more = f'[notices]\ncommand = {command}\nwebhook = "${{NO_SUCH_HOOK}}"\n'
    failed = digest("-C", newsletter(tmp_path, more), "notices", "test", "--json")
    assert [json.loads(line)["way"] for line in failed.out.splitlines()] == [
        "webhook",
        f"command {sys.executable}",
    ]
    assert failed.code == 2
    assert "1 way of 2 did not work" in failed.err
    nobody = digest("-C", newsletter(tmp_path, ""), "notices", "test")
    assert (nobody.code, "set [notices] mail, webhook or command" in nobody.err) == (2, True)
