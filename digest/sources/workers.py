"""Bytes of a stranger in, articles out, parsed in processes that may hang or die alone.

feedparser takes quadratic time on some hundred kilobytes, and a library written in C may crash:
this must cost one feed, not the run. A process is a plain child that reads tasks from a pipe. It
starts with the first task, is killed when a task takes too long, and ends when its pipe closes, so
also when this program is killed. It sends JSON, never pickles: what it says is data.
"""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from typing import Self

from digest.records import from_json, to_json
from digest.sources.parser_tasks import Parsed, Task

# The child finds its modules where this program did, and never in the working directory.
_START = (
    "import sys; sys.path[:] = sys.argv[1:]; "
    "from digest.sources.parser_process import serve; serve()"
)


class Parsers:
    """Up to `count` parser processes; an async context."""

    def __init__(self, *, count: int) -> None:
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
            process = self._idle.pop() if self._idle else await self._started()
            try:
                async with asyncio.timeout(task.seconds):
                    answer = await _asked(process, to_json(task) + b"\n" + body)
                parsed = from_json(Parsed, answer)
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

    async def _started(self) -> Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-c", _START, *sys.path, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
        )
        self._all.add(process)
        return process

    async def _end(self, process: Process) -> None:
        self._all.discard(process)
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _asked(process: Process, question: bytes) -> bytes:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    process.stdin.write(question)
    await process.stdin.drain()
    size = int.from_bytes(await process.stdout.readexactly(8))
    return await process.stdout.readexactly(size)
