"""Bytes of a stranger in, articles out, parsed in processes that may hang or die alone.

feedparser takes quadratic time on some hundred kilobytes, and a library written in C may crash:
this must cost one feed, not the run. A process is a plain child that reads tasks from a pipe. It
starts with the first task, is killed when a task takes too long, and ends when its pipe closes, so
also when this program is killed. It sends JSON, never pickles: what it says is data.
"""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from typing import Self

from digest.errors import UsageError
from digest.json_records import from_json, to_json
from digest.sources.entries.values import Parsed
from digest.sources.workers.jobs import Task
from digest.sources.workers.tasks import Parsing

# The child finds its modules where this program did, and never in the working directory.
_START = (
    "import os, sys; sys.path[:] = sys.argv[1:]; "
    "from digest.sources.workers.process import serve_tasks; "
    "serve_tasks(tells_faults=bool(os.environ.get('DIGEST_DEBUG')), reads_pages={pages})"
)


class Parsers:
    """Up to `count` parser processes, ready for web pages where asked; an async context."""

    def __init__(self, *, count: int, pages: bool = False) -> None:
        self._program = _START.format(pages=pages)
        self._free = asyncio.Semaphore(count)
        self._idle: list[Process] = []
        self._all: set[Process] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exception: object) -> None:
        for process in tuple(self._all):
            await self._end(process)

    async def parse(self, task: Task, body: bytes = b"") -> Parsed:
        """What the task gives; a parser that hangs or dies gives a `Parsed.unreadable`."""
        async with self._free:
            process = await self._ready()
            try:
                async with asyncio.timeout(task.seconds):
                    parsed = from_json(Parsed, await _done(process, task, body))
            except TimeoutError:
                why = f"took longer than {task.seconds:g} seconds to read"
            except (OSError, EOFError, ValueError):
                why = "broke the program that reads it"
            else:
                self._idle.append(process)
                return parsed
            finally:
                if process not in self._idle:
                    await self._end(process)
            return Parsed(unreadable=f"{why}; it may be damaged, or made to do harm")

    async def _ready(self) -> Process:
        while self._idle:
            process = self._idle.pop()
            if process.returncode is None:
                return process
            self._all.discard(process)
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-c", self._program, *sys.path, stdin=PIPE, stdout=PIPE
        )
        self._all.add(process)
        try:
            # An empty answer says that it is up: starting must not count against its first task.
            await _answer(process)
        except EOFError:
            raise UsageError(
                "The program that reads feeds does not start; this tells why: "
                f"{sys.executable} -c 'import digest.sources.workers.process'"
            ) from None
        return process

    async def _end(self, process: Process) -> None:
        self._all.discard(process)
        if process.returncode is None:
            process.kill()
        await process.wait()


def parse_alone(task: Task, body: bytes, parsing: Parsing = Parsers) -> Parsed:
    """What one task gives, done by a parser that is started for it, ready for a web page."""

    async def parsed() -> Parsed:
        async with parsing(count=1, pages=True) as parsers:
            return await parsers.parse(task, body)

    return asyncio.run(parsed())


async def _done(process: Process, task: Task, body: bytes) -> bytes:
    if process.stdin is None:
        raise EOFError
    process.stdin.write(to_json(task) + b"\n" + body)
    await process.stdin.drain()
    return await _answer(process)


async def _answer(process: Process) -> bytes:
    if process.stdout is None:
        raise EOFError
    size = int.from_bytes(await process.stdout.readexactly(8))
    return await process.stdout.readexactly(size)
