"""A host name in, a connection to a vetted address out: the only place where sockets are opened."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

import httpcore2

from digest.sources.web.guard import vet
from digest.sources.web.protocol import NoAnswer

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

_MOST_ADDRESSES = 4


async def resolve_by_system(host: str, port: int) -> Sequence[str]:
    """Every IP address that the system knows for `host`; raises OSError."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """How names become addresses and addresses connections; tests put their own in."""

    resolve: Resolve = resolve_by_system
    dialer: httpcore2.AsyncNetworkBackend = field(default_factory=httpcore2.AnyIOBackend)


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
