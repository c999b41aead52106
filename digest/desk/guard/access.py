"""The desk's origins in; what opens it, fresh for each run, out."""

import secrets
from dataclasses import dataclass, field

from digest.desk.guard.origins import Origins


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Where the desk is and the four secrets of this run; none opens what another does.

    `start` stands in the address that is opened and is exchanged for `session`, the cookie's
    value; `form` comes back with every change; `content` begins the paths of mail and archive,
    which are shown without a cookie.
    """

    origins: Origins
    start: str = field(default_factory=_secret, repr=False)
    session: str = field(default_factory=_secret, repr=False)
    form: str = field(default_factory=_secret, repr=False)
    content: str = field(default_factory=_secret, repr=False)

    @property
    def address(self) -> str:
        """What to open in a browser."""
        return f"{self.origins.desk}/?token={self.start}"

    @property
    def content_address(self) -> str:
        """Before the path of a mail, a picture or a page of the archive."""
        return f"{self.origins.content}/{self.content}"

    @property
    def cookie(self) -> str:
        """The cookie's name; with the port, which cookies themselves do not tell apart."""
        return f"digest-desk-{self.origins.desk.port}"


def same_secret(given: str, expected: str) -> bool:
    """Whether they are equal, in a time that says nothing about where they differ."""
    return secrets.compare_digest(given.encode(errors="replace"), expected.encode())
