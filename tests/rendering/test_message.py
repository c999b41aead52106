"""The mail: its headers, its parts as another reader takes them apart, and no way to inject."""

import quopri
import re
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rendering.issues import arabic_issue, chinese_issue, lead_item, plain_issue, rich_issue

from digest.errors import RenderError
from digest.model.articles import Image
from digest.model.issues import Issue, Status
from digest.model.presentation import Colophon, Envelope
from digest.rendering import render_mail
from digest.rendering.message import AttachedPicture, header_text, write_message

HEADERS = [
    "Date",
    "From",
    "Subject",
    "Message-ID",
    "MIME-Version",
    "Reply-To",
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "Content-Type",
]


def read(data: bytes) -> EmailMessage:
    """The mail as the standard library reads it."""
    found = message_from_bytes(data, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def parts_by_hand(data: bytes) -> list[bytes]:
    """The decoded parts, found by nothing but RFC 2046's rules."""
    head, _, body = data.partition(b"\r\n\r\n")
    boundary = b"--" + head.partition(b'boundary="')[2].partition(b'"')[0]
    whole, _, _ = body.partition(b"\r\n" + boundary + b"--")
    pieces = (b"\r\n" + whole).split(b"\r\n" + boundary + b"\r\n")[1:]
    return [quopri.decodestring(piece.partition(b"\r\n\r\n")[2]) for piece in pieces]


def test_the_headers_are_exactly_those_of_a_newsletter() -> None:
    """RFC 5322, 2919, 8058; the date is the issue's."""
    mail = read(render_mail(rich_issue()).eml)
    assert mail.keys() == HEADERS
    assert mail["Date"] == "Fri, 09 Aug 2024 07:00:00 +0000"
    assert mail["From"] == "Strait Watch <desk@harbour.example>"
    assert mail["Subject"] == rich_issue().subject
    assert mail["List-Id"] == "<watch.harbour.example>"
    assert mail["List-Unsubscribe"] == "<https://harbour.example/unsubscribe?list=watch&reader=1>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert not [part for part in mail.walk() if part.defects]


@pytest.mark.parametrize("issue", [rich_issue(), plain_issue(), arabic_issue(), chinese_issue()])
def test_two_readers_find_the_same_parts(issue: Issue) -> None:
    """The standard library and a reader of the bare rules: text first, HTML last."""
    rendered = render_mail(issue)
    mail = read(rendered.eml)
    plain, html = mail.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    first, second = parts_by_hand(rendered.eml)
    assert plain.get_content() == first.decode()
    assert html.get_content() == second.decode()
    assert first.decode().replace("\r\n", "\n") == rendered.text
    assert second.decode().replace("\r\n", "\n") == rendered.html


def test_lines_are_short_and_end_as_they_must() -> None:
    """CRLF everywhere; QP lines of at most 76, header lines of at most 78."""
    data = render_mail(arabic_issue()).eml
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 78
    assert data.isascii()


@pytest.mark.parametrize("length", range(1, 200))
def test_a_subject_of_any_length_is_read_back(length: int) -> None:
    """Folded between words: every line has text, and at most 78 columns."""
    subject = "The Weekly tells of ferries and pilots " * 6
    subject = subject[:length].strip()
    data = write_message(replace(plain_issue(), subject=subject), "<p>x</p>", "x\n")
    lines = data.partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert read(data)["Subject"] == subject
    assert all(line.strip() and len(line) <= 78 for line in lines)
    assert any(re.match(rb"Subject: \w", line) for line in lines)


@pytest.mark.parametrize("length", range(1, 90, 4))
@pytest.mark.parametrize(
    "words", ["海峡观察：渡轮谈判在沉默九天后恢复", "مراقبة المضيق: استئناف المحادثات "]
)
def test_a_subject_of_any_script_is_read_back(words: str, length: int) -> None:
    """Encoded words (RFC 2047) of at most 75 characters, on lines of at most 76."""
    subject = (words * 9)[:length].strip()
    data = write_message(replace(plain_issue(), subject=subject), "<p>x</p>", "x\n")
    head = data.partition(b"\r\n\r\n")[0]
    assert read(data)["Subject"] == subject
    assert max(map(len, head.split(b"\r\n"))) <= 76


def test_a_subject_of_one_endless_word_still_has_short_lines() -> None:
    """What has no place to fold at becomes encoded words."""
    data = write_message(replace(plain_issue(), subject="x" * 2000), "<p>x</p>", "x\n")
    assert read(data)["Subject"] == "x" * 2000
    assert max(map(len, data.split(b"\r\n"))) <= 78


def test_what_programs_take_literally_is_never_encoded() -> None:
    """RFC 8058, 2919 and 5322: the addresses in these headers are read as they stand."""
    page = "https://harbour.example/out?reader=" + "a1" * 100
    issue = replace(
        rich_issue(),
        colophon=Colophon(unsubscribe_url=page),
        envelope=Envelope(
            sender=f'"Desk, The" <{"d" * 60}@harbour.example>',
            reply_to=f"Leserbriefe für alle <{'r' * 60}@harbour.example>",
            list_id="w" * 60 + ".lists_of.harbour.example",
        ),
    )
    data = write_message(issue, "<p>x</p>", "x\n")
    mail = read(data)
    assert f"\r\nList-Unsubscribe: <{page}>\r\n".encode() in data
    assert f"\r\nList-Id: <{'w' * 60}.lists_of.harbour.example>\r\n".encode() in data
    assert re.search(rb"\r\nMessage-ID: <2024-08-09\.41\.\w+@w{60}\.lists_of\.", data)
    assert mail["From"].addresses[0].addr_spec == "d" * 60 + "@harbour.example"
    assert mail["Reply-To"].addresses[0].display_name == "Leserbriefe für alle"
    assert mail["Reply-To"].addresses[0].addr_spec == "r" * 60 + "@harbour.example"


def test_an_unsubscribe_page_of_another_script_is_written_in_ascii() -> None:
    """The host by IDNA, the rest percent-encoded."""
    colophon = Colophon(unsubscribe_url="https://häfen.example/aus?für=1")
    mail = read(render_mail(replace(rich_issue(), colophon=colophon)).eml)
    assert mail["List-Unsubscribe"] == "<https://xn--hfen-loa.example/aus?f%C3%BCr=1>"


def test_a_header_longer_than_a_mail_allows_is_an_error() -> None:
    """998 characters are the limit of RFC 5322; the message names the header."""
    colophon = Colophon(unsubscribe_url="https://harbour.example/" + "x" * 1000)
    with pytest.raises(RenderError, match="List-Unsubscribe"):
        write_message(replace(rich_issue(), colophon=colophon), "<p>x</p>", "x\n")


def test_the_date_keeps_the_newsletters_zone() -> None:
    """The cut-off's own offset is written."""
    cut_off = datetime(2024, 8, 9, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    mail = read(render_mail(replace(rich_issue(), cut_off=cut_off)).eml)
    assert mail["Date"] == "Fri, 09 Aug 2024 09:00:00 +0200"


def test_the_id_is_the_issues_own() -> None:
    """Rendered again it stays; a corrected issue and another list get another."""
    issue = rich_issue()
    other_text = replace(issue, preheader="Another")
    corrected = replace(issue, status=Status.DRAFT, correction="Orl, not Veldt")
    elsewhere = replace(issue, envelope=replace(issue.envelope, list_id="b.example"))
    ids = [
        read(render_mail(one).eml)["Message-ID"]
        for one in (issue, other_text, corrected, elsewhere)
    ]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3
    assert ids[0].endswith("@watch.harbour.example>")


def test_one_click_needs_a_secure_address() -> None:
    """RFC 8058 asks for https; a plain address gets no header."""
    colophon = Colophon(unsubscribe_url="http://harbour.example/stop")
    mail = read(render_mail(replace(rich_issue(), colophon=colophon)).eml)
    assert "List-Unsubscribe" not in mail
    assert "List-Unsubscribe-Post" not in mail


def test_a_newsletter_without_addresses_still_makes_a_mail() -> None:
    """From names the newsletter at a domain that cannot exist."""
    mail = read(render_mail(plain_issue()).eml)
    assert mail["From"] == "Strait Watch <issue@newsletter.invalid>"
    assert "Reply-To" not in mail
    assert "List-Id" not in mail


@pytest.mark.parametrize("sender", ["nobody", "a@b@c", "desk@é.example", "Desk <desk at example>"])
def test_a_sender_that_is_no_address_is_an_error(sender: str) -> None:
    """The message names the setting."""
    issue = replace(rich_issue(), envelope=Envelope(sender=sender))
    with pytest.raises(RenderError, match=r"\[mail\]"):
        render_mail(issue)


@pytest.mark.parametrize(
    "title",
    [
        "=?utf-8?q?a=0D=0ABcc:_evil@x.example?=",
        "=?utf-8?b?YQ0KQmNjOiBldmlsQHguZXhhbXBsZQ==?=",
        "a\r\nBcc: evil@x.example",
        "a\nBcc: evil@x.example",
        "a\x0bBcc: evil@x.example",
        "a\x0cBcc: evil@x.example",
        "a\x85Bcc: evil@x.example",
        "a\u2028Bcc: evil@x.example",
        "a\x00b",
        "a\ud800b",
        "a\r\n\r\n<html>",
        "é" * 200 + "\r\nBcc: evil@x.example",
        "=?=?utf-8?q?a=0D=0ABcc:_evil@x?=",
    ],
)
def test_a_title_cannot_add_a_header(title: str) -> None:
    """CVE-2024-6923 and its plainer kin: in the subject, and in the name of the sender."""
    issue = rich_issue()
    mail = read(
        render_mail(
            replace(
                issue,
                subject=title,
                masthead=replace(issue.masthead, title=title),
                envelope=replace(issue.envelope, sender="desk@harbour.example"),
            )
        ).eml
    )
    assert mail.keys() == HEADERS
    assert mail["Subject"] == header_text(title)
    assert "\n" not in mail["Subject"]
    assert mail["From"].addresses[0].addr_spec == "desk@harbour.example"


@given(st.text())
def test_any_subject_is_read_back_as_written(title: str) -> None:
    """Folding and encoding change nothing that matters."""
    data = write_message(replace(plain_issue(), subject=title), "<p>x</p>", "x\n")
    assert read(data)["Subject"] == header_text(title)


def test_a_picture_may_travel_inside() -> None:
    """The HTML in the mail shows it by its content id; the archive's HTML keeps the address."""
    url = "https://harbour.example/pictures/talks.jpg"
    picture = AttachedPicture(url=url, data=b"\xff\xd8picture", media_type="image/jpeg")
    rendered = render_mail(rich_issue(), pictures=(picture,))
    _, related = read(rendered.eml).iter_parts()
    html, attached = related.iter_parts()
    content_id = attached["Content-ID"].strip("<>")
    assert related.get_content_type() == "multipart/related"
    assert f'src="cid:{content_id}"' in html.get_content()
    assert attached.get_content() == b"\xff\xd8picture"
    assert attached.get_content_disposition() == "inline"
    assert f'src="{url}"' in rendered.html
    assert rendered.eml == render_mail(rich_issue(), pictures=(picture,)).eml


def test_a_picture_beside_the_issue_travels_inside_too() -> None:
    """Its address is relative: it is seen in the archive's folder, and in the mail by its id."""
    image = Image(url="images/talks.jpg", alt="Talks")
    issue = replace(rich_issue(), lead=replace(lead_item(), image=image))
    picture = AttachedPicture(url="images/talks.jpg", data=b"x", media_type="image/jpeg")
    rendered = render_mail(issue, pictures=(picture,))
    assert 'src="images/talks.jpg"' in rendered.html
    assert b"images/talks.jpg" not in rendered.eml
