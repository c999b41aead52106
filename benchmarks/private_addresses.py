"""Every way to write a private address, against a network that only notes what would be dialled.

    unshare -n sh -c 'ip link set lo up; python -m benchmarks.private_addresses FILE'

FILE is JSON lines with a `url` each, all of which must be refused before any connection. Run it
where nothing but loopback can be reached: names are really looked up.
"""

import asyncio
import json
import sys
from collections.abc import Iterable
from pathlib import Path

import httpcore2

from digest.sources.web.fetch import Web
from digest.sources.web.network import Network
from digest.sources.web.protocol import Limits, NoAnswer, Question


class Notes(httpcore2.AsyncNetworkBackend):
    """Dials nothing, and notes what it should have dialled."""

    def __init__(self) -> None:
        self.dialled: list[str] = []

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Note the address."""
        del timeout, local_address, socket_options
        self.dialled.append(host)
        raise httpcore2.ConnectError(f"{host} port {port} would have been dialled")


async def refusal(url: str, notes: Notes) -> str:
    """Why `url` is not asked; "" where it would have been dialled."""
    before = len(notes.dialled)
    async with Web(Limits(), Network(dialer=notes)) as web:
        try:
            await web.ask(Question(url=url))
        except NoAnswer as error:
            return str(error) if len(notes.dialled) == before else ""
    return ""


def main() -> None:
    """Print each address with its refusal; exit code 1 where one would have been dialled."""
    file = Path(sys.argv[1]) if len(sys.argv) == 2 else Path()
    if not file.is_file():
        sys.exit("Name the file with the addresses; without it there is nothing to measure.")
    notes = Notes()
    urls = [json.loads(line)["url"] for line in file.read_text("utf-8").splitlines() if line]
    refusals = {url: asyncio.run(refusal(url, notes)) for url in urls}
    for url, reason in refusals.items():
        print(f"{url:45} {reason or 'DIALLED'}")
    refused = sum(bool(reason) for reason in refusals.values())
    print(f"\n{refused} of {len(refusals)} refused before any connection")
    sys.exit(refused != len(refusals))


if __name__ == "__main__":
    main()
