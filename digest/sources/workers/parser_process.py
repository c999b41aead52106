"""The other end of workers.py: tasks on standard input, what was parsed on standard output."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from digest.records import from_json, to_json
from digest.sources.feeds.parsing import Unreadable, parse_feed
from digest.sources.workers.parser_tasks import Parsed, Task

if sys.platform != "win32":
    import resource
    import signal


def serve() -> None:
    """Do task after task until there are no more."""
    questions = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not be taken for an answer.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _send(answers, b"")
    while header := questions.readline():
        task = from_json(Task, header)
        body = questions.read(task.size)
        with _bounded(task):
            _send(answers, to_json(_done(task, body)))


def _send(answers: BinaryIO, answer: bytes) -> None:
    answers.write(len(answer).to_bytes(8) + answer)
    answers.flush()


def _done(task: Task, body: bytes) -> Parsed:
    zone = ZoneInfo(task.zone)
    try:
        if not task.url:
            # Only where there are files: YAML and Markdown are not needed for feeds.
            from digest.sources.local.files import read_files

            articles, failures = read_files(
                task.source, folder=Path(task.folder), now=task.now, zone=zone
            )
            return Parsed(articles=articles, failures=failures)
        feed = parse_feed(
            body,
            source=task.source,
            url=task.url,
            content_type=task.content_type,
            now=task.now,
            zone=zone,
        )
    except Unreadable as error:
        return Parsed(unreadable=str(error))
    except (MemoryError, RecursionError):
        return Parsed(unreadable="needs too much memory to read")
    return Parsed(
        articles=feed.articles,
        ttl_seconds=feed.ttl_seconds,
        undated=feed.undated,
        future_dated=feed.future_dated,
        truncated=feed.truncated,
    )


@contextmanager
def _bounded(task: Task) -> Iterator[None]:
    # Windows has neither; there the time that the other end allows must do.
    if sys.platform == "win32":
        yield
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (task.memory, hard))
    # Should the other end be killed, nobody else would stop a task that hangs.
    signal.alarm(int(task.seconds) + 5)
    yield
    signal.alarm(0)
