"""What the web said when the links and pictures of a mail were asked for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One address asked once: its HTTP status (0 where none came) and where redirects ended.

    `bytes` is the size of the body, 0 where it is not known; `failure` says in a sentence why no
    answer came. `permanent` tells that every redirect on the way was a lasting one.
    """

    address: str
    status: int = 0
    final: str = ""
    permanent: bool = False
    bytes: int = 0
    content_type: str = ""
    failure: str = ""
