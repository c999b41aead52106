"""A test of the issue, sent from the desk: asked once, told in words, as it stands on the page."""

from email import message_from_bytes
from html import unescape
from pathlib import Path
from shutil import copytree

import pytest
from delivery.mail_servers import Fault, scripted
from desk.newsletters import workspace_in
from desk.rooms import open_room
from pipeline.mailing import SENDER, SERVER
from pipeline.newsletters import newsletter_in

from digest.desk.rooms.sending_test import describe_test
from digest.desk.words import languages, words_in
from digest.model.deliveries import Delivery, MailOutcome, Sending

NOTIFY = '[review]\nnotify = ["Ann <ann@example.org>", "bob@example.org"]\n'


@pytest.fixture(scope="module")
def folder(drafted_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter with a draft."""
    return copytree(drafted_once, tmp_path_factory.mktemp("tests") / "desk")


def settings(port: int) -> str:
    """A sender, a server, and whom a review goes to."""
    return SENDER + SERVER.format(port=port) + NOTIFY


def test_a_test_is_asked_for_once_and_told(folder: Path) -> None:
    """It says what goes out, to whom and by which server; then what the server said."""
    with scripted() as server:
        newsletter_in(folder, settings(server.port))
        with open_room(folder) as room:
            asked = room.desk.get("/test").body
            assert 'value="ann@example.org, bob@example.org"' in asked
            question = room.words("/test")
            assert "Subject: [Test] " in question
            assert f"From Desk <desk@example.org>, by 127.0.0.1:{server.port}" in question
            assert server.commands == []
            answer = room.send("/test", to="ann@example.org, bob@example.org;ann@example.org")
            assert answer.status == 200
            assert "ann@example.org: sent. 127.0.0.1:" in answer.body
            assert "bob@example.org: sent. " in answer.body
            assert "Send it again" in answer.body
    mails = [message_from_bytes(one) for one in server.mails]
    assert [one["To"] for one in mails] == ["ann@example.org", "bob@example.org"]
    assert not (folder / "issues" / ".sent").exists()


def test_what_is_on_the_page_is_sent(folder: Path) -> None:
    """Also what was edited a moment ago and is in no archive yet."""
    with scripted() as server:
        newsletter_in(folder, settings(server.port))
        with open_room(folder) as room:
            story = room.workspace.page(room.workspace.due())
            story.write_text(story.read_text().replace("Read on", "Read this first"))
            assert room.send("/test", to="ann@example.org").status == 200
    assert b"Read this first" in server.mails[0]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "Write an address to send it to."),
        ("nobody", "'nobody' is not one mail address"),
        (" ".join(f"a{number}@b.example" for number in range(6)), "more than 5 addresses"),
        ("a@b.example\r\nBcc:x@b.example", "'Bcc:x@b.example' is not one mail address"),
    ],
)
def test_what_cannot_be_sent_is_refused(folder: Path, written: str, said: str) -> None:
    """With what was written still in its box."""
    with scripted() as server:
        newsletter_in(folder, settings(server.port))
        with open_room(folder) as room:
            answer = room.send("/test", to=written)
    assert answer.status == 422
    assert said in unescape(answer.body)
    assert "Nothing was sent." in answer.body
    assert server.commands == []


def test_a_server_that_refuses_is_told_for_each_address(folder: Path) -> None:
    """In its own words, which run nothing."""
    with scripted({"RCPT": Fault(reply="550 <b>No</b>")}) as server:
        newsletter_in(folder, settings(server.port))
        with open_room(folder) as room:
            answer = room.send("/test", to="ann@example.org")
    assert answer.status == 200
    assert "550 &lt;b&gt;No&lt;/b&gt;" in answer.body


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("", "No mail server is named yet."),
        (SERVER.format(port=1), "Nobody is named as its sender"),
    ],
)
def test_what_must_be_set_first_is_said(folder: Path, more: str, said: str) -> None:
    """And there is nothing to press."""
    newsletter_in(folder, more)
    with open_room(folder) as room:
        body = room.desk.get("/test").body
        assert said in body
        assert 'action="/test"' not in body
        assert "issue.eml" in body


def test_the_preview_sends_nothing(folder: Path) -> None:
    """Whoever only looks does not even find the room."""
    with scripted() as server:
        newsletter_in(folder, settings(server.port))
        with open_room(folder, may_edit=False) as room:
            assert room.send("/test", to="ann@example.org").status == 403
            assert "/test?" not in room.desk.get("/").body
            for path in ("/test", "/publish"):
                answer = room.desk.get(path)
                assert (answer.status, f'action="{path}"' in answer.body) == (200, False)
    assert server.commands == []


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("outcome", ["sent", "later", "refused", "unknown"])
def test_every_outcome_has_words(folder: Path, language: str, outcome: str) -> None:
    """In each language, with the address and the server's own."""
    newsletter_in(folder, settings(1))
    delivery = Delivery(to="a@b.example", outcome=MailOutcome(outcome), words="550 No")
    workspace = workspace_in(folder)
    sending = Sending(
        date=workspace.due(), number=1, subject="", live=False, sender="", deliveries=(delivery,)
    )
    view = describe_test(workspace, "Talks", words_in(language), sending=sending)
    assert view.came[0].words.startswith("a@b.example: ")
    assert view.came[0].words.endswith("550 No")
    assert (view.came[0].tone == "well") is (outcome == "sent")
