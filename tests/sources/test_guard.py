"""Only addresses of the public internet are connected to, unless a source says otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sources.web.guard import is_public, vet
from digest.sources.web.protocol import NoAnswer, NotAllowed


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "93.184.216.34",
        "172.32.0.1",
        "100.128.0.1",
        "192.0.1.1",
        "198.20.0.1",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450:4001::200e",
        "64:ff9b::101:101",
        "::ffff:1.1.1.1",
    ],
)
def test_public_addresses_pass(address: str) -> None:
    """An address that anybody can reach is public, also seen through NAT64."""
    assert is_public(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8"))
def test_private_addresses_are_seen_through_every_disguise(address: object) -> None:
    """An IPv4 address inside an IPv6 one is judged as itself."""
    disguises = [f"::ffff:{address}", f"64:ff9b::{address}", f"::{address}", f"{address}"]
    assert [is_public(disguise) for disguise in disguises] == [False] * 4


@given(st.ip_addresses(v=6))
def test_only_global_unicast_can_be_public(address: object) -> None:
    """Outside 2000::/3 only NAT64 and mapped addresses can pass."""
    if is_public(str(address)):
        assert str(address).startswith(("2", "3", "64:ff9b::", "::ffff:"))


def test_one_private_answer_refuses_the_host() -> None:
    """A host with a public and a private address is refused: the next look-up may swap them."""
    with pytest.raises(NotAllowed, match="allow_private = true"):
        vet("two-faced.example", ["1.1.1.1", "127.0.0.1"], allow_private=False)


def test_allowed_sources_may_be_private() -> None:
    """A source that says so may be on the editor's own network."""
    assert vet("intranet", ["10.0.0.5", "10.0.0.5"], allow_private=True) == ("10.0.0.5",)


def test_a_host_without_address_is_no_answer() -> None:
    """An empty look-up is said plainly."""
    with pytest.raises(NoAnswer, match="has no address"):
        vet("nowhere.example", [], allow_private=False)
