"""One mail and a server that goes wrong in any way: each ends as it is documented."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from delivery.mail_servers import (
    PASSWORD,
    STEPS,
    Fault,
    Inbox,
    certificates_in,
    scripted,
    well_behaved,
)

from digest.delivery.server import Server
from digest.delivery.smtp import send_mail
from digest.errors import StorageError, UsageError
from digest.model.deliveries import MailAnswer, MailOutcome

MAIL = b"From: desk@example.org\r\nSubject: Talks\r\n\r\n.A dot first.\r\n..\r\nEnd.\r\n"


def nothing() -> None:
    """Nothing is noted."""


def sent(
    server: Server,
    *,
    to: str = "list@example.org",
    sender: str = "desk@example.org",
    data: bytes = MAIL,
    at_data: Callable[[], None] = nothing,
) -> MailAnswer:
    """What came of a mail."""
    return send_mail(server, sender, to, data, at_data=at_data)


def test_a_mail_arrives_as_it_is() -> None:
    """Lines that begin with a dot keep it."""
    with scripted() as server:
        answer = sent(server.value())
        assert (answer.outcome, answer.code) == (MailOutcome.SENT, 250)
        assert answer.words == f"127.0.0.1:{server.port} took it: 250 2.0.0 Queued as 7F"
    assert server.mails == [MAIL]
    assert server.commands == [
        "EHLO [127.0.0.1]",
        f"MAIL FROM:<desk@example.org> SIZE={len(MAIL)}",
        "RCPT TO:<list@example.org>",
        "DATA",
        "QUIT",
    ]


REFUSING = ("greeting", "EHLO", "MAIL", "RCPT", "DATA", "dot")


@pytest.mark.parametrize("step", REFUSING)
@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        ("451 4.3.0 Come back", MailOutcome.LATER),
        ("500 5.5.2 What", MailOutcome.REFUSED),
        ("550 5.7.1 Go away", MailOutcome.REFUSED),
    ],
)
def test_a_refusal_at_any_command_is_believed(step: str, reply: str, outcome: MailOutcome) -> None:
    """With the server's words."""
    with scripted({step: Fault(reply=reply)}) as server:
        answer = sent(server.value())
    assert (answer.outcome, answer.code) == (outcome, int(reply[:3]))
    assert reply in answer.words
    assert server.mails == []


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("fault", [Fault(cuts=True), Fault(silent=True)], ids=["cut", "silent"])
def test_only_behind_the_last_dot_is_the_outcome_unknown(step: str, fault: Fault) -> None:
    """A line that is cut, or silent, before that: nobody can have the mail."""
    with scripted({step: fault}) as server:
        answer = sent(server.value(timeout=0.3, patience=0.3))
    # A mail as short as this one has left as a whole when the line is cut in it.
    unknown = step in {"dot", "mail"}
    assert answer.outcome is (MailOutcome.UNKNOWN if unknown else MailOutcome.LATER)
    assert ("cut the connection" if fault.cuts else "did not answer in time") in answer.words


def test_a_mail_whose_dot_never_left_was_not_sent() -> None:
    """The line is cut while it is far from its end."""
    much = MAIL + b"".join(b"%076d\r\n" % number for number in range(400_000))
    with scripted({"mail": Fault(cuts=True)}) as server:
        answer = sent(server.value(), data=much)
    assert answer.outcome is MailOutcome.LATER
    assert "at the mail" in answer.words
    assert server.mails == []


