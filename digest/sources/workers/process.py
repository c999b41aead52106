"""The other end of workers.py: tasks on standard input, what was parsed on standard output."""

import gc
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO
from zoneinfo import ZoneInfo

from digest.sources.entries.values import Parsed, Unreadable
from digest.sources.feeds.document import parse_feed
from digest.sources.workers.jobs import (
    FeedJob,
    FileJob,
    Job,
    PageJob,
    SiteJob,
    Task,
    decode_path,
    read_task,
    write_answer,
)
from digest.text import one_line, shortened

if sys.platform != "win32":
    import resource
    import signal

_FAULT = (
    "was not read because of a fault of this program, not of the source ({error}); "
    "please report it, with what DIGEST_DEBUG=1 prints"
)


def serve_tasks(*, tells_faults: bool, reads_pages: bool = False) -> None:
    """Do task after task until there are no more; of a fault the traceback goes to stderr."""
    questions = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    if not tells_faults:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    # Whatever a library prints must not be taken for an answer.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if reads_pages:
        # What reads pages takes seconds to import on a busy machine: not of the first one's time.
        from digest.sources.pages.html_pages import read_html_page

        read_html_page(b"<p>Ready.</p>")
    # What is imported stays: the collector need not look at it again with every feed.
    gc.freeze()
    _send(answers, b"")
    while header := questions.readline():
        task = read_task(header)
        body = questions.read(task.size)
        with _bounded(task):
            _send(answers, do_task(task, body))


def do_task(task: Task, body: bytes) -> bytes:
    """What the task gives, as JSON; whatever goes wrong is said in it."""
    try:
        return write_answer(_do(task.job, body))
    except Unreadable as error:
        why = one_line(str(error))
    except MemoryError:
        why = "needs too much memory to read"
    except RecursionError:
        why = "is nested too deeply to read"
    except Exception as error:
        traceback.print_exc()
        why = _FAULT.format(error=shortened(f"{type(error).__name__}: {error}", 200))
    return write_answer(Parsed(unreadable=why))


def _send(answers: BinaryIO, said: bytes) -> None:
    answers.write(len(said).to_bytes(8) + said)
    answers.flush()


def _do(job: Job, body: bytes) -> Parsed:
    # A run over feeds has no use for YAML, Markdown and pages; what nearly all feeds need is there
    # at the start, so that it does not count against the first one.
    match job:
        case FeedJob():
            return parse_feed(
                body,
                source=job.source,
                url=job.url,
                content_type=job.content_type,
                now=job.now,
                zone=ZoneInfo(job.zone),
            )
        case FileJob():
            from digest.sources.local.files import read_file

            return read_file(
                decode_path(job.file),
                source=job.source,
                folder=decode_path(job.folder),
                now=job.now,
                zone=ZoneInfo(job.zone),
            )
        case PageJob():
            from digest.sources.pages.html_pages import read_full_text

            return Parsed(page=read_full_text(body, job.url))
        case SiteJob():
            from digest.sources.pages.discovery import find_feeds

            return Parsed(offered=find_feeds(body, job.url))


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
