"""The mail that asks for a word says what happens when, what to know, and how to answer."""

import re
from base64 import b64decode
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest
from pipeline.newsletters import newsletter_in, workspace_at, write_piece
from pipeline.outbox import Outbox, Sent

from digest.errors import UsageError
from digest.model.findings import Finding, Severity
from digest.pipeline.build import build_issue
from digest.pipeline.drafts import draft_issue
from digest.pipeline.publication import publish_issue
from digest.pipeline.review import hold
from digest.pipeline.review_mail import ask_for_review, show_built
from digest.pipeline.showing import Shown, show_drafted, show_published
from digest.pipeline.toolchain import present_toolchain
from digest.pipeline.workspace import Workspace

DAY = date(2024, 8, 9)
UNTIL = datetime(2024, 8, 9, 8, 30, tzinfo=UTC)
EDITOR = "ed@a.example"
REVIEW = f'[review]\nnotify = ["{EDITOR}", "two@a.example"]\n'
WIRE = '[[sources]]\npath = "wire"\nname = "Wire <b>"\n'
PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An issue with a lead that has a picture, and a bullet; a source that is not there."""
    folder = newsletter_in(tmp_path_factory.mktemp("built"), WIRE + REVIEW)
    (folder / "articles" / "quay.png").write_bytes(PIXEL)
    for name in ("Harbour", "Bridge"):
        write_piece(folder, name, "2024-08-06")
        piece = folder / "articles" / f"{name}.md"
        image = "date: 2024-08-06\nimage: quay.png\nimage_alt: The quay"
        piece.write_text(piece.read_text().replace("date: 2024-08-06", image))
    build_issue(workspace_at(folder, DAY), DAY)
    return folder


@pytest.fixture
def desk(built: Path, tmp_path: Path) -> Workspace:
    """A copy of it, a minute after its cut-off."""
    workspace = workspace_at(copytree(built, tmp_path / "desk"), DAY)
    return replace(workspace, now=UNTIL - timedelta(minutes=89))


def shown(desk: Workspace) -> Shown:
    """The issue as it was built."""
    return show_drafted(desk, draft_issue(desk, DAY))


def asked(
    desk: Workspace, *findings: Finding, until: datetime | None = UNTIL, at: str = ""
) -> Sent:
    """The mail to the first editor."""
    outbox = Outbox()
    now = replace(shown(desk), findings=findings)
    ask_for_review(desk, now, EDITOR, until=until, desk=at, post=outbox)
    (mail,) = outbox.mails
    assert mail.to == EDITOR
    return mail


def in_words(text: str) -> str:
    """`text` in one line."""
    return " ".join(text.split())


def test_it_says_what_happens_when_without_a_word(desk: Workspace) -> None:
    """In the newsletter's own zone."""
    berlin = desk.newsletter.newsletter.model_copy(update={"timezone": "Europe/Berlin"})
    desk = replace(desk, newsletter=desk.newsletter.model_copy(update={"newsletter": berlin}))
    mail = asked(desk)
    for part in (in_words(mail.text), in_words(mail.html)):
        assert "No. 1 goes out on Friday 9 August at 10:30" in part
        assert "it is published on Friday 9 August at 10:30 (Europe/Berlin); approved, at" in part
        assert "Nothing is mailed to readers by itself." in part
    waits = asked(desk, until=None)
    for part in (in_words(waits.text), in_words(waits.html)):
        assert "No. 1 waits for your word" in part
        assert "It waits for your word: approved, it is published at the next run." in part


def test_it_names_where_the_issue_is_sent(desk: Workspace) -> None:
    """So that nobody approves what they did not mean."""
    sending = desk.newsletter.sending.model_copy(update={"to": "list@a.example"})
    desk = replace(desk, newsletter=desk.newsletter.model_copy(update={"sending": sending}))
    text = in_words(asked(desk).text)
    assert "it is published and sent to list@a.example on Friday" in text
    assert "Nothing is mailed" not in text


def test_it_is_marked_and_says_how_to_answer(desk: Workspace) -> None:
    """By command, by file and on the desk, whose address is said where it is known."""
    mail = asked(desk)
    assert mail.subject.startswith("[Review] Harbour ")
    for way in (
        *("digest approve 2024-08-09", "digest hold 2024-08-09", "digest desk"),
        *("drafts/2024-08-09.approved", "drafts/2024-08-09.held"),
    ):
        assert way in mail.text
        assert way in mail.html
    known = asked(desk, at="https://desk.a.example")
    assert "https://desk.a.example" in known.text
    assert "https://desk.a.example" in known.html


def test_nothing_in_it_approves_by_being_followed(desk: Workspace) -> None:
    """Scanners of mail follow every link; its links are those of the issue."""
    issue = shown(desk).rendered.html
    links = re.compile(r'href="([^"]*)"')
    assert links.findall(asked(desk, at="https://desk.a.example").html) == links.findall(issue)


