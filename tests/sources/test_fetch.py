"""Addresses are asked as a good guest asks, and whatever they answer is bounded."""

import asyncio
import gzip
import socket
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import httpcore2
import pytest
from servers import Reply, Server, serving

import digest
from digest.sources.web.fetch import Web
from digest.sources.web.network import Network
from digest.sources.web.protocol import Answer, Limits, NoAnswer, NotAllowed, Question

FEED = b"<rss><channel><title>Wire</title></channel></rss>"
USUAL = Limits()
HASTY = Limits(total_seconds=0.6, connect_seconds=0.3)
IMPATIENT = Limits(silent_seconds=0.2)
MB = 1_000_000
REFUSED_HOSTS = [
    line
    for line in (Path(__file__).parent / "cases/refused_hosts.txt").read_text("utf-8").split("\n")
    if line and not line.startswith("#")
]


def ask(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    limits: Limits = USUAL,
    network: Network | None = None,
    most_bytes: int = MB,
) -> Answer:
    """The answer to one question of a source that may be private."""

    async def asked() -> Answer:
        async with Web(limits, network) as web:
            question = Question(
                url=url, headers=headers or {}, most_bytes=most_bytes, allow_private=not network
            )
            return await web.ask(question)

    return asyncio.run(asked())


class Recorder(httpcore2.AsyncNetworkBackend):
    """A network that notes what would be dialled, and at most dials the test's own server."""

    def __init__(self, leads_to: Server | None = None) -> None:
        self.dialled: list[str] = []
        self._leads_to = leads_to

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Note the address."""
        self.dialled.append(host)
        if not self._leads_to:
            raise httpcore2.ConnectError(f"nothing listens on port {port}")
        return await Network().dialer.connect_tcp(
            self._leads_to.host, self._leads_to.port, timeout, local_address, socket_options
        )


def test_the_request_says_who_asks() -> None:
    """User-Agent, the encodings that are read, the given headers, and no cookie."""
    with serving({"/feed": Reply(body=FEED)}) as server:
        ask(server.url("/feed"), headers={"If-None-Match": '"1"'})
    headers = server.asked[0].headers
    assert headers["user-agent"].startswith(f"newsletter-digest/{digest.__version__} ")
    assert headers["accept-encoding"] == "gzip, deflate"
    assert headers["if-none-match"] == '"1"'
    assert "cookie" not in headers


def test_validators_travel_as_the_bytes_they_were() -> None:
    """An ETag with bytes outside ASCII comes back unchanged."""
    with serving({"/": Reply(headers={"ETag": 'W/"\xe9"'})}) as server:
        etag = ask(server.url("/")).headers["etag"]
        ask(server.url("/"), headers={"If-None-Match": etag})
    assert server.asked[1].headers["if-none-match"] == 'W/"\xe9"'


def test_a_gzipped_body_is_decoded() -> None:
    """What arrives compressed is handed on as it was."""
    reply = Reply(headers={"Content-Encoding": "gzip"}, body=gzip.compress(FEED))
    with serving({"/": reply}) as server:
        answer = ask(server.url("/"))
    assert (answer.body, answer.whole) == (FEED, True)


def test_a_login_in_the_address_is_used() -> None:
    """Feeds behind a password are read with it (RFC 7617), and it is not in the address asked."""
    with serving({"/": Reply(body=FEED)}) as server:
        ask(server.url("/", host="editor:p%20w@127.0.0.1"))
    assert server.asked[0].headers["authorization"] == "Basic ZWRpdG9yOnAgdw=="


@pytest.mark.parametrize(
    ("statuses", "moved_to"),
    [([301], "/1"), ([308, 301], "/2"), ([302], ""), ([301, 302], ""), ([307, 308], "")],
)
def test_only_a_wholly_permanent_chain_is_a_move(statuses: list[int], moved_to: str) -> None:
    """One temporary redirect, and the old address stays."""
    replies = {
        f"/{step}": Reply(status=status, headers={"Location": f"/{step + 1}"})
        for step, status in enumerate(statuses)
    }
    with serving({**replies, f"/{len(statuses)}": Reply(body=FEED)}) as server:
        answer = ask(server.url("/0"))
        expected = server.url(moved_to) if moved_to else ""
    assert (answer.body, answer.moved_to) == (FEED, expected)


def test_a_redirect_loop_ends() -> None:
    """After five redirects the source is given up, with the reason."""
    with (
        serving({"/": Reply(status=302, headers={"Location": "/"})}) as server,
        pytest.raises(NoAnswer, match="redirects more than 5 times"),
    ):
        ask(server.url("/"))
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "data:text/plain,x",
        "ftp://a/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:0/",
    ],
)
def test_redirects_lead_to_the_web_only(target: str) -> None:
    """A redirect cannot reach a file, another protocol or a port that there is not."""
    with (
        serving({"/": Reply(status=302, headers={"Location": target})}) as server,
        pytest.raises(NoAnswer, match=r"is not a|names a port that there is not"),
    ):
        ask(server.url("/"))


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(resets=True), "broke off"),
        (Reply(body=b"", promised=10), "broke off"),
        (Reply(body=bytes(2 * MB)), "larger than 1 MB"),
        (Reply(body=bytes(MB // 4), endless=True), "larger than 1 MB"),
        (Reply(headers={"Content-Encoding": "br"}, body=FEED), "not asked for"),
        (Reply(headers={"Content-Encoding": "gzip"}, body=FEED), "not compressed as it says"),
    ],
)
def test_every_fault_is_a_sentence(reply: Reply, reason: str) -> None:
    """A server that breaks off, lies or never ends is no riddle, and costs its limit at most."""
    with serving({"/": reply}) as server, pytest.raises(NoAnswer, match=reason):
        ask(server.url("/"))


@pytest.mark.parametrize("reply", [Reply(hangs=True), Reply(body=bytes(1000), drip=0.05)])
def test_a_slow_server_costs_its_time_limit_and_no_more(reply: Reply) -> None:
    """Silence, or a byte now and then, which no timeout between bytes would ever notice."""
    refusal = pytest.raises(NoAnswer, match=r"did not finish within 0\.6 seconds")
    with serving({"/": reply}) as server, refusal:
        ask(server.url("/"), limits=HASTY)


def test_a_dripping_server_is_given_up_early() -> None:
    """A byte now and then is not silence, and no reason to wait half a minute either."""
    reply = Reply(body=bytes(1000), drip=0.05)
    with serving({"/": reply}) as server, pytest.raises(NoAnswer, match="less than 1000 bytes"):
        ask(server.url("/"), limits=IMPATIENT)


def test_a_silent_server_is_given_up_early() -> None:
    """Who does not even begin to answer does not get all the time there is."""
    with serving({"/": Reply(hangs=True)}) as server, pytest.raises(NoAnswer, match="fell silent"):
        ask(server.url("/"), limits=IMPATIENT)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(body=FEED, promised=5000),
        Reply(headers={"Content-Encoding": "gzip"}, body=gzip.compress(FEED)[:-6]),
    ],
)
def test_what_is_cut_short_says_so(reply: Reply) -> None:
    """What came is handed on, marked as not whole."""
    with serving({"/": reply}) as server:
        answer = ask(server.url("/"))
    assert answer.body
    assert FEED.startswith(answer.body)
    assert not answer.whole


def test_a_triple_gzip_bomb_stops_at_the_limit() -> None:
    """Some hundred bytes that stand for 256 MB are no danger."""
    bomb = gzip.compress(gzip.compress(gzip.compress(bytes(256 * MB))))
    with (
        serving(
            {"/": Reply(headers={"Content-Encoding": "gzip, gzip, gzip"}, body=bomb)}
        ) as server,
        pytest.raises(NoAnswer, match="larger than 1 MB"),
    ):
        ask(server.url("/"))


def test_waiting_for_a_turn_does_not_count_as_slowness() -> None:
    """Large bodies come one after the other, however long the queue."""
    reply = Reply(body=bytes(3 * MB), delay=0.1)
    limits = Limits(large_at_once=1, total_seconds=20)

    async def all_of(url: str) -> list[Answer]:
        async with Web(limits) as web:
            question = Question(url=url, allow_private=True)
            return await asyncio.gather(*(web.ask(question) for _ in range(6)))

    with serving({"/": reply}) as server:
        answers = asyncio.run(all_of(server.url("/")))
    assert [len(answer.body) for answer in answers] == [3 * MB] * 6


def test_nobody_there_is_said() -> None:
    """A closed port is no riddle."""
    with serving({}) as server:
        closed = server.url("/")
    with pytest.raises(NoAnswer, match=r"no connection to 127\.0\.0\.1"):
        ask(closed)


@pytest.mark.parametrize(
    "url", ["", "feed.xml", "//127.0.0.1/", "ftp://a.example/", "http://[::1", "http:a"]
)
def test_only_web_addresses_are_asked(url: str) -> None:
    """What is no http(s) address is refused before anything happens."""
    with pytest.raises(NoAnswer, match="is not a"):
        ask(url)


async def without_name_servers(host: str, port: int) -> Sequence[str]:
    """What the system makes of a host, short of asking another machine."""
    if host.lower().rstrip(".") == "localhost":
        return ["127.0.0.1"]
    found = socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST)
    return [str(address[0]) for *_, address in found]


@pytest.mark.parametrize("host", REFUSED_HOSTS)
def test_no_way_to_write_a_private_host_is_dialled(host: str) -> None:
    """Short, octal, hexadecimal, mapped, full-width: all are seen through before any connection."""
    recorder = Recorder()
    network = Network(resolve=without_name_servers, dialer=recorder)
    with pytest.raises(NoAnswer):
        ask(f"http://{host}/", network=network)
    assert recorder.dialled == []


def test_a_host_is_looked_up_once_and_that_address_is_dialled() -> None:
    """A name server that answers differently the second time (DNS rebinding) gains nothing."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])

    async def resolve(_host: str, _port: int) -> Sequence[str]:
        return next(answers)

    recorder = Recorder()
    with pytest.raises(NoAnswer, match=r"no connection to 93\.184\.216\.34"):
        ask("http://rebind.example/", network=Network(resolve=resolve, dialer=recorder))
    assert recorder.dialled == ["93.184.216.34"]


