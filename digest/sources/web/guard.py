"""Addresses in, a refusal for any that is not on the public internet out.

A feed's address, or where it redirects to, may be chosen by somebody else. Without a guard it
could read the editor's router, or the credentials that a cloud machine serves on 169.254.169.254.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from digest.sources.web.protocol import NoAnswer, NotAllowed

# IANA's special-purpose registries, written out: `ipaddress.is_global` differs between Python
# releases and lets 192.0.0.192, NAT64, 6to4 and site-local addresses through.
_NOT_PUBLIC_4 = [
    ip_network(block)
    for block in (
        "0.0.0.0/8",  # this host, RFC 791
        "10.0.0.0/8",  # private, RFC 1918
        "100.64.0.0/10",  # carriers' NAT, RFC 6598
        "127.0.0.0/8",  # loopback, RFC 1122
        "169.254.0.0/16",  # link-local, cloud metadata, RFC 3927
        "172.16.0.0/12",  # private, RFC 1918
        "192.0.0.0/24",  # protocol assignments, RFC 6890
        "192.0.2.0/24",  # documentation, RFC 5737
        "192.88.99.0/24",  # 6to4 relays, RFC 7526
        "192.168.0.0/16",  # private, RFC 1918
        "198.18.0.0/15",  # benchmarks, RFC 2544
        "198.51.100.0/24",  # documentation, RFC 5737
        "203.0.113.0/24",  # documentation, RFC 5737
        "224.0.0.0/4",  # multicast, RFC 5771
        "240.0.0.0/4",  # reserved, and broadcast
    )
]
_PUBLIC_6 = ip_network("2000::/3")
_NOT_PUBLIC_6 = [
    ip_network(block)
    for block in (
        "2001::/23",  # protocol assignments, Teredo among them, RFC 2928
        "2001:db8::/32",  # documentation, RFC 3849
        "2002::/16",  # 6to4, an IPv4 address in disguise, RFC 7526
        "3fff::/20",  # documentation, RFC 9637
    )
]
# Where a network has IPv6 only, every IPv4 host appears inside this prefix (RFC 6052).
_NAT64 = ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether the IP address is one that anybody on the internet would reach as the same host."""
    ip = ip_address(address)
    if isinstance(ip, IPv6Address):
        inside = ip.ipv4_mapped
        if ip in _NAT64:
            inside = IPv4Address(int(ip) & 0xFFFFFFFF)
        if inside is None:
            return ip in _PUBLIC_6 and not any(ip in block for block in _NOT_PUBLIC_6)
        ip = inside
    return not any(ip in block for block in _NOT_PUBLIC_4)


def vet(host: str, addresses: Iterable[str], *, allow_private: bool) -> tuple[str, ...]:
    """The addresses that `host` has, each safe to connect to.

    Raises NotAllowed if any one of them is not public: a host that mixes them is up to something.
    """
    found = tuple(dict.fromkeys(addresses))
    for address in found:
        if not allow_private and not is_public(address):
            name = host if host == address else f"{host} ({address})"
            raise NotAllowed(
                f"{name} is not on the public internet; "
                "if that is meant, set allow_private = true for this source "
                "(--allow-private on the command line)"
            )
    if not found:
        raise NoAnswer(f"{host} has no address")
    return found
