"""What a parser process is to do, made of a source and of what a server answered or a file is."""

from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol

from digest.config.settings import Source
from digest.sources.entries.values import Parsed
from digest.sources.web.protocol import Answer, Visit
from digest.sources.workers.jobs import (
    FeedJob,
    FileJob,
    PageJob,
    SentSource,
    SiteJob,
    Task,
    encode_path,
)
from digest.text import without_credentials, without_placeholders


class Parses(Protocol):
    """Who does the tasks."""

    async def parse(self, task: Task, body: bytes = b"") -> Parsed:
        """What was parsed; never raises for what the bytes are."""


class Parsing(Protocol):
    """How those are started who do them: up to `count`, ready for web pages where asked."""

    def __call__(self, *, count: int, pages: bool = False) -> AbstractAsyncContextManager[Parses]:
        """They, until the context ends."""


def feed_task(source: Source, visit: Visit, answer: Answer) -> Task:
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


def file_task(source: Source, visit: Visit, file: Path) -> Task:
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


def _base(answer: Answer) -> str:
    """What relative links are joined to, and readers see: no password and no secret."""
    return without_placeholders(without_credentials(answer.url, instead=""))


def _sent(source: Source) -> SentSource:
    return SentSource(
        label=source.label,
        section=source.section,
        language=source.language,
        timezone=source.timezone,
        max_megabytes=source.max_megabytes,
        most_bytes=source.most_bytes,
    )


def _memory(source: Source, visit: Visit) -> int:
    # A large body that the editor allowed needs room in proportion.
    return max(visit.limits.parse_bytes, 16 * source.most_bytes)