def test_a_redirect_to_a_private_host_is_refused() -> None:
    """The guard stands at every hop, not only at the first."""

    away = Reply(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data"})

    async def resolve(host: str, _port: int) -> Sequence[str]:
        return ["93.184.216.34"] if host == "public.example" else [host]

    with serving({"/": away}) as server:
        recorder = Recorder(leads_to=server)
        with pytest.raises(NotAllowed, match=r"169\.254\.169\.254"):
            ask("http://public.example/", network=Network(resolve=resolve, dialer=recorder))
    assert recorder.dialled == ["93.184.216.34"]


async def ask_twice(unasked: bytes) -> tuple[list[bytes], int]:
    """Two answers of a server that says something `unasked` after each, and its connections."""
    handlers: list[asyncio.Task[None] | None] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        handlers.append(asyncio.current_task())
        with suppress(asyncio.IncompleteReadError, OSError):
            while await reader.readuntil(b"\r\n\r\n"):
                writer.write(_answer(FEED))
                await asyncio.sleep(0.05)
                writer.write(unasked)
        with suppress(OSError):
            writer.close()
            await writer.wait_closed()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        bodies = []
        async with Web(USUAL) as web:
            for _ in range(2):
                bodies.append((await web.ask(Question(url=url, allow_private=True))).body)
                await asyncio.sleep(0.2)
        await asyncio.wait({task for task in handlers if task})
    return bodies, len(handlers)


def _answer(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body


def test_a_connection_is_used_again() -> None:
    """Another question to the same server needs no other connection."""
    assert asyncio.run(ask_twice(b"")) == ([FEED, FEED], 1)


def test_what_comes_unasked_answers_nothing() -> None:
    """A server that says more than it was asked gets a new connection for the next question."""
    assert asyncio.run(ask_twice(_answer(b"other"))) == ([FEED, FEED], 2)
