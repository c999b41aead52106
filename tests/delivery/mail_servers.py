"""Mail servers on loopback: one that goes wrong at any command, as told, and a well-behaved one.

with scripted({"RCPT": Fault(reply="450 4.7.1 Greylisted")}) as server:
    send_mail(server.value(), ...)
assert server.mails == []
"""

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from digest.delivery.server import Server

PASSWORD = "s3cret"
WELL = {
    "greeting": "220 mail.example ESMTP",
    "EHLO": "250-mail.example\r\n250-8BITMIME\r\n250 SIZE 1000000",
    "DATA": "354 Go on",
    "dot": "250 2.0.0 Queued as 7F",
    "QUIT": "221 Bye",
}
STEPS = ("greeting", "EHLO", "MAIL", "RCPT", "DATA", "mail", "dot")
"""In their order; "mail" is while the mail itself comes in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """How a step goes wrong: another reply, a cut line, silence, or a reply that never ends.

    `drips` are the seconds between single bytes of the reply.
    """

    reply: str = ""
    cuts: bool = False
    silent: bool = False
    endless: bool = False
    drips: float = 0.0


@dataclass(slots=True)
class Scripted:
    """A running server; `commands` and `mails` are what came in."""

    faults: Mapping[str, Fault]
    port: int = 0
    commands: list[str] = field(default_factory=list)
    mails: list[bytes] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def value(
        self,
        *,
        timeout: float = 2.0,
        patience: float = 2.0,
        goodbye: float = 2.0,
        user: str = "",
    ) -> Server:
        """The server as the program knows it."""
        return Server(
            host="127.0.0.1",
            port=self.port,
            security="none",
            user=user,
            password=PASSWORD if user else "",
            timeout=timeout,
            patience=patience,
            goodbye=goodbye,
        )

    def serve(self, line: socket.socket) -> None:
        """One conversation."""
        with line, suppress(OSError, _Cut):
            self._say(line, "greeting")
            file = line.makefile("rb")
            while read := file.readline():
                verb, gap, rest = read.decode(errors="replace").strip().partition(" ")
                verb = verb.upper()
                if verb in ("MAIL", "RCPT"):
                    # Python 3.14 writes FROM: and TO: in small letters, which is as good.
                    word, colon, address = rest.partition(":")
                    rest = f"{word.upper()}{colon}{address}"
                self.commands.append(f"{verb}{gap}{rest}")
                self._say(line, verb)
                if verb == "DATA" and self._reply("DATA").startswith("354"):
                    self._take(line, file.readline)
                if verb == "QUIT":
                    return

    def _take(self, line: socket.socket, read: Callable[[], bytes]) -> None:
        if "mail" in self.faults:
            read()
            self._say(line, "mail")
        lines: list[bytes] = []
        while (one := read()) != b".\r\n":
            if not one:
                raise _Cut
            lines.append(one.removeprefix(b"."))
        if self._reply("dot").startswith("250"):
            self.mails.append(b"".join(lines))
        self._say(line, "dot")

    def _reply(self, step: str) -> str:
        fault = self.faults.get(step)
        return fault.reply if fault and fault.reply else WELL.get(step, "250 Ok")

    def _say(self, line: socket.socket, step: str) -> None:
        fault = self.faults.get(step, Fault())
        if fault.cuts:
            raise _Cut
        if fault.silent:
            self.over.wait()
            raise _Cut
        while fault.endless and not self.over.is_set():
            line.sendall(b"250-more\r\n")
            time.sleep(0.01)
        reply = f"{self._reply(step)}\r\n".encode()
        if not fault.drips:
            line.sendall(reply)
            return
        for byte in reply:
            line.sendall(bytes([byte]))
            if self.over.wait(fault.drips):
                raise _Cut


class _Cut(Exception):
    """The line ends here."""


@contextmanager
def scripted(faults: Mapping[str, Fault] | None = None) -> Iterator[Scripted]:
    """A server with these faults, by the steps at which they happen."""
    server = Scripted(faults or {})
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server.port = listening.getsockname()[1]
        threads: list[threading.Thread] = []

        def accept() -> None:
            with suppress(OSError):
                while True:
                    line, _ = listening.accept()
                    thread = threading.Thread(target=server.serve, args=(line,), daemon=True)
                    thread.start()
                    threads.append(thread)

        accepting = threading.Thread(target=accept, daemon=True)
        accepting.start()
        try:
            yield server
        finally:
            server.over.set()
            listening.shutdown(socket.SHUT_RDWR)
            accepting.join(5)
            for thread in threads:
                thread.join(5)


@dataclass(slots=True)
class Inbox:
    """A handler of aiosmtpd that takes every mail; `later` answers of RCPT come first."""

    taken: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    port: int = 0

    async def handle_MAIL(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Remember what the client asked for."""
        envelope.mail_from = address
        self.options.extend(options)
        return "250 Ok"

    async def handle_RCPT(
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Take the address, or ask to come again."""
        if self.later:
            return self.later.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 Ok"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Take the mail."""
        content = envelope.content or b""
        data = content if isinstance(content, bytes) else content.encode()
        self.taken.append((envelope.mail_from or "", list(envelope.rcpt_tos), data))
        return "250 Taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificates:
    """An authority, a certificate of "localhost" by it, and the authority's file."""

    context: ssl.SSLContext
    trusted: Path


def certificates_in(folder: Path, *names: str) -> Certificates:
    """Made now, for these names."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    trusted = folder / "authority.pem"
    authority.cert_pem.write_to_path(trusted)
    return Certificates(context=context, trusted=trusted)


def _may_enter(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object
) -> AuthResult:
    right = LoginPassword(login=b"desk", password=PASSWORD.encode())
    return AuthResult(success=data == right, handled=False)


@contextmanager
def well_behaved(
    inbox: Inbox,
    *,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    signs_in: bool = False,
    utf8: bool = True,
) -> Iterator[Inbox]:
    """aiosmtpd with that handler; `inbox.port` is where."""

    def protocol() -> SMTP:
        return SMTP(
            inbox,
            hostname="mail.example",
            tls_context=starttls,
            enable_SMTPUTF8=utf8,
            authenticator=_may_enter,
            auth_required=signs_in and tls is None,
            auth_require_tls=tls is None,
        )

    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=tls)
        inbox.port = server.sockets[0].getsockname()[1]
        loops.append(loop)
        ready.set()
        await over.wait()
        server.close()

    loops: list[asyncio.AbstractEventLoop] = []
    ready, over = threading.Event(), asyncio.Event()
    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    ready.wait(10)
    try:
        yield inbox
    finally:
        loops[0].call_soon_threadsafe(over.set)
        thread.join(10)
