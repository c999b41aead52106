"""What a visit to the sources is told (when, where, how patiently), asks and is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from zoneinfo import ZoneInfo

from digest.errors import NoSourceAnswered
from digest.sources.web.placeholders import Secrets


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a source may cost; a source's own max_megabytes bounds its body.

    `at_once` counts sources in flight, `per_host` those on one public host, `large_at_once` bodies
    over half a megabyte. A server may be silent for `silent_seconds`, and take `total_seconds`.
    `parsers` are processes; `parse_bytes` bounds the memory of each. A feed or a page may keep one
    for `parse_seconds`, a file of the editor's own for `file_seconds`.
    """

    at_once: int = 48
    per_host: int = 2
    large_at_once: int = 4
    connect_seconds: float = 10
    silent_seconds: float = 10
    total_seconds: float = 30
    redirects: int = 5
    parsers: int = 2
    parse_seconds: float = 4.5
    file_seconds: float = 20
    parse_bytes: int = 256 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit to all sources of the newsletter in `folder`, at the moment `now`.

    `zone` is the newsletter's; `force` asks also those that are not due. `sections` are the ids
    that the front matter of a piece may name; None lets it name any. `environment` has what
    `${NAME}` in an address stands for.
    """

    folder: Path
    now: datetime
    zone: ZoneInfo
    force: bool = False
    sections: tuple[str, ...] | None = None
    limits: Limits = Limits()
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What to ask a server; `most_bytes` bounds the body, as sent and as decoded.

    A link check has no use for the body. `secrets` are what `url` names as `${NAME}`. Who never
    read the address `wants_earlier` bodies, too, where somebody kept them.
    """

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    most_bytes: int = 10_000_000
    allow_private: bool = False
    wants_body: bool = True
    secrets: Secrets = field(default_factory=Secrets)
    wants_earlier: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said in the end: the headers by lower-case name, the body decoded.

    `whole` is False for a body that was cut short. `moved_to` is the last address of a chain of
    nothing but permanent redirects. `earlier` are bodies of the days before, the oldest first.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    whole: bool = True
    moved_to: str = ""
    earlier: tuple[bytes, ...] = ()


class NoAnswer(NoSourceAnswered):
    """An address that gave nothing to read; the message is the reason in a sentence."""


class NotAllowed(NoAnswer):
    """An address that is not asked at all, because nobody said that it may be."""


def describe_status(answer: Answer) -> str:
    """A status that is no success, and what it means for the editor."""
    status = answer.status
    known = status in set(HTTPStatus)
    phrase = f"{status} {HTTPStatus(status).phrase}" if known else str(status)
    advice = {
        304: " to a question that named nothing to compare; the next run asks again",
        401: "; it wants a login: https://name:password@host/…",
        403: "; the server turns this program away",
        404: "; is the address still right?",
        429: "; it wants to be asked less often, and will be",
    }
    return f"answered {phrase}{advice.get(status, '')}"
