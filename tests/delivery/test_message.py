"""The mail of an issue, addressed to one: what is set, what goes, what cannot be smuggled in."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTPUTF8, default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import examples
from rendering.issues import plain_issue

from digest.delivery.message import (
    header_of,
    read_recipient,
    readdressed,
    require_sendable,
)
from digest.delivery.note import Note, write_note
from digest.errors import RenderError, UsageError
from digest.model.deliveries import Attachment
from digest.model.presentation import Colophon, Envelope
from digest.rendering.message import write_message

NOW = datetime(2026, 3, 1, 7, 5, tzinfo=UTC)
LONG = "Переговоры возобновились после девятидневного молчания, и порты снова открыты для зерна"


def eml(subject: str = "Talks resume") -> bytes:
    """The mail of an issue with a one-click address, as the archive keeps it."""
    issue = replace(
        plain_issue(),
        subject=subject,
        envelope=Envelope(sender="Desk <desk@example.org>", list_id="Watch <watch.example.org>"),
        colophon=Colophon(address="1 Street", unsubscribe_url="https://example.org/out"),
    )
    return write_message(issue, "<p>Grüße</p>", "Grüße")


def read(data: bytes) -> EmailMessage:
    """The mail as a mail program reads it."""
    mail = message_from_bytes(data, _class=EmailMessage, policy=default)
    assert isinstance(mail, EmailMessage)
    assert not mail.defects
    return mail


def test_a_live_mail_is_the_issues_own_to_the_list() -> None:
    """To and Date are set, Message-ID and body stay."""
    before, after = read(eml()), read(readdressed(eml(), to="l@a.example", now=NOW, live=True))
    assert after["To"] == "l@a.example"
    assert after["Date"].datetime == NOW
    for name in ("From", "Subject", "Message-ID", "List-Id", "List-Unsubscribe", "Content-Type"):
        assert after[name] == before[name] is not None, name
    assert [part.get_content() for part in after.iter_parts()] == [
        part.get_content() for part in before.iter_parts()
    ]


@pytest.mark.parametrize("live", [True, False])
def test_no_copy_promises_that_one_post_unsubscribes(*, live: bool) -> None:
    """The address is the same for all readers."""
    assert read(eml())["List-Unsubscribe-Post"]
    data = readdressed(eml(), to="l@a.example", now=NOW, live=live)
    assert b"list-unsubscribe-post" not in data.lower()
    assert read(data)["List-Unsubscribe"] == "<https://example.org/out>"


def test_the_same_mail_to_the_same_address_has_one_id() -> None:
    """A test has another than the issue, for each address and each text."""
    texts = (eml(), eml("Talks end"))
    addresses = ("a@a.example", "b@a.example")
    ids = [
        header_of(readdressed(text, to=to, now=NOW, live=live), "Message-ID")
        for text in texts
        for to in addresses
        for live in (True, False)
    ]
    assert len(set(ids)) == 5  # four tests, and the issue's own
    assert all(one.endswith("@watch.example.org>") for one in ids)
    later = datetime(2026, 3, 2, tzinfo=UTC)
    again = header_of(readdressed(eml(), to="a@a.example", now=later, live=False), "Message-ID")
    assert again == ids[1]


@pytest.mark.parametrize("subject", ["Talks resume", LONG, "x" * 200, "[Test] =?x?= ä"])
def test_a_mark_stands_before_the_subject(subject: str) -> None:
    """Also before one that is encoded; no line becomes longer."""
    marked = readdressed(eml(subject), to="a@a.example", now=NOW, live=False, mark="[Test]")
    plain = readdressed(eml(subject), to="a@a.example", now=NOW, live=False)
    assert read(marked)["Subject"] == f"[Test] {read(plain)['Subject']}"
    assert max(map(len, marked.split(b"\r\n"))) <= max(80, *map(len, plain.split(b"\r\n")))


def test_older_addressees_go() -> None:
    """A mail has one To, and nobody in copy."""
    old = eml().replace(
        b"\r\nSubject", b"\r\nTo: x@a.example,\r\n y@a.example\r\nCc: z@a.example\r\nSubject"
    )
    data = readdressed(old, to="a@a.example", now=NOW, live=True)
    assert read(data).get_all("To") == ["a@a.example"]
    assert b"z@a.example" not in data
    assert b"y@a.example" not in data


@pytest.mark.parametrize(
    ("written", "address", "header"),
    [
        ("a@b.example", "a@b.example", "a@b.example"),
        ("Readers <a@b.example>", "a@b.example", "Readers <a@b.example>"),
        ('"Readers, all" <a@b.example>', "a@b.example", '"Readers, all" <a@b.example>'),
        ("Lëser <a@b.example>", "a@b.example", "=?utf-8?b?TMOrc2Vy?= <a@b.example>"),
        ("a@bücher.example", "a@xn--bcher-kva.example", "a@xn--bcher-kva.example"),
        ("редакция@пример.example", *2 * ("редакция@xn--e1afmkfd.example",)),
    ],
)
def test_a_mailbox_is_read(written: str, address: str, header: str) -> None:
    """With or without a name, in any script."""
    found = read_recipient(written)
    assert (found.address, found.header) == (address, header)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "nobody",
        "a@b.example, c@b.example",
        "a@b.example\r\nBcc: c@b.example",
        "a@b.example\n",
        "a b@c.example",
        "a@b.example> SIZE=1",
        "<a@b.example>\x00",
        "a\u2028b@c.example",
        "a@b.exam ple",
        "Bcc:a@b.example",
        "Friends: a@b.example;",
        f"{'x' * 65}@b.example",
        f"a@{'b' * 250}.example",
        "a@[127.0.0.1]",
        "\ud800@b.example",
    ],
)
def test_what_is_not_one_address_is_refused(written: str) -> None:
    """With a sentence that says how to write it."""
    with pytest.raises(UsageError, match="is not one mail address; write it like"):
        read_recipient(written)


@settings(max_examples=examples(60))
@given(st.text(st.characters(), max_size=60), st.text(max_size=20))
def test_no_text_puts_a_header_into_the_mail(to: str, name: str) -> None:
    """Whatever is given as an address, and whatever name stands before it."""
    before = eml()
    names = {header.lower() for header in read(before)} - {"list-unsubscribe-post"} | {"to"}
    for written in (to, f"{to}@a.example", f"{name} <{to}@a.example>", f'"{name}" <a@a.example>'):
        try:
            data = readdressed(before, to=written, now=NOW, live=True)
        except UsageError:
            continue
        head = data.partition(b"\r\n\r\n")[0]
        found = message_from_bytes(head + b"\r\n\r\n", policy=SMTPUTF8)
        assert {one.lower() for one in found} == names
        assert data.partition(b"\r\n\r\n")[2] == before.partition(b"\r\n\r\n")[2]
        address = read_recipient(written).address
        assert not set(address) & set(" \r\n\t<>,;:\0")


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (b"\n", "line 2 of the mail does not end with CRLF"),
        (b"\r", "line 2 of the mail does not end with CRLF"),
        (b"\0\r\n", "line 2 of the mail"),
        (b"x" * 998 + b"y\r\n", "line 2 of the mail has 999 bytes; a mail may have 998"),
        (b"End.", "breaks off in its last line"),
    ],
)
def test_only_whole_lines_are_handed_over(broken: bytes, why: str) -> None:
    """A bare line end is where a server may see another mail begin."""
    require_sendable(b"Subject: x\r\n" + b"x" * 998 + b"\r\n")
    with pytest.raises(RenderError, match=why):
        require_sendable(b"Subject: x\r\n" + broken)
    with pytest.raises(RenderError):
        readdressed(eml() + broken, to="a@a.example", now=NOW, live=True)


def test_every_mail_that_is_rendered_can_be_handed_over() -> None:
    """With words that fill the lines of a header."""
    for subject in ("x", LONG * 5, "ü" * 400):
        require_sendable(eml(subject))


NOTE = Note(
    sender=read_recipient("Desk <desk@example.org>"),
    to=read_recipient("ed@example.org"),
    subject="The issue waits",
    text="Look at it.\n" + "word " * 400,
    html="<p>Look at it: <img src='cid:one'></p>",
)


def test_a_note_is_marked_as_automatic_and_carries_files() -> None:
    """A picture inside its HTML, a file beside it."""
    files = (
        Attachment(name="one.png", media_type="image/png", data=b"PNG", content_id="one"),
        Attachment(name="issue.txt", media_type="text/plain", data="ü\n".encode()),
    )
    mail = read(write_note(replace(NOTE, attached=files), now=NOW))
    assert mail["Auto-Submitted"] == "auto-generated"
    assert (mail["To"], mail["From"]) == ("ed@example.org", "Desk <desk@example.org>")
    assert mail["Message-ID"].endswith("@example.org>")
    html = mail.get_body(("html",))
    assert html is not None
    assert "cid:one" in html.get_content()
    parts = {part.get_filename(): part for part in mail.walk() if part.get_filename()}
    assert set(parts) == {"one.png", "issue.txt"}
    assert parts["one.png"]["Content-ID"] == "<one>"
    assert [part.get_filename() for part in mail.iter_attachments()] == ["issue.txt"]


@pytest.mark.parametrize(
    "subject", ["a\r\nBcc: x@b.example", "=?utf-8?q?=0ABcc:?= x", "ü" * 500, ""]
)
def test_no_subject_of_a_note_makes_a_header(subject: str) -> None:
    """What a story is called may stand in it."""
    mail = read(write_note(replace(NOTE, subject=subject), now=NOW))
    assert "Bcc" not in mail
    assert "\n" not in mail["Subject"]


def test_a_note_to_an_address_beyond_ascii_is_written_in_utf_8() -> None:
    """As RFC 6532 allows where the server takes it."""
    data = write_note(replace(NOTE, to=read_recipient("редакция@example.org")), now=NOW)
    assert "To: редакция@example.org\r\n".encode() in data
