"""A mail and a server in; what the server made of it (RFC 5321) out: the only user of smtplib."""

import io
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Timer

from digest.delivery.server import Server, require_protection
from digest.errors import UsageError
from digest.model.deliveries import MailAnswer, MailOutcome
from digest.text import shortened

_SHOWN = 300
_LONGEST_REPLY = 64 * 1024
"""Bytes of all the lines of one reply, which smtplib keeps until the last."""
_MOST_TIMES = 10
"""The whole conversation before the mail itself may take so many times the setting."""


class _Ended(Exception):
    """The conversation ends here, with this answer."""

    def __init__(self, answer: MailAnswer) -> None:
        super().__init__(answer.words)
        self.answer = answer


def send_mail(
    server: Server, sender: str, to: str, data: bytes, *, at_data: Callable[[], None]
) -> MailAnswer:
    """Hand one mail over; `at_data` is called just before DATA, and what it raises ends it there.

    Sent, refused (5xx) and later (4xx, or cut before the final dot left) are certain. Where nothing
    came after the dot, or no reply that could be read, the outcome is unknown: the server may have
    taken the mail. Raises UsageError for settings that nothing can be sent with.
    """
    require_protection(server)
    try:
        with _conversation(server) as talk:
            with talk.at_most(server.timeout * _MOST_TIMES):
                talk.open()
                talk.introduce()
                talk.sign_in()
                talk.address(sender, to, data)
                at_data()
                talk.begin()
            with talk.at_most(server.patience):
                return talk.hand_over(data)
    except _Ended as end:
        return end.answer


@contextmanager
def _conversation(server: Server) -> Iterator["_Conversation"]:
    try:
        line = socket.create_connection((server.host, server.port), server.timeout)
    except OSError as error:
        raise _Ended(
            MailAnswer(outcome=MailOutcome.LATER, words=f"{server.name} {_reason(error)}")
        ) from None
    except UnicodeError:  # such as an empty part between dots, or one of over 63 letters
        raise UsageError(
            f"[smtp] host = {shortened(server.host, _SHOWN)!r} is no name that a server can have; "
            "write it like smtp.example.org"
        ) from None
    talk = _Conversation(server, line)
    try:
        yield talk
    finally:
        talk.leave()


class _Smtp(smtplib.SMTP):
    """The protocol, with replies that are no longer than they may be."""

    def getreply(self) -> tuple[int, bytes]:
        """The next reply; one that is too long cuts the line."""
        if self.sock and not isinstance(self.file, _Reply):
            self.file = _Reply(self.sock)
        if isinstance(self.file, _Reply):
            self.file.left = _LONGEST_REPLY
        return super().getreply()


class _Reply(io.BufferedReader):
    """The lines that come in; `left` are the bytes that may still come."""

    def __init__(self, line: socket.socket) -> None:
        super().__init__(socket.SocketIO(line, "r"))
        self.left = _LONGEST_REPLY

    def readline(self, size: int | None = -1, /) -> bytes:
        """The next line."""
        line = super().readline(size)
        self.left -= len(line)
        if self.left < 0:
            raise OSError("a reply that is too long")
        return line


