"""A host name in, a connection to a vetted address out: the only place where sockets are opened."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

import httpcore2

from digest.sources.web.guard import vet
from digest.sources.web.protocol import NoAnswer

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

_MOST_ADDRESSES = 4
_MOST_WAITING = 2**18
"""Bytes of an answer that wait to be read; more is left with the system."""


async def resolve_by_system(host: str, port: int) -> Sequence[str]:
    """Every IP address that the system knows for `host`; raises OSError."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


class _Stream(asyncio.Protocol, httpcore2.AsyncNetworkStream):
    """One connection, as far as questions need it: they have no body, so none waits to be sent.

    httpcore2's own streams cost as much as all else in a request, and ask the system anew about
    each idle connection whenever any request begins or ends.
    """

    def __init__(self) -> None:
        self._transport = asyncio.Transport()
        self._arrived = bytearray()
        self._ended = False
        self._problem = ""
        self._waiting: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Keep what has come; what comes faster than it is read waits in the system."""
        self._arrived += data
        if len(self._arrived) >= _MOST_WAITING:
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        """Note that nothing more will come."""
        self._ended = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that the connection is gone; some servers do not say goodbye in TLS."""
        self._ended = True
        if exc and not isinstance(exc, ssl.SSLError):
            self._problem = str(exc) or type(exc).__name__
        self._wake()

    def _wake(self) -> None:
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(None)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come, as soon as anything has; nothing at the end."""
        if not self._arrived and not self._ended:
            self._waiting = asyncio.get_running_loop().create_future()
            try:
                async with asyncio.timeout(timeout):
                    await self._waiting
            except TimeoutError:
                raise httpcore2.ReadTimeout from None
        if not self._arrived and self._problem:
            raise httpcore2.ReadError(self._problem)
        data = bytes(self._arrived[:max_bytes])
        del self._arrived[:max_bytes]
        if len(self._arrived) < _MOST_WAITING:
            self._transport.resume_reading()
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send a question."""
        del timeout  # Nothing waits.
        if self._ended:
            raise httpcore2.WriteError("the connection is closed")
        self._transport.write(buffer)

    async def aclose(self) -> None:
        """Let go of the connection: whatever still comes is not wanted."""
        self._transport.abort()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """The same connection, encrypted; raises ConnectError."""
        loop = asyncio.get_running_loop()
        with _said_as_httpcore2_does():
            async with asyncio.timeout(timeout):
                secure = await loop.start_tls(
                    self._transport, self, ssl_context, server_hostname=server_hostname
                )
        if secure is None:
            raise httpcore2.ConnectError("the connection broke off")
        self._transport = secure
        return self

    def get_extra_info(self, info: str) -> object:
        """Whether a connection that should be idle is not: something came unasked, or the end."""
        return bool(self._arrived) or self._ended if info == "is_readable" else None


class _Dialer(httpcore2.AsyncNetworkBackend):
    """Connections straight from asyncio."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """A stream to the IP address `host`; raises ConnectError or ConnectTimeout."""
        loop = asyncio.get_running_loop()
        own = (local_address, 0) if local_address else None
        with _said_as_httpcore2_does():
            async with asyncio.timeout(timeout):
                transport, stream = await loop.create_connection(
                    _Stream, host, port, local_addr=own
                )
        for option in socket_options or ():
            transport.get_extra_info("socket").setsockopt(*option)
        return stream


@contextmanager
def _said_as_httpcore2_does() -> Iterator[None]:
    try:
        yield
    except TimeoutError:
        raise httpcore2.ConnectTimeout from None
    except OSError as error:
        raise httpcore2.ConnectError(str(error)) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """How names become addresses and addresses connections; tests put their own in."""

    resolve: Resolve = resolve_by_system
    dialer: httpcore2.AsyncNetworkBackend = field(default_factory=_Dialer)


class GuardedNetwork(httpcore2.AsyncNetworkBackend):
    """Looks a host up once, vets every answer and dials that very address.

    A second look-up could answer differently (DNS rebinding), so there is none. The certificate is
    still checked against the name.
    """

    def __init__(self, network: Network, *, allow_private: bool) -> None:
        self._resolve = network.resolve
        self._dialer = network.dialer
        self._allow_private = allow_private

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """A stream to `host`; raises NoAnswer with the reason, within `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._vetted(host, port)
                return await self._first(addresses, port, timeout, local_address, socket_options)
        except TimeoutError:
            raise NoAnswer(f"{host} did not accept a connection in time") from None

    async def _vetted(self, host: str, port: int) -> Sequence[str]:
        try:
            addresses = await self._resolve(host, port)
        except (OSError, UnicodeError):
            raise NoAnswer(f"{host} is not a known host; is the address right?") from None
        return vet(host, addresses, allow_private=self._allow_private)[:_MOST_ADDRESSES]

    async def _first(
        self,
        addresses: Sequence[str],
        port: int,
        timeout: float | None,
        local_address: str | None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None,
    ) -> httpcore2.AsyncNetworkStream:
        # Each address has its share of the time: a dead IPv6 route must not use up IPv4's.
        share = timeout and timeout / len(addresses)
        problem = ""
        for address in addresses:
            try:
                return await self._dialer.connect_tcp(
                    address, port, share, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                problem = str(error)
        refused = "refused" in problem or "Connect call failed" in problem
        raise NoAnswer(f"no connection to {addresses[0]} port {port}" + " (refused)" * refused)


@cache
def _certificates() -> ssl.SSLContext:
    return httpcore2.default_ssl_context()


def connections(
    network: Network, *, at_once: int, allow_private: bool
) -> httpcore2.AsyncConnectionPool:
    """A pool of at most `at_once` connections, all of them guarded."""
    return httpcore2.AsyncConnectionPool(
        ssl_context=_certificates(),
        max_connections=at_once,
        max_keepalive_connections=at_once,
        keepalive_expiry=5,
        network_backend=GuardedNetwork(network, allow_private=allow_private),
    )
