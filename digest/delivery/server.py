"""A server that takes mail, as a value, and whether a mail may go to it as it is set."""

from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from digest.errors import UsageError
from digest.text import names_loopback

_LAST_DOT = 600.0
"""Seconds to wait after the final dot: shorter patience makes doubles (RFC 5321, 4.5.3.2.6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server that takes mail; `trusted` is a file of certificates instead of the system's.

    `patience` is for the final dot, `goodbye` for the whole of QUIT, `timeout` for every other
    answer, all in seconds.
    """

    host: str
    port: int
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 60.0
    patience: float = _LAST_DOT
    goodbye: float = 5.0
    trusted: Path | None = None

    @property
    def name(self) -> str:
        """What a sentence calls it."""
        return f"{self.host}:{self.port}"

    @property
    def secrets(self) -> tuple[str, ...]:
        """The password in the forms in which a server might repeat it."""
        if not self.password:
            return ()
        both = f"\0{self.user}\0{self.password}"
        coded = [b64encode(text.encode()).decode() for text in (both, self.password)]
        return (*coded, self.password)


def require_protection(server: Server) -> None:
    """Raise UsageError for what could be read or forged on its way, or cannot be signed in with."""
    if server.security == "none" and not names_loopback(server.host):
        raise UsageError(
            f"[smtp] security is none, but {server.host} is another machine: the mail could be "
            'read on its way. Write security = "starttls" or "tls"'
        )
    if not f"{server.user}{server.password}".isascii():
        raise UsageError(
            "[smtp] user and password may hold ASCII alone; give the account another password"
        )
