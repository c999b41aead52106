"""A host and a port in; sockets that take connections there, and their origins, out."""

import errno
import socket
from contextlib import ExitStack
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

from digest.desk.guard import Origins, loopback_origins, network_origins
from digest.errors import UsageError

LOOPBACK = "127.0.0.1"
LOOPBACK_NAMES = frozenset({LOOPBACK, "localhost"})
TRIES = 20
"""How many ports are tried where any will do."""

_LAST_PORT = 65535
_NO_IPV6 = frozenset({errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The two files by which a server proves its name and encrypts (TLS)."""

    file: Path
    key: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Listeners:
    """Sockets that take connections already, and the origins that they stand for."""

    sockets: tuple[socket.socket, ...]
    origins: Origins
    certificate: Certificate | None = None

    def close(self) -> None:
        """Take no more."""
        for one in self.sockets:
            one.close()


def open_listeners(
    port: int,
    *,
    host: str = LOOPBACK,
    certificate: Certificate | None = None,
    elsewhere: bool = False,
) -> Listeners:
    """Listen at `host`, encrypted with `certificate`; port 0 takes any free; raises UsageError.

    With `elsewhere` a port that is taken is passed over for the next free one.
    """
    ports = range(port, port + TRIES) if elsewhere else [port] * (1 if port else TRIES)
    for tried in ports:
        try:
            return _listen(host, tried, certificate)
        except OverflowError:
            raise _unusable(port, _out_of_range(port)) from None
        except OSError as error:
            reason = error.strerror or str(error)
    raise _unusable(port, reason)


def addresses_of(host: str) -> tuple[str, ...]:
    """The addresses that `host` stands for; raises UsageError where it stands for none."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise UsageError(
            f"--host {host}: no machine has this name; give the name or the address under which "
            "browsers reach this one"
        ) from None
    return tuple(dict.fromkeys(str(one[4][0]) for one in found))


def is_everywhere(host: str) -> bool:
    """Whether `host` stands for all addresses of this machine at once, however it is written."""
    return any(_address(address).is_unspecified for address in addresses_of(host))


def is_loopback(host: str) -> bool:
    """Whether only this machine itself can reach `host`."""
    return all(_address(address).is_loopback for address in addresses_of(host))


def _address(written: str) -> IPv4Address | IPv6Address:
    return ip_address(written.partition("%")[0])


def _listen(host: str, port: int, certificate: Certificate | None) -> Listeners:
    with ExitStack() as opened:
        if host in LOOPBACK_NAMES and certificate is None:
            sockets = [opened.enter_context(_bound(LOOPBACK, port))]
            port = _port(sockets)
            sockets += _bound_to_ipv6(port, opened)
            origins = loopback_origins(port)
        else:
            addresses = addresses_of(host)
            sockets = [opened.enter_context(_bound(addresses[0], port))]
            port = _port(sockets)
            wanted = [(each, port) for each in addresses[1:]]
            wanted += [(each, port + 1) for each in addresses]
            sockets += [opened.enter_context(_bound(*each)) for each in wanted]
            origins = network_origins("https" if certificate else "http", host, port)
        opened.pop_all()
        return Listeners(sockets=tuple(sockets), origins=origins, certificate=certificate)


def _bound_to_ipv6(port: int, opened: ExitStack) -> list[socket.socket]:
    """Browsers look for localhost under ::1, too: nobody else may answer to it there."""
    try:
        return [opened.enter_context(_bound("::1", port))]
    except OSError as error:
        if error.errno in _NO_IPV6:
            return []
        raise


def _bound(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with ExitStack() as opened:
        listener = opened.enter_context(socket.socket(family))
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address, port))
        listener.listen()
        opened.pop_all()
        return listener


def _port(sockets: list[socket.socket]) -> int:
    return int(sockets[0].getsockname()[1])


def _out_of_range(port: int) -> str:
    if 0 <= port <= _LAST_PORT:
        return f"here the desk takes the next port, too, and {_LAST_PORT} is the last"
    return f"it is not from 0 to {_LAST_PORT}"


def _unusable(port: int, reason: str) -> UsageError:
    return UsageError(
        f"port {port} cannot be used ({reason}); name another with --port, or let --port 0 take "
        "any free one"
    )