@pytest.mark.parametrize("step", ["greeting", "EHLO", "MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(
    "fault",
    [Fault(reply="250 " + 30 * "x", drips=0.03), Fault(endless=True)],
    ids=["byte by byte", "without end"],
)
def test_a_reply_that_never_ends_ends(step: str, fault: Fault) -> None:
    """Each byte comes in time, and there is a limit to all of them."""
    began = time.monotonic()
    with scripted({step: fault}) as server:
        answer = sent(server.value(timeout=0.05))
    assert answer.outcome is MailOutcome.LATER
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("fault", [Fault(drips=0.9), Fault(endless=True)])
def test_a_goodbye_that_never_ends_ends(fault: Fault) -> None:
    """The mail is the server's by then, and that is to be noted."""
    began = time.monotonic()
    with scripted({"QUIT": fault}) as server:
        assert sent(server.value(goodbye=0.3)).outcome is MailOutcome.SENT
        assert time.monotonic() - began < 3


@pytest.mark.parametrize("step", ["EHLO", "MAIL", "RCPT"])
def test_a_reply_of_too_many_lines_is_not_kept(step: str) -> None:
    """Within the time that it has, it would fill the memory."""
    lines = 2000 * f"250-{60 * 'x'}\r\n" + "250 Ok"
    with scripted({step: Fault(reply=lines)}) as server:
        answer = sent(server.value())
    assert answer.outcome is MailOutcome.LATER
    assert answer.words.endswith(f"cut the connection at {step}")


def test_each_of_many_replies_may_be_long() -> None:
    """The limit is for one."""
    lines = 900 * f"250-{60 * 'x'}\r\n" + "250 Ok"
    faults = {step: Fault(reply=lines) for step in ("EHLO", "MAIL", "RCPT")}
    with scripted(faults) as server:
        assert sent(server.value()).outcome is MailOutcome.SENT


def test_the_last_reply_may_come_late_and_slowly_but_not_for_ever() -> None:
    """It has a patience of its own, which is longer."""
    with scripted({"dot": Fault(reply="250 Ok", drips=0.15)}) as server:
        assert sent(server.value(timeout=0.1, patience=30)).outcome is MailOutcome.SENT
    with scripted({"dot": Fault(drips=0.25)}) as server:
        assert sent(server.value(timeout=0.1, patience=0.4)).outcome is MailOutcome.UNKNOWN


@pytest.mark.parametrize("reply", ["Fine by me", "354 Go on", "120 Wait"])
def test_a_last_reply_that_is_none_is_unknown(reply: str) -> None:
    """It says neither that the mail was taken nor that it was not."""
    with scripted({"dot": Fault(reply=reply)}) as server:
        assert sent(server.value()).outcome is MailOutcome.UNKNOWN


@pytest.mark.parametrize("step", ["greeting", "EHLO", "MAIL", "RCPT", "DATA"])
def test_what_is_no_mail_server_gets_no_mail(step: str) -> None:
    """Another reply than the command's own is no success."""
    with scripted({step: Fault(reply="HTTP/1.1 400 Bad Request")}) as server:
        assert sent(server.value()).outcome is MailOutcome.LATER
    with scripted({step: Fault(reply="354 Go on" if step != "DATA" else "250 Ok")}) as server:
        assert sent(server.value()).outcome is MailOutcome.LATER
    assert server.mails == []


def test_a_server_that_vanishes_at_the_goodbye_took_the_mail() -> None:
    """What comes after the last reply changes nothing."""
    for fault in (Fault(cuts=True), Fault(reply="500 No"), Fault(silent=True)):
        with scripted({"QUIT": fault}) as server:
            assert sent(server.value(timeout=0.3)).outcome is MailOutcome.SENT


def test_a_port_where_nobody_listens_is_named() -> None:
    """And so is a host that there is not."""
    with scripted() as server:
        port = server.port
    answer = sent(Server(host="127.0.0.1", port=port, security="none"))
    assert answer.outcome is MailOutcome.LATER
    assert answer.words == f"127.0.0.1:{port} takes no connections"
    answer = sent(Server(host="mail.invalid", port=25))
    assert answer.outcome is MailOutcome.LATER
    assert "mail.invalid:25" in answer.words


@pytest.mark.parametrize("host", ["smtp..example.org", f"{'s' * 64}.example.org"])
def test_a_name_that_no_server_can_have_is_a_slip_in_the_settings(host: str) -> None:
    """Nothing is asked for it, and the setting is named."""
    with pytest.raises(UsageError, match=r"\[smtp\] host = .*; write it like smtp\.example\.org"):
        sent(Server(host=host, port=25))


def test_what_cannot_be_noted_is_not_handed_over() -> None:
    """The error passes, and the server heard no DATA."""

    def fail() -> None:
        raise StorageError("the disk is full")

    with scripted() as server, pytest.raises(StorageError):
        sent(server.value(), at_data=fail)
    assert not [one for one in server.commands if one == "DATA"]
    assert server.commands[-1] == "QUIT"


def test_the_note_is_made_when_the_addresses_are_taken() -> None:
    """Just before DATA, and never for a mail that was refused before."""
    heard: list[list[str]] = []
    with scripted() as server:
        sent(server.value(), at_data=lambda: heard.append(list(server.commands)))
    assert heard[0][-1].startswith("RCPT")
    with scripted({"RCPT": Fault(reply="550 No")}) as server:
        sent(server.value(), at_data=lambda: heard.append([]))
    assert len(heard) == 1


def test_words_of_a_server_are_cleaned_and_cut() -> None:
    """They stand in a terminal, a log and a mail."""
    with scripted({"RCPT": Fault(reply="550 \x1b[2J\x07No " + "x" * 5000)}) as server:
        words = sent(server.value()).words
    assert words.isprintable()
    assert len(words) < 400


def test_a_password_that_the_server_repeats_is_not_told() -> None:
    """In the forms in which it was sent."""
    hello = "250-mail.example\r\n250 AUTH PLAIN"
    for said in ("s3cret", "czNjcmV0", "AGRlc2sAczNjcmV0"):
        faults = {"EHLO": Fault(reply=hello), "AUTH": Fault(reply=f"535 Bad: {said}")}
        with scripted(faults) as server:
            answer = sent(server.value(user="desk"))
        assert answer.outcome is MailOutcome.REFUSED
        assert answer.words.endswith("refused it at the sign-in: 535 Bad: …")
    assert "s3cret" not in repr(server.value(user="desk"))


def test_no_half_of_a_password_is_told() -> None:
    """Where the server's words are cut in its midst."""
    long = f"535 {296 * 'x'}s3cret"
    faults = {"EHLO": Fault(reply="250-m\r\n250 AUTH PLAIN"), "AUTH": Fault(reply=long)}
    with scripted(faults) as server:
        answer = sent(server.value(user="desk"))
    assert "s3" not in answer.words


def test_nothing_goes_unprotected_to_another_machine() -> None:
    """Nor may a password be what the protocol cannot carry."""
    with pytest.raises(UsageError, match="is another machine"):
        sent(Server(host="mail.example.org", port=25, security="none"))
    with pytest.raises(UsageError, match="ASCII alone"):
        sent(Server(host="::1", port=25, security="none", user="désk"))


def test_a_server_without_starttls_gets_no_word() -> None:
    """Though it be the right one: anybody on the way can take the word out of its greeting."""
    with scripted() as server:
        answer = sent(Server(host="localhost", port=server.port, timeout=2))
    assert answer.outcome is MailOutcome.REFUSED
    assert "offers no STARTTLS" in answer.words
    assert not [one for one in server.commands if one.startswith("MAIL")]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_mail_goes_by_tls_with_a_password(tmp_path: Path, security: str) -> None:
    """To a server whose certificate holds."""
    made = certificates_in(tmp_path, "localhost")
    starttls, tls = (made.context, None) if security == "starttls" else (None, made.context)
    with well_behaved(Inbox(), starttls=starttls, tls=tls, signs_in=True) as inbox:
        server = Server(
            host="localhost",
            port=inbox.port,
            security="starttls" if starttls else "tls",
            user="desk",
            password=PASSWORD,
            trusted=made.trusted,
            timeout=5,
        )
        answer = sent(server)
    assert answer.outcome is MailOutcome.SENT, answer.words
    assert [(sender, to) for sender, to, _ in inbox.taken] == [
        ("desk@example.org", ["list@example.org"])
    ]


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize(
    ("names", "known", "why"),
    [
        (("localhost",), "", "unable to get local issuer certificate"),
        (("mail.example.org",), "known", "Hostname mismatch"),
    ],
)
def test_a_wrong_certificate_ends_it(
    tmp_path: Path, security: str, names: tuple[str, ...], known: str, why: str
) -> None:
    """By an authority that nobody knows, or for another name."""
    made = certificates_in(tmp_path, *names)
    starttls, tls = (made.context, None) if security == "starttls" else (None, made.context)
    with well_behaved(Inbox(), starttls=starttls, tls=tls) as inbox:
        server = Server(
            host="localhost",
            port=inbox.port,
            security="starttls" if starttls else "tls",
            trusted=made.trusted if known else None,
            timeout=5,
        )
        answer = sent(server)
    assert answer.outcome is MailOutcome.REFUSED
    assert "shows a certificate that does not hold" in answer.words
    assert why in answer.words
    assert inbox.taken == []


def test_a_wrong_password_is_refused(tmp_path: Path) -> None:
    """In the server's words."""
    made = certificates_in(tmp_path, "localhost")
    with well_behaved(Inbox(), starttls=made.context, signs_in=True) as inbox:
        server = Server(
            host="localhost",
            port=inbox.port,
            user="desk",
            password=PASSWORD[::-1],
            trusted=made.trusted,
            timeout=5,
        )
        answer = sent(server)
    assert (answer.outcome, answer.code) == (MailOutcome.REFUSED, 535)
    assert "at the sign-in" in answer.words


def test_a_line_that_is_cut_at_the_sign_in_is_no_refusal() -> None:
    """It may be tried again."""
    hello = Fault(reply="250-mail.example\r\n250 AUTH PLAIN")
    with scripted({"EHLO": hello, "AUTH": Fault(cuts=True)}) as server:
        answer = sent(server.value(user="desk"))
    assert answer.outcome is MailOutcome.LATER
    assert answer.words.endswith("cut the connection at the sign-in")


def test_a_challenge_that_is_none_ends_the_sign_in() -> None:
    """It is no fault of the program."""
    hello = Fault(reply="250-mail.example\r\n250 AUTH CRAM-MD5")
    with scripted({"EHLO": hello, "AUTH": Fault(reply="334 x")}) as server:
        answer = sent(server.value(user="desk"))
    assert answer.outcome is MailOutcome.LATER
    assert answer.words.endswith("asked at the sign-in what was not expected")


def test_a_server_that_knows_no_sign_in_says_so() -> None:
    """It may need none."""
    with scripted() as server:
        answer = sent(server.value(user="desk"))
    assert answer.outcome is MailOutcome.REFUSED
    assert "leave [smtp] user empty" in answer.words


@pytest.mark.parametrize("to", ["редакция@example.org", "bücher@example.org"])
def test_an_address_beyond_ascii_goes_where_the_server_takes_it(to: str) -> None:
    """And nowhere else."""
    data = f"From: desk@example.org\r\nTo: {to}\r\n\r\nx\r\n".encode()
    for utf8, outcome in ((True, MailOutcome.SENT), (False, MailOutcome.REFUSED)):
        with well_behaved(Inbox(), utf8=utf8) as inbox:
            server = Server(host="127.0.0.1", port=inbox.port, security="none", timeout=5)
            answer = sent(server, to=to, data=data)
        assert answer.outcome is outcome, answer.words
        assert [one[1] for one in inbox.taken] == ([[to]] if utf8 else [])
    assert "SMTPUTF8" in answer.words


def test_a_greylisting_server_takes_it_at_the_second_try() -> None:
    """The first is certain: nothing was handed over."""
    with well_behaved(Inbox(later=["450 4.2.0 Greylisted"])) as inbox:
        server = Server(host="127.0.0.1", port=inbox.port, security="none", timeout=5)
        assert [sent(server).outcome for _ in range(2)] == [MailOutcome.LATER, MailOutcome.SENT]
    assert len(inbox.taken) == 1
