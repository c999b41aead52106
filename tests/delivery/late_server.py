"""A mail server in a process of its own, which takes every mail and answers late.

`python -m delivery.late_server LOG` prints its port. Each mail that it takes is a line in the log,
its recipient: at some moment before its last answer, and though the client be gone by then.
"""

import asyncio
import random
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

LATEST = 0.120
"""Seconds that an answer takes at most."""


class Late:
    """The handler."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._tasks: set[asyncio.Task[None]] = set()

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _more: list[str]
    ) -> str:
        """Take the address."""
        await asyncio.sleep(random.uniform(0, LATEST))
        envelope.rcpt_tos.append(address)
        return "250 Ok"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Take the mail for good, sooner or later before the answer."""
        wait = random.uniform(0, LATEST)
        task = asyncio.create_task(self._take(random.uniform(0, wait), envelope.rcpt_tos[0]))
        self._tasks.add(task)
        await asyncio.sleep(wait)
        await task
        return "250 Taken"

    async def _take(self, wait: float, address: str) -> None:
        await asyncio.sleep(wait)
        with self._log.open("a") as log:
            log.write(f"{address}\n")


async def serve(log: Path) -> None:
    """Until the process ends."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Late(log), hostname="late"), "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