def test_the_issue_stands_below_as_readers_get_it(desk: Workspace) -> None:
    """Each byte of it; the question and its styles are all that comes in between."""
    now, mail = shown(desk), asked(desk)
    assert mail.text.endswith(now.rendered.text)
    html = now.rendered.html
    head = html.index("</head>")
    body = html.index(">", html.index("<body")) + 1
    assert mail.html.startswith(html[:head])
    assert html[head:body] in mail.html
    (picture,) = mail.attached
    below = re.sub(r'src="[^"]*/images/quay.png"', f'src="cid:{picture.content_id}"', html[body:])
    assert mail.html.endswith(below)


def test_its_templates_are_kept_with_no_issue(desk: Workspace) -> None:
    """They make nothing that the archive has."""
    kept = present_toolchain(desk.templates, "magazine").templates
    assert [name for name in kept if name.startswith("review/")] == []


def test_its_pictures_travel_with_it(desk: Workspace) -> None:
    """Those that will be on the web once it is published, each by its address in the mail."""
    mail = asked(desk)
    (picture,) = mail.attached
    assert (picture.name, picture.media_type) == ("quay.png", "image/png")
    assert picture.data.startswith(b"\x89PNG")
    assert f'src="cid:{picture.content_id}"' in mail.html
    assert "/images/quay.png" in shown(desk).rendered.html
    assert "images/quay.png" not in mail.html
    inside = desk.newsletter.mail.model_copy(update={"pictures": "attached"})
    desk = replace(desk, newsletter=desk.newsletter.model_copy(update={"mail": inside}))
    assert [one.name for one in asked(desk).attached] == ["quay.png"]


def written(desk: Workspace) -> dict[Path, int]:
    """The files of the newsletter but for its caches, and when each was written."""
    files = (path for path in desk.folder.rglob("*") if path.is_file())
    return {path: path.stat().st_mtime_ns for path in files if ".digest" not in path.parts}


def test_what_was_built_is_shown_as_it_was(desk: Workspace) -> None:
    """Also to a run that did not build it; nothing is written."""
    before = written(desk)
    now = show_built(desk, DAY)
    assert now.rendered.html == (desk.issues / "2024-08-09" / "issue.html").read_text()
    assert written(desk) == before
    with pytest.raises(UsageError, match="there is no issue of 2024-08-16"):
        show_built(desk, date(2024, 8, 16))
    outbox = Outbox()
    ask_for_review(desk, now, EDITOR, until=UNTIL, post=outbox)
    ask_for_review(desk, shown(desk), EDITOR, until=UNTIL, post=outbox)
    assert outbox.mails[0] == outbox.mails[1]


def finding(severity: Severity, message: str) -> Finding:
    """Something that the check found."""
    return Finding(rule="x", severity=severity, block="x", message=message, fix="Mend it so.")


def test_it_says_what_an_editor_should_know(desk: Workspace) -> None:
    """What the check found, what came since, which sources did not answer."""
    write_piece(desk.folder, "Lamp", "2024-08-08")
    mail = asked(
        desk, finding(Severity.WARNING, "Too wide."), finding(Severity.NOTE, "A small thing.")
    )
    text = in_words(mail.text)
    assert "Preflight * Too wide. Mend it so." in text
    assert "A small thing." not in text
    assert "Left out * No story told by three sources or more is missing from the page." in text
    assert "Sources * 1 of 2 sources read today. * Wire <\u2060b>: " in text
    assert ">Wire &lt;b&gt;: " in mail.html
    assert "No. 1 goes out" in text


def test_errors_are_said_on_top(desk: Workspace) -> None:
    """For approving will not do."""
    text = in_words(asked(desk, finding(Severity.ERROR, "No address.")).text)
    assert "No. 1 cannot go out yet: 1 error" in text
    assert "But 1 error must be mended first, and the issue built again." in text
    assert "* Error: No address. Mend it so." in text


def test_what_is_held_already_is_said(desk: Workspace) -> None:
    """Instead of a moment at which it will not go out."""
    hold(desk, DAY, "not before Monday")
    assert "No. 1 is held back" in asked(desk).text


def test_many_findings_are_counted(desk: Workspace) -> None:
    """The mail stays short, and says what names the others."""
    many = [finding(Severity.WARNING, f"Thing {number}.") for number in range(11)]
    text = in_words(asked(desk, *many).text)
    assert "Thing 7." in text
    assert "Thing 8." not in text
    assert "* and 3 more: `digest check 2024-08-09` names all" in text


def test_what_changed_since_the_last_issue_is_said(desk: Workspace) -> None:
    """Once there is one."""
    assert "Changed" not in asked(desk).text
    publish_issue(desk, DAY)
    later = workspace_at(desk.folder, date(2024, 8, 16))
    write_piece(desk.folder, "Pier", "2024-08-14")
    built = build_issue(later, date(2024, 8, 16))
    outbox = Outbox()
    ask_for_review(later, built.shown, EDITOR, until=None, post=outbox)
    assert "Changed * Since No. 1: * 1 story; it had 2." in in_words(outbox.mails[0].text)


def test_what_is_published_is_not_asked_about(desk: Workspace) -> None:
    """It is too late."""
    publish_issue(desk, DAY)
    with pytest.raises(UsageError, match="the issue of 2024-08-09 is published"):
        ask_for_review(desk, show_published(desk, DAY), EDITOR, until=None, post=Outbox())
