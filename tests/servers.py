"""A web server on loopback that answers as it is told, in every way a server can go wrong.

with serving({"/feed": Reply(body=FEED)}) as server:
    collect(server.url("/feed"))
assert server.asked[0].headers["user-agent"]
"""

import asyncio
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http import HTTPStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a client asked; headers by lower-case name."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """How to answer. Times are in seconds.

    `promised` is a Content-Length that is not true; `drip` the pause between single bytes;
    `endless` sends the body again and again; `hangs` never answers; `resets` drops the connection.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    delay: float = 0
    promised: int | None = None
    drip: float = 0
    endless: bool = False
    hangs: bool = False
    resets: bool = False


Answers = Callable[[Request], Reply]


class Server:
    """A running server; `asked` is every request so far."""

    def __init__(self, answers: Answers, host: str) -> None:
        self.asked: list[Request] = []
        self.port = 0
        self.host = host
        self._answers = answers
        self._open: set[asyncio.Task[object]] = set()

    def url(self, path: str, *, host: str = "") -> str:
        """The address of `path` here, perhaps by another name of this machine."""
        return f"http://{host or self.host}:{self.port}{path}"

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, one request."""
        if task := asyncio.current_task():
            self._open.add(task)
            task.add_done_callback(self._open.discard)
        try:
            request = _parsed(await reader.readuntil(b"\r\n\r\n"))
            sent = int(request.headers.get("content-length", 0))
            request = replace(request, body=await reader.readexactly(sent))
            self.asked.append(request)
            await _send(self._answers(request), writer)
            writer.close()
            await writer.wait_closed()
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            writer.transport.abort()

    async def end(self) -> None:
        """Cut every connection that is open."""
        # Not `asyncio.all_tasks`: on Python 3.14 it leaves out those that began in another thread.
        await asyncio.sleep(0)  # what was accepted last has not begun yet
        ending = list(self._open)
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)
        await asyncio.sleep(0)  # transports close in the loop's next round


@contextmanager
def serving(
    answers: Answers | Mapping[str, Reply], *, host: str = "127.0.0.1", port: int = 0
) -> Iterator[Server]:
    """A server on `host` that answers by function or by path (404 for the rest) until the end."""
    by_path = answers if callable(answers) else _by_path(answers)
    server = Server(by_path, host)
    loop = asyncio.new_event_loop()
    listener = loop.run_until_complete(
        asyncio.start_server(server.answer, host, port, backlog=1024)
    )
    server.port = listener.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        # Only now: a connection that ends in the other thread would close it, too.
        listener.close()
        loop.run_until_complete(server.end())
        loop.close()


def _by_path(replies: Mapping[str, Reply]) -> Answers:
    return lambda request: replies.get(request.path, Reply(status=404))


def _parsed(head: bytes) -> Request:
    first, *lines = head.decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    return Request(method=method, path=path, headers=headers)


async def _send(reply: Reply, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(reply.delay)
    if reply.hangs:
        await asyncio.sleep(3600)
    if reply.resets:
        connection = writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return
    writer.write(_head(reply))
    await writer.drain()
    if reply.drip:
        for byte in reply.body:
            await asyncio.sleep(reply.drip)
            writer.write(bytes([byte]))
            await writer.drain()
        return
    writer.write(reply.body)
    await writer.drain()
    while reply.endless and not writer.is_closing():
        writer.write(reply.body)
        await writer.drain()
        await asyncio.sleep(0)


def _head(reply: Reply) -> bytes:
    headers = {"connection": "close", **{name.lower(): v for name, v in reply.headers.items()}}
    if reply.promised is not None:
        headers["content-length"] = str(reply.promised)
    elif not reply.endless and reply.status != HTTPStatus.NOT_MODIFIED:
        headers.setdefault("content-length", str(len(reply.body)))
    lines = [f"HTTP/1.1 {reply.status} {_phrase(reply.status)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else "Unknown"
