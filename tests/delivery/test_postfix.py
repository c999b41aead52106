"""Live mails and tests through a real Postfix: what arrives, and what it refuses."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from delivery.postfix_server import LIMIT, WHY_NOT, Postfix, postfix
from rendering.issues import rich_issue

from digest.delivery.message import readdressed
from digest.delivery.smtp import send_mail
from digest.model.deliveries import MailAnswer, MailOutcome
from digest.model.presentation import Envelope
from digest.rendering.message import write_message

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)]

NOW = datetime(2026, 3, 1, 7, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[Postfix]:
    """One for all tests, at two free ports."""
    with (
        socket.create_server(("127.0.0.1", 0)) as one,
        socket.create_server(("127.0.0.1", 0)) as two,
    ):
        ports = one.getsockname()[1], two.getsockname()[1]
    with postfix(*ports) as running:
        yield running


def mail(to: str, *, words: str = ".Grüße\n.\n..\nEnd.\n") -> bytes:
    """A mail of an issue."""
    issue = replace(rich_issue(), envelope=Envelope(sender="Desk <desk@example.org>"))
    return readdressed(write_message(issue, f"<p>{words}", words), to=to, now=NOW, live=True)


def sent(server: Postfix, to: str, *, security: str = "starttls", words: str = "x") -> MailAnswer:
    """What came of it."""
    data = mail(to, words=words)
    place = server.server(security=security)
    return send_mail(place, "desk@example.org", to, data, at_data=lambda: None)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_mail_arrives_byte_for_byte(server: Postfix, security: str) -> None:
    """Under the headers that Postfix adds; lines that begin with a dot keep it."""
    before = server.mails()
    words = f".{security}\n.\n..\nGrüße\n"
    answer = sent(server, "list@example.org", security=security, words=words)
    assert answer.outcome is MailOutcome.SENT, answer.words
    [arrived] = server.mails(besides=before)
    meant = mail("list@example.org", words=words).replace(b"\r\n", b"\n")
    assert arrived.endswith(meant)
    assert b"with ESMTPS" in arrived.removesuffix(meant)
    text = message_from_bytes(arrived, policy=default).get_body(("plain",))
    assert text is not None
    assert text.get_content() == words


def test_an_address_beyond_ascii_arrives(server: Postfix) -> None:
    """SMTPUTF8, in envelope and header."""
    before = server.mails()
    answer = sent(server, "редакция@example.org")
    assert answer.outcome is MailOutcome.SENT, answer.words
    [arrived] = server.mails(besides=before)
    assert "To: редакция@example.org\n".encode() in arrived


@pytest.mark.parametrize(
    ("to", "words", "outcome", "said"),
    [
        ("later@example.org", "x", MailOutcome.LATER, "450 4.2.0 <later@example.org>"),
        ("never@example.org", "x", MailOutcome.REFUSED, "550 5.1.1 <never@example.org>"),
        ("a@elsewhere.example", "x", MailOutcome.REFUSED, "Relay access denied"),
        ("list@example.org", "x\n" * LIMIT, MailOutcome.REFUSED, "552 5.3.4"),
    ],
    ids=["greylisted", "gone", "no relay", "too large"],
)
def test_what_it_refuses_is_told(
    server: Postfix, to: str, words: str, outcome: MailOutcome, said: str
) -> None:
    """In its own words, and nothing arrives."""
    before = server.mails()
    answer = sent(server, to, words=words)
    assert answer.outcome is outcome
    assert said in answer.words
    assert server.mails() == before


def test_its_certificate_must_hold(server: Postfix) -> None:
    """Of an authority that nobody knows, it gets no word."""
    for security in ("starttls", "tls"):
        place = server.server(security=security, knows=False)
        answer = send_mail(
            place, "desk@example.org", "list@example.org", mail("a@b.example"), at_data=lambda: None
        )
        assert answer.outcome is MailOutcome.REFUSED
        assert "certificate that does not hold" in answer.words


@pytest.mark.skipif(not shutil.which("spamassassin"), reason="needs SpamAssassin")
def test_a_mail_to_somebody_is_less_of_spam() -> None:
    """Local tests alone: a missing To is what costs most."""
    issue = replace(rich_issue(), envelope=Envelope(sender="Desk <desk@example.org>"))
    eml = write_message(issue, "<p>Grüße aus Veldt</p>", "Grüße aus Veldt")
    scores = [
        _spam_score(one) for one in (eml, readdressed(eml, to="a@b.example", now=NOW, live=True))
    ]
    assert scores[1] < scores[0]


def _spam_score(data: bytes) -> float:
    done = subprocess.run(
        ["spamassassin", "-L", "-t"], input=data, capture_output=True, check=True, timeout=120
    )
    status = message_from_bytes(done.stdout, policy=default)["X-Spam-Status"]
    return float(status.partition("score=")[2].split()[0])
