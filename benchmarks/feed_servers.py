"""A web server with any number of feeds, for benchmarks: in its own process, on loopback.

Each feed answers after its own delay of 20 to 200 ms, is gzipped where the client asks for it, and
has an ETag that is honoured. `/bad/KIND/N` goes wrong in the way of KINDS, or is SLOW.
"""

import asyncio
import gzip
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

KINDS = (
    *("error", "reset", "drip", "hang", "endless", "bomb", "cut-gzip", "cut-length"),
    *("page", "loop"),
)
SLOW = "slow-to-parse"
ETAG = '"edition-1"'
_WORDS = (
    *("talks", "ministry", "border", "envoy", "ceasefire", "grain", "corridor", "sanctions"),
    *("delegation", "treaty", "summit", "harbour", "pipeline", "election", "parliament", "convoy"),
    *(
        "officials",
        "said",
        "on",
        "Monday",
        "after",
        "the",
        "two",
        "sides",
        "agreed",
        "to",
        "extend",
    ),
    *("a", "truce", "along", "river", "while", "negotiators", "from", "several", "capitals"),
)


def feed(items: int, words: int, *, first: int = 0) -> bytes:
    """An RSS feed with `items` of about `words` words of HTML each, always the same."""
    entries = "".join(_entry(first + number, words) for number in range(items))
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Wire</title>'
        f"<link>https://wire.example/</link>{entries}</channel></rss>"
    ).encode()


def _entry(number: int, words: int) -> str:
    text = "".join(
        f"&lt;p&gt;{_prose(number + part, 60)} &lt;a href=&quot;https://wire.example/"
        f"{number}&quot;&gt;more&lt;/a&gt;.&lt;/p&gt;"
        for part in range(max(1, words // 60))
    )
    return (
        f"<item><title>{_prose(number, 9)}</title><link>https://wire.example/{number}</link>"
        f"<guid>wire-{number}</guid>"
        f"<pubDate>{1 + number % 28:02} Feb 2026 09:00:00 GMT</pubDate>"
        f"<description>{text}</description></item>"
    )


def _prose(number: int, words: int) -> str:
    return " ".join(_WORDS[(number * 7 + at * at * 13 + at) % len(_WORDS)] for at in range(words))


class Feeds:
    """What the server answers: one feed at every number, and every fault."""

    def __init__(self, body: bytes, *, delays: bool) -> None:
        self._body = body
        self._gzip = gzip.compress(body)
        self._bomb = gzip.compress(gzip.compress(gzip.compress(bytes(2**28))))
        self._delays = delays

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer requests on one connection until the client closes it."""
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                *place, number = head.split(" ", 2)[1].strip("/").split("/")
                if self._delays:
                    await asyncio.sleep(0.020 + 0.180 * (int(number) * 37 % 100) / 100)
                if place:
                    await self._fail(place[-1], writer)
                    break
                writer.write(self._good(head.lower()))
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        writer.close()

    def _good(self, head: str) -> bytes:
        if f"if-none-match: {ETAG}" in head:
            return f"HTTP/1.1 304 Not Modified\r\nETag: {ETAG}\r\n\r\n".encode()
        gzipped = "gzip" in head.partition("accept-encoding:")[2].partition("\r")[0]
        body = self._gzip if gzipped else self._body
        return _headers(len(body), "Content-Encoding: gzip\r\n" * gzipped) + body

    async def _fail(self, kind: str, writer: asyncio.StreamWriter) -> None:
        whole = _headers(len(self._body)) + self._body
        answers = {
            "error": b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n",
            "bomb": _headers(len(self._bomb), "Content-Encoding: gzip, gzip, gzip\r\n")
            + self._bomb,
            "cut-gzip": _headers(None, "Content-Encoding: gzip\r\n") + self._gzip[:-2000],
            "cut-length": whole[:-2000],
            "page": _headers(None) + b"<!doctype html><html><title>Log in</title></html>",
            "loop": b"HTTP/1.1 302 Found\r\nLocation: 1\r\nContent-Length: 0\r\n\r\n",
            SLOW: _headers(None)
            + self._body.replace(b"<item>", b"<item><author>" + b"a" * 200_000 + b"@</author>", 1),
        }
        if kind == "reset":
            writer.transport.abort()
        elif kind == "hang":
            await asyncio.sleep(600)
        elif kind == "drip":
            writer.write(_headers(len(self._body)))
            for at in range(len(self._body)):
                writer.write(self._body[at : at + 1])
                await writer.drain()
                await asyncio.sleep(0.5)
        elif kind == "endless":
            writer.write(_headers(None))
            while not writer.is_closing():
                writer.write(self._body)
                await writer.drain()
        else:
            writer.write(answers[kind])
            await writer.drain()


def _headers(length: int | None, more: str = "") -> bytes:
    promised = f"Content-Length: {length}\r\n" if length is not None else "Connection: close\r\n"
    return (
        "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"
        f"ETag: {ETAG}\r\n{promised}{more}\r\n"
    ).encode()


def _serve(body: bytes, ready: Connection, *, delays: bool) -> None:
    async def forever() -> None:
        server = await asyncio.start_server(
            Feeds(body, delays=delays).answer, "127.0.0.1", 0, backlog=4096
        )
        ready.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(forever())


@contextmanager
def serving(body: bytes, *, delays: bool = True) -> Iterator[str]:
    """The address under which the feeds are /0, /1, … until the end."""
    mine, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(body, theirs), kwargs={"delays": delays}, daemon=True
    )
    process.start()
    try:
        yield f"http://127.0.0.1:{mine.recv()}"
    finally:
        process.terminate()
        process.join()