class _Conversation:
    """The commands of one mail, each with its reply looked at."""

    def __init__(self, server: Server, line: socket.socket) -> None:
        self._server = server
        self._line = line
        self._smtp = _Smtp(local_hostname="[127.0.0.1]", timeout=server.timeout)
        self._smtp.sock = line
        self._is_late = False

    @contextmanager
    def at_most(self, seconds: float) -> Iterator[None]:
        """Cut the line after so long: each answer may be in time, and all of them never end."""
        watch = Timer(seconds, self._cut)
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()

    def open(self) -> None:
        """The greeting."""
        if self._server.security == "tls":
            self._encrypt()
        with self._at("the greeting"):
            self._require(self._smtp.getreply(), "the greeting")

    def introduce(self) -> None:
        """EHLO, and once more when the line is encrypted: what was said before may be forged."""
        self._hello()
        if self._server.security != "starttls":
            return
        if not self._smtp.has_extn("starttls"):
            raise self._end(
                MailOutcome.REFUSED,
                "offers no STARTTLS, so the mail could be read on its way. If it takes TLS from "
                'the start, often on port 465, write security = "tls" under [smtp]',
            )
        with self._at("STARTTLS"):
            self._require(self._smtp.docmd("STARTTLS"), "STARTTLS")
        self._encrypt()
        self._hello()

    def sign_in(self) -> None:
        """AUTH, in the strongest way that both sides know."""
        server = self._server
        if not server.user:
            return
        with self._at("the sign-in"):
            try:
                self._smtp.login(server.user, server.password)
            except smtplib.SMTPAuthenticationError as error:
                self._require((error.smtp_code, _as_bytes(error.smtp_error)), "the sign-in")
            except smtplib.SMTPServerDisconnected:
                raise
            except ValueError:
                # A challenge that is no base64.
                raise self._end(
                    MailOutcome.LATER, "asked at the sign-in what was not expected"
                ) from None
            except smtplib.SMTPException:
                raise self._end(
                    MailOutcome.REFUSED, "takes no sign-in with a password; leave [smtp] user empty"
                ) from None

    def address(self, sender: str, to: str, data: bytes) -> None:
        """MAIL and RCPT; an address or a header that is not ASCII needs SMTPUTF8 (RFC 6531)."""
        options = []
        if not (sender.isascii() and to.isascii() and data.isascii()):
            if not self._smtp.has_extn("smtputf8"):
                raise self._end(
                    MailOutcome.REFUSED,
                    f"takes no address beyond ASCII (SMTPUTF8), so {to} cannot be reached by it",
                )
            options = ["SMTPUTF8", "BODY=8BITMIME"]
        if self._smtp.has_extn("size"):
            options = [f"SIZE={len(data)}", *options]
        with self._at("MAIL"):
            self._require(self._smtp.mail(sender, options), "MAIL")
        with self._at("RCPT"):
            self._require(self._smtp.rcpt(to), "RCPT")

    def begin(self) -> None:
        """DATA."""
        with self._at("DATA"):
            self._require(self._smtp.docmd("DATA"), "DATA", well=3)
        self._line.settimeout(self._server.patience)

    def hand_over(self, data: bytes) -> MailAnswer:
        """The mail, and the dot that makes it the server's."""
        # Without the dot no server takes a mail: a line that is cut before it leaves no doubt.
        with self._at("the mail"):
            self._smtp.send(re.sub(rb"(?m)^\.", b"..", data))
        with self._at("the final dot", MailOutcome.UNKNOWN):
            self._smtp.send(b".\r\n")
            code, words = self._smtp.getreply()
        if code // 100 not in {2, 4, 5}:
            said = self._said("answered at the final dot what is no reply", code, words)
            raise _Ended(MailAnswer(outcome=MailOutcome.UNKNOWN, words=said))
        self._require((code, words), "the final dot")
        return MailAnswer(
            outcome=MailOutcome.SENT, code=code, words=self._said("took it", code, words)
        )

    def leave(self) -> None:
        """QUIT, as far as the server still listens."""
        with suppress(OSError, smtplib.SMTPException), self.at_most(self._server.goodbye):
            if self._smtp.sock:
                self._smtp.quit()
        self._smtp.close()

    def _cut(self) -> None:
        self._is_late = True
        with suppress(OSError):
            # Not that of ssl.SSLSocket, which would send what follows unencrypted.
            socket.socket.shutdown(self._line, socket.SHUT_RDWR)

    def _hello(self) -> None:
        with self._at("EHLO"):
            self._require(self._smtp.ehlo(_literal(self._line)), "EHLO")

    def _encrypt(self) -> None:
        server = self._server
        with self._at("the TLS handshake"):
            context = ssl.create_default_context(cafile=server.trusted)
            secure = context.wrap_socket(
                self._line, server_hostname=server.host, do_handshake_on_connect=False
            )
            self._line = self._smtp.sock = secure
            # What was read ahead was not encrypted.
            self._smtp.file = None
            secure.do_handshake()

    @contextmanager
    def _at(self, step: str, otherwise: MailOutcome = MailOutcome.LATER) -> Iterator[None]:
        """Turn whatever goes wrong at `step` into an end with the outcome `otherwise`."""
        try:
            yield
        except ssl.SSLCertVerificationError as error:
            raise self._end(
                MailOutcome.REFUSED,
                "shows a certificate that does not hold: "
                f"{shortened(error.verify_message, _SHOWN)}. "
                "[smtp] host must be the name that it is for",
            ) from None
        except (OSError, smtplib.SMTPException) as error:
            why = "did not answer in time" if self._is_late else _reason(error)
            raise self._end(otherwise, f"{why} at {step}") from None

    def _require(self, reply: tuple[int, bytes], step: str, *, well: int = 2) -> None:
        code, words = reply
        if code // 100 == well:
            return
        permanent = 500 <= code < 600
        did = f"refused it at {step}" if permanent else f"asked to try later at {step}"
        if not 400 <= code < 600:
            did = f"answered at {step} what was not expected"
        raise _Ended(
            MailAnswer(
                outcome=MailOutcome.REFUSED if permanent else MailOutcome.LATER,
                code=max(code, 0),
                words=self._said(did, code, words),
            )
        )

    def _said(self, did: str, code: int, words: bytes) -> str:
        said = words.decode("utf-8", errors="replace")
        # Before it is cut, so that no half of one is left.
        for secret in self._server.secrets:
            said = said.replace(secret, "…")
        said = shortened(said, _SHOWN)
        reply = f"{code} {said}" if code > 0 else said
        return f"{self._server.name} {did}: {reply}"

    def _end(self, outcome: MailOutcome, words: str) -> _Ended:
        return _Ended(MailAnswer(outcome=outcome, words=f"{self._server.name} {words}"))


def _reason(error: Exception) -> str:
    if isinstance(error, socket.gaierror):
        return "is not known by that name"
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return "did not answer in time"
    if isinstance(error, ConnectionRefusedError):
        return "takes no connections"
    if isinstance(error, ssl.SSLError):
        return f"does not speak TLS there ({error.reason})"
    if isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException):
        return f"cannot be reached ({error.strerror or error})"
    return "cut the connection"


def _as_bytes(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode()


def _literal(line: socket.socket) -> str:
    """This machine's address as EHLO names it where no name is sure (RFC 5321, 4.1.3)."""
    address = line.getsockname()[0]
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"
