"""A week of feeds that roll over, collected every 4 hours: is anything lost that a poll could see?

    python -m benchmarks.replay [--kills 40]

20 feeds show 15 articles each and replace up to five of them an hour; the clock of the server and
of the collector is scripted. The week is collected twice: once in peace, and once by a program that
is killed (SIGKILL) at random moments and started again at the same hour. Whatever a poll saw must
be in the store, once; and whatever was acknowledged before a kill must be there after it.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from digest.config.settings import Source
from digest.model.articles import Reading
from digest.sources.collection import collect
from digest.sources.web.protocol import Visit
from digest.store import open_store

START = datetime(2026, 3, 2, tzinfo=UTC)
FEEDS, SHOWN, HOURS, EVERY = 20, 15, 168, 4


class Week:
    """Serves feed N at /N as it stands at `hour`, with an ETag; `seen` is all that was sent."""

    def __init__(self) -> None:
        self.hour = 0
        self.seen: set[str] = set()
        self.not_modified = 0

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            feed = int(head.split(" ", 2)[1].strip("/"))
            newest = SHOWN + self.hour * (feed % 6)
            if f'"{newest}"' in head:
                self.not_modified += 1
                writer.write(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n")
            else:
                writer.write(self._feed(feed, newest))
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        writer.close()

    def _feed(self, feed: int, newest: int) -> bytes:
        names = [f"https://wire{feed}.example/{at}" for at in range(newest, newest - SHOWN, -1)]
        self.seen.update(names)
        items = "".join(
            f"<item><title>Talks {name}</title><link>{name}</link></item>" for name in names
        )
        body = f"<rss version='2.0'><channel><title>Wire</title>{items}</channel></rss>".encode()
        head = f'HTTP/1.1 200 OK\r\nETag: "{newest}"\r\nContent-Length: {len(body)}\r\n'
        return head.encode() + b"Connection: close\r\n\r\n" + body


def sources_at(base: str) -> list[Source]:
    """The newsletter's sources."""
    return [
        Source(url=f"{base}/{number}", name=str(number), allow_private=True)
        for number in range(FEEDS)
    ]


def poll(base: str, hour: int, store_file: Path) -> None:
    """Collect all feeds at `hour` of the week; print each article's address once it is kept."""
    now = START + timedelta(hours=hour)
    sources = sources_at(base)
    with open_store(store_file) as store:

        def keep(reading: Reading) -> None:
            store.keep(reading, now)
            for article in reading.articles:
                sys.stdout.write(article.url + "\n")
            sys.stdout.flush()

        visit = Visit(folder=store_file.parent, now=now, zone=ZoneInfo("UTC"))
        collect(sources, known=store.settle(sources), visit=visit, keep=keep)


async def collected(base: str, hour: int, file: Path, *, kill_after: float = 0) -> set[str]:
    """Poll in a process of its own, killed after some seconds; the addresses it acknowledged."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.replay", "--poll", base, str(hour), str(file)),
        stdout=asyncio.subprocess.PIPE,
    )
    if kill_after:
        await asyncio.sleep(kill_after)
        if process.returncode is None:
            process.kill()
    output, _ = await process.communicate()
    # A last line without its end was not acknowledged.
    return set(output.decode().rpartition("\n")[0].split())


def stored(base: str, file: Path) -> list[str]:
    """The address of every article in the store."""
    with open_store(file) as store:
        articles = store.articles(
            since=START, until=START + timedelta(days=30), sources=sources_at(base)
        )
    return [article.url for article in articles]


async def replay(kills: int) -> tuple[int, int, int, int]:
    """Collect the week; the runs, and the articles seen, missing at its end, and lost by a kill."""
    week, lost = Week(), 0
    server = await asyncio.start_server(week.answer, "127.0.0.1", 0)
    base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    hours = range(0, HOURS, EVERY)
    chance = random.SystemRandom()
    killed_at = chance.choices(hours, k=kills)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "store.sqlite3"
        for hour in hours:
            week.hour = hour
            for _ in range(killed_at.count(hour)):
                kept = await collected(base, hour, file, kill_after=chance.uniform(0.3, 1.5))
                lost += len(kept - set(stored(base, file)))
            await collected(base, hour, file)
        articles = stored(base, file)
    server.close()
    assert len(articles) == len(set(articles)), "an article is stored twice"
    return len(hours) + kills, len(week.seen), len(week.seen - set(articles)), lost


def main() -> None:
    """Print the table; exit code 1 where anything is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--poll", nargs=3)
    arguments = parser.parse_args()
    if arguments.poll:
        base, hour, file = arguments.poll
        poll(base, int(hour), Path(file))
        return
    print("| week | runs | killed | articles served | missing | acknowledged and lost |")
    print("| --- | --- | --- | --- | --- | --- |")
    problems = 0
    for name, kills in (("in peace", 0), ("killed at random", arguments.kills)):
        runs, seen, missing, lost = asyncio.run(replay(kills))
        problems += missing + lost
        print(f"| {name} | {runs} | {kills} | {seen} | {missing} | {lost} |", flush=True)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
