"""What goes to a parser process as JSON, and how it is read there and answered.

What makes classes of settings, or checks what JSON holds, takes longer to import than all that
reads a feed, and a parser starts in every run. So a parser is told of a source what it needs, and
takes JSON for what this program wrote; what a parser says is checked by who asked it.
"""

import json
import os
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal
from urllib.parse import quote, unquote_to_bytes

from digest.sources.entries.values import Parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class SentSource:
    """What a parser needs to know of a source: an `ArticleSource`."""

    label: str
    section: str
    language: str
    timezone: str | None
    max_megabytes: float
    most_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedJob:
    """To read the feed that `url` answered; `zone` is the newsletter's."""

    source: SentSource
    url: str
    content_type: str
    now: datetime
    zone: str
    kind: Literal["feed"] = "feed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileJob:
    """To read one `file` of a local source; both paths as `encode_path` writes them."""

    source: SentSource
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


_names: dict[object, tuple[str, ...]] = {}

Job = FeedJob | FileJob | PageJob | SiteJob
_KINDS = {"feed": FeedJob, "file": FileJob, "page": PageJob, "site": SiteJob}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A job and the `size` of the body that follows it.

    `memory` bounds the process, in bytes, and `seconds` the job.
    """

    job: Job
    memory: int
    seconds: float
    size: int = 0


def read_task(line: bytes) -> Task:
    """The task that this program wrote as a line of JSON."""
    said = json.loads(line)
    job = said.pop("job")
    if "source" in job:
        job["source"] = SentSource(**job["source"])
    if "now" in job:
        job["now"] = datetime.fromisoformat(job["now"])
    return Task(job=_KINDS[job["kind"]](**job), **said)


def write_answer(parsed: Parsed) -> bytes:
    """What was parsed, as JSON."""
    return json.dumps(parsed, default=_said, ensure_ascii=False).encode(errors="replace")


def _said(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return {name: getattr(value, name) for name in _names_in(value)}


def _names_in(value: object) -> tuple[str, ...]:
    kind = type(value)
    # An answer is hundreds of records of three kinds.
    if kind not in _names:
        if not is_dataclass(value):
            raise TypeError(value)
        _names[kind] = tuple(field.name for field in fields(value))
    return _names[kind]


def encode_path(path: Path) -> str:
    """`path` as text that JSON can hold: a name on a disk is any bytes."""
    return quote(os.fsencode(path))


def decode_path(sent: str) -> Path:
    """The path that `encode_path` wrote."""
    return Path(os.fsdecode(unquote_to_bytes(sent)))
