"""What goes to a parser process and what comes back; both travel as JSON."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol
from urllib.parse import quote, unquote_to_bytes

from digest.sources.entries.values import Parsed, Provenance
from digest.sources.web.protocol import Answer, Visit
from digest.text import without_credentials, without_placeholders


@dataclass(frozen=True, slots=True, kw_only=True)
class SentProvenance:
    """A `Provenance` on its way to a parser process."""

    label: str
    section: str
    language: str
    timezone: str | None
    max_megabytes: float
    most_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedJob:
    """To read the feed that `url` answered; `zone` is the newsletter's."""

    source: SentProvenance
    url: str
    content_type: str
    now: datetime
    zone: str
    kind: Literal["feed"] = "feed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileJob:
    """To read one `file` of a local source; both paths as `sent_path` writes them."""

    source: SentProvenance
    folder: str
    file: str
    now: datetime
    zone: str
    kind: Literal["file"] = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageJob:
    """To find the article's text in the web page that `url` answered."""

    url: str
    kind: Literal["page"] = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteJob:
    """To find the feeds that the web page at `url` offers."""

    url: str
    kind: Literal["site"] = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A job and the `size` of the body that follows it.

    `memory` bounds the process, in bytes, and `seconds` the job.
    """

    job: FeedJob | FileJob | PageJob | SiteJob
    memory: int
    seconds: float
    size: int = 0


class Parses(Protocol):
    """Who does the tasks."""

    async def parse(self, task: Task, body: bytes = b"") -> Parsed:
        """What was parsed; never raises for what the bytes are."""


def feed_task(source: Provenance, visit: Visit, answer: Answer) -> Task:
    """To parse the feed that a server answered."""
    job = FeedJob(
        source=_sent(source),
        url=_base(answer),
        content_type=answer.headers.get("content-type", ""),
        now=visit.now,
        zone=visit.zone.key,
    )
    return Task(
        job=job,
        memory=_memory(source, visit),
        seconds=visit.limits.parse_seconds,
        size=len(answer.body),
    )


def file_task(source: Provenance, visit: Visit, file: Path) -> Task:
    """To read one file of a local source."""
    job = FileJob(
        source=_sent(source),
        folder=encode_path(visit.folder),
        file=encode_path(file),
        now=visit.now,
        zone=visit.zone.key,
    )
    return Task(job=job, memory=_memory(source, visit), seconds=visit.limits.file_seconds)


def page_task(url: str, body: bytes, visit: Visit) -> Task:
    """To find the text in the page `body` that was found at `url`."""
    job = PageJob(url=without_credentials(url, instead=""))
    limits = visit.limits
    return Task(job=job, memory=limits.parse_bytes, seconds=limits.parse_seconds, size=len(body))


def site_task(visit: Visit, answer: Answer) -> Task:
    """To find the feeds that the page of `answer` offers."""
    job = SiteJob(url=_base(answer))
    limits = visit.limits
    size = len(answer.body)
    return Task(job=job, memory=limits.parse_bytes, seconds=limits.parse_seconds, size=size)


def _sent(source: Provenance) -> SentProvenance:
    return SentProvenance(
        label=source.label,
        section=source.section,
        language=source.language,
        timezone=source.timezone,
        max_megabytes=source.max_megabytes,
        most_bytes=source.most_bytes,
    )


def _base(answer: Answer) -> str:
    """What relative links are joined to, and readers see: no password and no secret."""
    return without_placeholders(without_credentials(answer.url, instead=""))


def encode_path(path: Path) -> str:
    """`path` as text that JSON can hold: a name on a disk is any bytes."""
    return quote(os.fsencode(path))


def decode_path(sent: str) -> Path:
    """The path that `sent_path` wrote."""
    return Path(os.fsdecode(unquote_to_bytes(sent)))


def _memory(source: Provenance, visit: Visit) -> int:
    # A large body that the editor allowed needs room in proportion.
    return max(visit.limits.parse_bytes, 16 * source.most_bytes)
